"""The articles (Điều) of a document's text as places that a link can lead to."""

import re

from django.utils.text import Truncator

from cchc_wagtail.search.text.passages import plain_text

_HEADING = re.compile(
    r"<(p|h[2-6]|li)((?:\s[^<>]*)?)>(\s*(?:<(?:b|strong|i|em)>\s*){0,3}Điều\s+(\d+[a-zđ]?)\s*[.:])"
)
# Headings that follow each other, "Chương II" and "Điều 5", or an article that is a paragraph.
_BEGINNING = re.compile(
    r"(?:<h[2-6](?:\s[^<>]*)?>(?:(?!</?h[2-6]).)*</h[2-6]>\s*)+|<(?:p|li)\s[^<>]*id=\"dieu-",
    re.DOTALL,
)
_ANCHOR = re.compile(r"id=\"(dieu-[^\"]+)\"")
_ARTICLE = re.compile(r"<(p|h[2-6]|li)\s[^<>]*id=\"(dieu-[^\"]+)\"[^<>]*>(.*?)</\1>", re.DOTALL)
_LONGEST_TITLE = 160


def with_article_anchors(html):
    """Give the first element that begins with "Điều 7." the id ``dieu-7``; leave the rest."""
    seen = set()

    def mark(match):
        tag, attributes, text, number = match.groups()
        if number in seen or "id=" in attributes:
            return match[0]
        seen.add(number)
        return f'<{tag}{attributes} id="dieu-{number}">{text}'

    return _HEADING.sub(mark, html)


def article_titles(html):
    """Return the anchor and the title (“Điều 7. Hiệu lực”) of each article of a document's text.

    Where an article is a paragraph without a title of its own, its beginning stands for it.
    """
    return [
        (anchor, Truncator(" ".join(plain_text(title).split())).chars(_LONGEST_TITLE))
        for _tag, anchor, title in _ARTICLE.findall(with_article_anchors(html))
    ]


def articles_of(html):
    """Yield the parts of a document's text, as HTML, each with the anchor of its article.

    Headings belong to the article that they stand before. What stands before the first article, and
    below a heading that is none, such as that of an appendix, has an empty anchor.
    """
    html = with_article_anchors(html)
    begun, anchor = 0, ""
    for match in _BEGINNING.finditer(html):
        if match.start() > begun:
            yield anchor, html[begun : match.start()]
        # A paragraph's id ends behind the match.
        found = _ANCHOR.findall(html, match.start(), match.end() + 20)
        begun, anchor = match.start(), found[-1] if found else ""
    if begun < len(html):
        yield anchor, html[begun:]
