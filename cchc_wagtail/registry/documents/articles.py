"""The articles (Điều) of a document's text as places that a link can lead to."""

import re

_HEADING = re.compile(
    r"<(p|h[2-6]|li)((?:\s[^<>]*)?)>(\s*(?:<(?:b|strong|i|em)>\s*){0,3}Điều\s+(\d+[a-zđ]?)\s*[.:])"
)


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
