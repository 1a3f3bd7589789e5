"""Why a file is not read, in a sentence for whoever sent it."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "empty": _("The file is empty: 0 bytes. Save it again and send it once more."),
    "too_big": _("The file is bigger than 50 MB. Send a smaller one, without pictures in it."),
    "unknown_type": _("Files of this type are not read. Send DOCX, PDF, TXT or HTML."),
    "not_word": _("Only Word files are read here. Save the text in Word as DOCX, and send that."),
    "not_what_it_says": _(
        "What is in this file is not what the ending of its name says. Open it, save it anew as "
        "DOCX or PDF, and send that."
    ),
    "old_word": _("This is a file of an old Word (DOC). Open it in Word and save it as DOCX."),
    "macros": _(
        "This file holds macros, which are not let in. Save it in Word as “Word document (.docx)”."
    ),
    "encrypted": _("The file is locked with a password. Take the password off, then send it."),
    "broken": _("The file is damaged or was cut off. Fetch or save it again."),
    "hostile": _(
        "The file holds declarations that no document of an office needs, so it was not opened. "
        "Open it in Word and save it anew."
    ),
    "too_many_pages": _("The file has too many pages. Split it, or send the document alone."),
    "too_long": _("The text is longer than any document can be. Split the file."),
    "too_much": _(
        "The file needs more memory than a document may, so reading it was broken off. Open it in "
        "Word, save it anew as DOCX, and send that."
    ),
    "too_slow": _(
        "Reading the file took too long and was broken off. Split it, or save it as DOCX."
    ),
    "scan": _(
        "This file is a scan: its pages are pictures without text. Ask whoever issued it for the "
        "Word file or the PDF with text; or have the scan recognised (OCR) and send that."
    ),
    "no_text": _("There is no text in this file."),
    "interrupted": _("Reading the file was interrupted several times. Send it once more."),
}


def sentence_for(code):
    """Return the sentence for the ``code`` of an ``UnreadableFile``."""
    return SENTENCES[code]
