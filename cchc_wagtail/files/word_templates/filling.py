"""Fills a template in: what the process with limits does (``python -m cchc_wagtail.files``)."""

import base64
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import TemplateError
from lxml import etree

from ..reading import UnreadableFile
from ..word import look_through
from .fields import PICTURE, Environment, Fields, NotAllowed
from .places import place_of
from .problems import BadTemplate, Place, Problem
from .tags import Tags, fetching_fields, hidden_tags, tracked_changes

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
#: Content type → the part as ``Place`` names it, of those that are filled in.
_FILLED = {
    f"{_WORD}document.main+xml": "body",
    f"{_WORD}header+xml": "header",
    f"{_WORD}footer+xml": "footer",
}
_MACROS = (b"macroEnabled", b"vbaProject")
#: Relations to what is no text, picture or style: programs, and files within the file.
_EMBEDDED = {"oleObject", "control", "aFChunk", "subDocument", "frame", "package"}
#: Where somebody's Word says from which template of theirs a file was made; it is taken away.
_ATTACHED = "attachedTemplate"


def answer(request: bytes) -> dict[str, Any]:
    """Return the filled template, or what is wrong with it, as plain values for JSON.

    ``request`` is JSON: ``docx`` in base64, ``fields``, ``required`` and ``values``; see
    ``opening.fill_template``.

    Raises:
        UnreadableFile: the file is none that is opened.
    """
    asked = json.loads(request)
    content = base64.b64decode(asked["docx"])
    _look_through(content)
    try:
        _check(content, asked["fields"], asked["required"])
        filled = _fill(content, asked["fields"], asked["values"])
    except BadTemplate as error:
        return error.as_dict()
    return {"docx": base64.b64encode(filled).decode()}


def _look_through(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        look_through(parts)
        types = parts.read("[Content_Types].xml")
    if any(word in types for word in _MACROS):
        raise UnreadableFile("macros")


def _check(content: bytes, fields: Fields, required: list[str]) -> None:
    """Raise ``BadTemplate`` with all that is wrong."""
    tags, problems = Tags(fields), list[Problem]()
    for part in Document(io.BytesIO(content)).part.package.iter_parts():
        name = _FILLED.get(part.content_type, "other")
        root = _xml_of(part)
        problems += _relations(name, part, root)
        if root is None:
            continue
        problems += hidden_tags(name, root)
        if name != "other":
            problems += tracked_changes(name, root)
            problems += fetching_fields(name, root)
            tags.look_through(name, root)
    problems += tags.problems
    problems += [
        Problem("missing_field", path.replace("[]", ""))
        for path in required
        if path not in tags.printed
    ]
    if problems:
        raise BadTemplate(problems)


def _xml_of(part: Any) -> Any:
    if not part.content_type.endswith("xml"):
        return None
    return etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))


def _relations(name: str, part: Any, root: Any) -> Iterator[Problem]:
    """Yield what a part takes from elsewhere, but for links that a reader may follow."""
    for relation in part.rels.values():
        kind = _kind(relation)
        if relation.is_external and kind not in ("hyperlink", _ATTACHED):
            yield Problem("external", relation.target_ref, _place(name, root, relation.rId))
        elif kind in _EMBEDDED and "chart" not in part.content_type:
            yield Problem("embedded", kind, _place(name, root, relation.rId))


def _kind(relation: Any) -> str:
    kind: str = relation.reltype.rsplit("/", 1)[-1]
    return kind


def _place(name: str, root: Any, relation: str) -> Place:
    found = [] if root is None else root.xpath("//*[@*[. = $relation]]", relation=relation)
    return place_of(name, root, found[0]) if found else Place(name)


class _Template(DocxTemplate):  # type: ignore[misc]
    """``docxtpl`` where what it would mend or leave out in silence is an error."""

    def render_xml_part(self, src_xml: str, part: Any, values: Any, environment: Any) -> str:
        self.current_rendering_part = part
        try:
            filled: str = self.resolve_listing(environment.from_string(src_xml).render(values))
            etree.fromstring(filled.encode())
        except (TemplateError, NotAllowed, etree.XMLSyntaxError) as error:
            place = Place(_FILLED[part.content_type])
            raise BadTemplate([Problem("not_filled", str(error), place)]) from error
        return filled

    def render_properties(self, *arguments: Any) -> None:
        """Leave them: no field stands in them."""

    def render_footnotes(self, *arguments: Any) -> None:
        """Leave them: it would fill them in once a section, the second time what was filled in."""


class _Text(str):
    """A text that an ``if`` takes for empty where it is blank, as a number yet to be given is."""

    def __bool__(self) -> bool:
        return bool(self.strip())


class _Picture(InlineImage):  # type: ignore[misc]
    """A picture with an alternative text."""

    def __init__(self, template: _Template, text: str, **picture: Any) -> None:
        super().__init__(template, **picture)
        self._text = text

    def _insert_image(self) -> str:
        part = self.tpl.current_rendering_part
        inline = part.new_pic_inline(self.image_descriptor, self.width, self.height)
        inline.docPr.set("descr", self._text)
        return (
            f"</w:t></w:r><w:r><w:drawing>{inline.xml}</w:drawing></w:r><w:r>"
            '<w:t xml:space="preserve">'
        )

    __str__ = __html__ = _insert_image


def _fill(content: bytes, fields: Fields, values: dict[str, Any]) -> bytes:
    template = _Template(io.BytesIO(content))
    template.render_init()
    template.render(_prepared(template, fields, values), Environment())
    _mend(template.docx)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def _prepared(template: _Template, field: Any, value: Any) -> Any:
    """Return ``value`` with the texts and pictures in it as they are filled in."""
    if isinstance(field, dict):
        return {name: _prepared(template, field[name], value[name]) for name in field}
    if isinstance(field, list):
        return [_prepared(template, field[0], one) for one in value]
    if field != PICTURE:
        return _Text(value)
    section = template.docx.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    png = io.BytesIO(base64.b64decode(value["png"]))
    width = min(Cm(value["width"]), room)
    return _Picture(template, value["text"], image_descriptor=png, width=width)


def _mend(document: Any) -> None:
    """Take away what no program opens: tables without rows, cells without a paragraph.

    And the path of the template from which somebody's Word has made the file.
    """
    body = document.element.body
    for table in list(body.iter(qn("w:tbl"))):
        if table.find(qn("w:tr")) is None:
            table.getparent().remove(table)
    for cell in body.iter(qn("w:tc"), qn("w:txbxContent")):
        if not len(cell) or cell[-1].tag not in (qn("w:p"), qn("w:sdt")):
            cell.append(cell.makeelement(qn("w:p"), {}))
    for element in document.settings.element.findall(qn("w:attachedTemplate")):
        element.getparent().remove(element)
    for part in document.part.package.iter_parts():
        for key, relation in list(part.rels.items()):
            if _kind(relation) == _ATTACHED:
                del part.rels[key]
