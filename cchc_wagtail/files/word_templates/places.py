"""Where in a part of a Word file something stands, as a reader would say it."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from .problems import Place

#: So much of a paragraph is enough to find it.
QUOTED = 60
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}


def own_parts(paragraph: Any, *tags: str) -> Iterator[Any]:
    """Yield the elements below ``paragraph``, but not those of text boxes within it."""
    for element in paragraph.iterchildren():
        if element.tag == qn("w:p"):
            continue
        if element.tag in tags:
            yield element
        yield from own_parts(element, *tags)


def pieces_of(paragraph: Any) -> list[tuple[str, Any]]:
    """Return the text of ``paragraph`` in pieces, each with its run, without that of text boxes."""
    pieces = []
    for element in own_parts(paragraph, qn("w:t"), *_BREAKS):
        run = element.getparent()
        if run.tag == qn("w:r"):
            pieces.append((_BREAKS.get(element.tag) or element.text or "", run))
    return pieces


def text_of(paragraph: Any) -> str:
    """Return the text of ``paragraph`` as it is read, without that of text boxes within it."""
    return "".join(text for text, _run in pieces_of(paragraph))


def place_of(part: str, root: Any, element: Any) -> Place:
    """Return where ``element`` of ``root`` stands."""
    ancestors = [element, *element.iterancestors()]
    paragraph = next((one for one in ancestors if one.tag == qn("w:p")), None)
    text = "" if paragraph is None else " ".join(text_of(paragraph).split())
    if len(text) > QUOTED:
        text = f"{text[:QUOTED]}…"
    cell = next((one for one in ancestors if one.tag == qn("w:tc")), None)
    row = next((one for one in ancestors if one.tag == qn("w:tr")), None)
    table = next((one for one in ancestors if one.tag == qn("w:tbl")), None)
    if cell is None or row is None or table is None:
        return Place(part, text)
    return Place(
        part,
        text,
        table=1 + list(root.iter(qn("w:tbl"))).index(table),
        row=1 + list(table.iter(qn("w:tr"))).index(row),
        column=1 + row.findall(qn("w:tc")).index(cell),
    )
