"""Citations in finished HTML turned into links, without a change to the HTML around them.

The HTML may be of any shape: a citation can be split by inline markup, lie in a link already, or
stretch over cells and paragraphs. The result is as well-formed as what came in.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub sup "
    "time u var".split()
)
# No link goes into these: they are links themselves, names of the whole, or no text for readers.
_CLOSED = frozenset(
    "a button h1 label nav option script select style summary svg template textarea title".split()
)


@dataclass
class _Element:
    """A pair of tags, or an open one whose end is not known."""

    name: str
    start: int
    inner: int
    parent: "_Element | None"
    end: int | None = None

    def is_closed_to_links(self):
        element = self
        while element is not None:
            if element.name in _CLOSED:
                return True
            element = element.parent
        return False


@dataclass
class _Piece:
    """Some text between two tags: where it begins in the HTML, and in the joined text."""

    at: int
    begins: int
    text: str
    element: _Element | None

    @property
    def ends(self):
        return self.begins + len(self.text)


class _Reader(HTMLParser):
    """Splits HTML into pieces of text, each with the element it lies in."""

    def __init__(self, html):
        super().__init__(convert_charrefs=False)
        self.html = html
        self.pieces = []
        self.element = None
        self.length = 0
        self.broken = False
        self._lines = [0, *(match.end() for match in re.finditer("\n", html))]
        self.feed(html)
        self.close()

    def position(self):
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag, attrs):
        self._break_at(tag)
        if tag not in _VOID:
            start = self.position()
            inner = start + len(self.get_starttag_text())
            self.element = _Element(tag, start, inner, self.element)

    def handle_startendtag(self, tag, attrs):
        self._break_at(tag)

    def handle_endtag(self, tag):
        self._break_at(tag)
        element = self.element
        while element is not None and element.name != tag:
            element = element.parent
        if element is not None:
            end = self.html.find(">", self.position()) + 1
            element.end = end or len(self.html)
            self.element = element.parent

    def handle_data(self, data):
        if self.element is not None and self.element.name in {"script", "style"}:
            return
        self._add(data, self.position())

    def handle_entityref(self, name):
        self._add_reference(f"&{name}")

    def handle_charref(self, name):
        self._add_reference(f"&#{name}")

    def _add_reference(self, text):
        start = self.position()
        if self.html[start + len(text) : start + len(text) + 1] == ";":
            text += ";"
        self._add(text, start)

    def _add(self, text, start):
        last = self.pieces[-1] if self.pieces else None
        joins_on = last and not self.broken and last.element is self.element
        if joins_on and last.at + len(last.text) == start:
            last.text += text
            self.length += len(text)
            return
        self.length += self.broken
        self.broken = False
        self.pieces.append(_Piece(start, self.length, text, self.element))
        self.length += len(text)

    def _break_at(self, tag):
        if tag not in _INLINE:
            self.broken = True

    def joined(self):
        """Return the text of all pieces, a line break where a block begins or ends."""
        parts, length = [], 0
        for piece in self.pieces:
            parts.append("\n" * (piece.begins - length) + piece.text)
            length = piece.ends
        return "".join(parts)


def annotate(html, find, render):
    """Return ``html`` with what ``render`` makes of each citation that ``find`` gives of its text.

    ``render(citation, text)`` gets a ``Citation`` found in ``text`` (all text of the HTML) and
    returns ``(before, after)``, the HTML to put around it, or None to leave it alone. With
    ``(before, after, mark, place)`` it has ``mark`` put at ``place``, a code point of ``text``
    behind the citation; where other markup begins before it, directly behind the citation. What is
    inside a link or a button is left alone too.
    """
    reader = _Reader(html)
    text = reader.joined()
    starts = [piece.begins for piece in reader.pieces]
    insertions = []
    for citation in find(text):
        pieces = reader.pieces[
            bisect_right(starts, citation.start) - 1 : bisect_right(starts, citation.end - 1)
        ]
        if any(piece.element and piece.element.is_closed_to_links() for piece in pieces):
            continue
        span = _span(pieces, citation)
        around = render(citation, text)
        if not around:
            continue
        before, after, *mark = around
        insertions.append((*span, before, after))
        if mark:
            position = _behind(pieces[-1], span[1], mark[1])
            insertions.append((position, position, "", mark[0]))
    return _insert(html, insertions)


def _behind(piece, end, place):
    """Return where in the HTML the ``place`` of the text is, or ``end`` if not in ``piece``."""
    position = piece.at + place - piece.begins
    return position if end <= position and place <= piece.ends else end


def _span(pieces, citation):
    """Return where in the HTML to begin and end so that tags stay paired.

    Where that cannot be, the last piece, which holds the number, stands for the whole citation.
    """
    first, last = pieces[0], pieces[-1]
    start = first.at + citation.start - first.begins
    end = last.at + citation.end - last.begins
    only_last = _after_space(last, max(last.at, start)), end
    if any(two.begins > one.ends for one, two in pairwise(pieces)):
        return only_last
    if first.element is last.element:
        return start, end
    outer = _common(first.element, last.element)
    if first.element is not outer:
        start = _edge(first, outer, citation.start == first.begins, "start")
    if last.element is not outer:
        end = _edge(last, outer, citation.end == last.ends, "end")
    return only_last if start is None or end is None else (start, end)


def _after_space(piece, position):
    text = piece.text[position - piece.at :]
    return position + len(text) - len(text.lstrip())


def _common(one, other):
    above = set()
    while one is not None:
        above.add(id(one))
        one = one.parent
    while other is not None and id(other) not in above:
        other = other.parent
    return other


def _edge(piece, outer, at_the_edge, side):
    """Return the outer edge of the elements that ``piece`` alone fills up to ``outer``, or None."""
    if not at_the_edge:
        return None
    element = piece.element
    position = piece.at if side == "start" else piece.at + len(piece.text)
    while element is not outer:
        if element.end is None:
            return None
        if side == "start":
            if element.inner != position:
                return None
            position = element.start
        else:
            closing = len(f"</{element.name}>")
            if element.end - closing != position:
                return None
            position = element.end
        element = element.parent
    return position


def _insert(html, insertions):
    parts, done = [], 0
    for start, end, before, after in sorted(insertions):
        if start < done:
            continue
        parts += [html[done:start], before, html[start:end], after]
        done = end
    return "".join([*parts, html[done:]])
