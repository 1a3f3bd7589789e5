"""Why a template is not taken or not filled in, in sentences that name the place."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc_wagtail.content.refusals import sentence_for
from cchc_wagtail.files import BadTemplate

#: So many sentences are enough to begin with.
SHOWN = 10
_WORD_ALONE = gettext_lazy(
    "A template is a Word file (DOCX). Open this file in Word, save it as “Word document (.docx)”, "
    "and send that."
)
_OF_FILES = {
    "unknown_type": _WORD_ALONE,
    "not_word": _WORD_ALONE,
    "not_what_it_says": gettext_lazy(
        "What is in this file is no Word document, although its name ends in .docx. Download the "
        "template in use, and begin with that."
    ),
}
SENTENCES = {
    "unclosed_tag": gettext_lazy(
        "%(about)s is opened and not closed. A tag stands within one paragraph, as {{ trich_yeu }}."
    ),
    "stray_end": gettext_lazy("%(about)s closes a tag that is not opened in this paragraph."),
    "syntax": gettext_lazy("The tag %(about)s cannot be understood."),
    "not_allowed": gettext_lazy(
        "The tag %(about)s is not allowed: a template prints fields, and has for and if."
    ),
    "unknown_field": gettext_lazy("There is no field “%(about)s”."),
    "list_printed": gettext_lazy("%(about)s has several parts: write a for for them."),
    "no_list": gettext_lazy("%(about)s: this field has no parts, write it without a for."),
    "looped_twice": gettext_lazy("%(about)s stands within a for over the same field."),
    "loop_in_margin": gettext_lazy("%(about)s: a for stands in the text alone."),
    "unclosed_block": gettext_lazy(
        "%(about)s is not closed. {%% for %%} and {%% if %%} are closed in the same paragraph, "
        "{%%p for %%} and {%%p if %%} by a paragraph of its own."
    ),
    "unopened_block": gettext_lazy("%(about)s closes what is not opened before it."),
    "block_apart": gettext_lazy(
        "%(about)s do not belong together: both begin with {%%p, with {%%tr or with neither, and "
        "both stand in the text or in one cell."
    ),
    "beside_block": gettext_lazy(
        "%(about)s has to stand alone in its paragraph (with {%%tr: in its row): what stands "
        "beside it would be lost."
    ),
    "no_row": gettext_lazy("%(about)s stands in no table."),
    "hidden_tag": gettext_lazy(
        "%(about)s stands where nothing is filled in: in a field code, a name, a note or a "
        "property of the file. Take it away there."
    ),
    "tracked_change": gettext_lazy(
        "A change is tracked here. Accept or reject all changes in Word (Review), then send it."
    ),
    "external": gettext_lazy(
        "Something is linked from elsewhere: %(about)s. Insert it into the file instead of linking."
    ),
    "embedded": gettext_lazy(
        "A file or program is embedded here (%(about)s), which is not let in. Insert a picture."
    ),
    "fetching_field": gettext_lazy(
        "The Word field %(about)s fetches something from elsewhere, which is not let in."
    ),
    "missing_field": gettext_lazy(
        "The field %(about)s is missing: without it, it is no report. Download the first template "
        "to see where it stands."
    ),
    "not_filled": gettext_lazy(
        "The template cannot be filled in: a tag is spread over several paragraphs or cells, or "
        "its beginning and its end are formatted apart. Write it anew in one go."
    ),
}
_PARTS = {
    "body": "",
    "header": gettext_lazy("page header"),
    "footer": gettext_lazy("page footer"),
    "other": gettext_lazy("notes, drawings or properties of the file"),
}


def refusals_for(error):
    """Return the sentences for a ``BadTemplate`` or an ``UnreadableFile``."""
    if not isinstance(error, BadTemplate):
        return [str(_OF_FILES.get(error.code) or sentence_for(error.code))]
    sentences = [_sentence_for(problem) for problem in error.problems[:SHOWN]]
    if len(error.problems) > SHOWN:
        sentences.append(_("And %(n)d more.") % {"n": len(error.problems) - SHOWN})
    return sentences


def _sentence_for(problem):
    sentence = SENTENCES[problem.code] % {"about": problem.about}
    if problem.near:
        sentence = _("%(sentence)s Is “%(near)s” meant?") % {
            "sentence": sentence,
            "near": problem.near,
        }
    if where := _where(problem.place):
        sentence = _("%(sentence)s Place: %(place)s.") % {"sentence": sentence, "place": where}
    return sentence


def _where(place):
    if place is None:
        return ""
    parts = [str(_PARTS[place.part])]
    if place.table:
        cell = _("table %(table)d, row %(row)d, column %(column)d")
        parts.append(cell % {"table": place.table, "row": place.row, "column": place.column})
    if place.text:
        parts.append(_("paragraph “%(text)s”") % {"text": place.text})
    return ", ".join(part for part in parts if part)
