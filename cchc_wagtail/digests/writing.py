"""A digest in the forms in which an office passes it on: mail, Word, a short text to paste."""

import css_inline
from django.template.loader import render_to_string

from cchc_wagtail.conf import get_setting
from cchc_wagtail.frontend.office_document import Agency, OfficeDocument
from cchc_wagtail.language import printable

#: What fits into one message of Zalo and of most electronic offices, in characters.
LONGEST_MESSAGE = 2000


def as_mail(digest):
    """Return the digest as HTML for a mail: its styles stand in the tags, as mail programs want."""
    html = render_to_string("cchc_digests/mail.html", {"digest": digest})
    return css_inline.inline(html, load_remote_stylesheets=False)


def as_docx(digest):
    """Return the digest as DOCX, in the form of Nghị định 30/2020/NĐ-CP."""
    document = OfficeDocument(
        Agency(**get_setting("AGENCY")),
        type="BẢN TIN",
        abstract=digest.title,
        symbol="BT",
        date=digest.last_day,
    )
    document.paragraph(printable(digest.lead or f"Nội dung đã đăng từ {digest.period}."))
    for heading, items in digest.parts:
        if heading:
            document.heading(printable(heading))
        for number, item in enumerate(items, 1):
            document.paragraph(printable(f"{number}. {_sentence(item.title)} {item.text}".strip()))
            if item.address:
                document.paragraph(item.address)
    document.end()
    return document.as_bytes()


def as_message(digest, longest=LONGEST_MESSAGE):
    """Return the digest as plain text of at most ``longest`` characters.

    What is short of room loses first its texts, then its last items; how many is said.
    """
    items = [item for _heading, items in digest.parts for item in items]
    for with_text in (True, False):
        text = _message(digest, items, with_text)
        if len(text) <= longest:
            return text
    left = len(items)
    while left and len(text) > longest:
        left -= 1
        text = _message(digest, items[:left], False, more=len(items) - left)
    return text[:longest]


def _message(digest, items, with_text, more=0):
    lines = [digest.title.upper()]
    if digest.lead and with_text:
        lines.append(digest.lead)
    for number, item in enumerate(items, 1):
        lines.append(f"{number}. {item.title}")
        lines += [line for line in (item.text if with_text else "", item.address) if line]
    if more:
        lines.append(f"… và {more} nội dung khác")
    if digest.full_url:
        lines.append(f"Xem đầy đủ: {digest.full_url}")
    return printable("\n".join(lines))


def _sentence(text):
    return text if text.endswith((".", "?", "!")) else f"{text}."
