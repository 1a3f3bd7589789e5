"""Texts of other databases, made fit to be kept: normal form, no markup that could harm."""

import html
import re
from itertools import groupby

import nh3
from django.utils.html import format_html, format_html_join

from cchc_wagtail.language import normalise

#: How the national database says that it says nothing.
_AROUND = ".-–" + "".join(filter(str.isspace, map(chr, range(0x3001))))
_SAYS_NOTHING = {"", "không có thông tin", "chưa có thông tin"}
_TAG = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|ul|ol|li|a|table|tbody|thead|tr|td|th|h[1-6]|font|img"
    r"|script|style|iframe|svg|object|form|input|math|link|meta|o:p)\b[^<>]*>",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]*>", re.IGNORECASE)
_ALLOWED = {"p", "br", "b", "i", "em", "strong", "ul", "ol", "li", "a"}
_CELLS = {"td", "th"}
#: What the text of a legal document has more: headings of its parts, and tables.
TEXT_OF_LAW = frozenset(["h3", "h4", "h5", "h6", "table", "tbody", "tr", "td", "th"])
_ITEM = re.compile(r"[-+*•]\s+(?=\S)")


def is_nothing(text):
    """Tell whether ``text`` holds no information: blank, dashes, or the words that say so."""
    return text.strip(_AROUND).lower() in _SAYS_NOTHING


def clean_text(text):
    """Return ``text`` as plain text in normal form, markup taken off; empty if it says nothing."""
    text = normal_lines(text)
    if _TAG.search(text):
        text = html.unescape(nh3.clean(_BREAKS.sub("\n", text), tags=set()))
        text = normal_lines(text)
    return "" if is_nothing(text) else text


def normal_lines(text):
    """Return ``text`` line by line in normal form, without control characters and blank lines."""
    text = str(text).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(one for one in text if one in "\n\t" or one.isprintable() or one == "\xa0")
    lines = (normalise(line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def rich_text(text, *, also=frozenset()):
    """Return ``text``, plain or HTML, as the HTML of a rich text field; empty if it says nothing.

    ``also`` are tags that the field has beyond those of every rich text, such as ``TEXT_OF_LAW``.

    Tags that a rich text does not have are taken off and their text kept; scripts and styles go
    with what they hold. Plain lines become paragraphs, those with a dash or dot before them lists.
    """
    text = normal_lines(text)
    if is_nothing(text):
        return ""
    if _TAG.search(text):
        return sanitise(text, also=also)
    parts = []
    for is_list, lines in groupby(text.split("\n"), key=lambda line: bool(_ITEM.match(line))):
        if is_list:
            items = format_html_join("", "<li>{}</li>", ((_ITEM.sub("", x, 1),) for x in lines))
            parts.append(format_html("<ul>{}</ul>", items))
        else:
            parts.append(format_html_join("", "<p>{}</p>", ((line,) for line in lines)))
    return "".join(parts)


def sanitise(markup, *, also=frozenset()):
    """Return ``markup`` with the tags and attributes alone that a rich text may have."""
    markup = re.sub(r"<(/?)div\b[^<>]*>", r"<\1p>", markup, flags=re.IGNORECASE)
    clean = nh3.clean(
        markup,
        tags=_ALLOWED | also,
        attributes={"a": {"href"}, **{tag: {"colspan", "rowspan"} for tag in also & _CELLS}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    return clean.strip()
