"""The tags in a template, paragraph by paragraph, as ``docxtpl`` will fill them in.

A tag stands within one paragraph. ``{% … %}`` opens and closes within one paragraph too;
``{%p … %}`` is the only thing in its paragraph, ``{%tr … %}`` in its row of a table, both of which
vanish; what they open is closed beside it. So no tag can tear an element apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from jinja2 import TemplateError, nodes

from .fields import Environment, Fields, Named, NotAllowed, Scope, UnknownField
from .places import own_parts, pieces_of, place_of, text_of
from .problems import Place, Problem

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{\{|\{%|\{#|\}\}|%\}", re.DOTALL)
_STATEMENT = re.compile(r"\{%(p |tr |\s)\s*(\w+)\b(.*?)%\}", re.DOTALL)
_BEGINNINGS = ("{{", "{%", "{#")
#: What would vanish with the paragraph of a ``{%p … %}`` although it is no text.
_NOT_TEXT = [qn(f"w:{name}") for name in ("drawing", "pict", "object", "sectPr", "fldSimple")]
_FETCHING = re.compile(
    r"\b(?:INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD)\b",
    re.IGNORECASE,
)
_ENVIRONMENT = Environment()


@dataclass(frozen=True, slots=True)
class _Block:
    """A ``for`` or ``if`` that is open, and the element within which it has to be closed."""

    keyword: str
    reach: str
    within: Any
    paragraph: Any
    tag: str
    place: Place


class Tags:
    """Looks through the tags of a template, part by part; ``problems`` is what it has found."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self.problems: list[Problem] = []
        self.printed: set[str] = set()

    def look_through(self, part: str, root: Any) -> None:
        """Check the tags of one part; ``part`` as in ``Place``, ``root`` its XML."""
        self._part, self._root = part, root
        self._scope, self._open = Scope(self._fields), list[_Block]()
        for paragraph in root.iter(qn("w:p")):
            self._paragraph = paragraph
            pieces = pieces_of(paragraph)
            for tag, start in self._tags("".join(text for text, _run in pieces)):
                self._run = _run_at(start, pieces)
                self._check(tag)
            self._close_in(paragraph)
        for block in self._open:
            self._say("unclosed_block", block.tag, place=block.place)

    def _tags(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield the whole tags in ``text``, and where each begins; say which are none."""
        for match in _TAG.finditer(text):
            tag = match[0]
            if tag in _BEGINNINGS:
                self._say("unclosed_tag", tag)
            elif tag in ("}}", "%}"):
                self._say("stray_end", tag)
            else:
                yield tag, match.start()
        if text.endswith("{"):
            self._say("unclosed_tag", "{")

    def _check(self, tag: str) -> None:
        try:
            if tag.startswith("{{"):
                self._check_output(tag)
            elif statement := _STATEMENT.fullmatch(tag):
                reach, keyword, rest = statement[1].strip(), statement[2], statement[3].strip()
                self._check_statement(tag, reach, keyword, rest)
            else:
                self._say("not_allowed", tag)
        except UnknownField as error:
            self._say("unknown_field", error.name, near=error.near)
        except NotAllowed:
            self._say("not_allowed", tag)
        except TemplateError:
            self._say("syntax", tag)

    def _check_output(self, tag: str) -> None:
        (output,) = _ENVIRONMENT.parse(tag).body
        assert isinstance(output, nodes.Output)
        found = self._scope.find(output.nodes[0])
        if isinstance(found.field, list | dict):
            self._say("list_printed", tag)
        self.printed.add(found.path)

    def _check_statement(self, tag: str, reach: str, keyword: str, rest: str) -> None:
        within = self._within(tag, reach)
        if keyword in ("for", "if"):
            place = self._place()
            self._open.append(_Block(keyword, reach, within, self._paragraph, tag, place))
        if keyword == "for":
            self._enter(tag, rest)
        elif keyword == "if":
            self._check_condition(rest)
        elif keyword in ("elif", "else"):
            self._check_block(tag, reach, "if", within)
            if keyword == "elif":
                self._check_condition(rest)
        elif keyword in ("endfor", "endif"):
            if self._check_block(tag, reach, keyword[3:], within):
                self._close()
        else:
            raise NotAllowed

    def _within(self, tag: str, reach: str) -> Any:
        """Return the element within which what ``tag`` opens is closed."""
        if not reach:
            return self._run.getparent()
        gone = self._paragraph
        if reach == "tr":
            gone = next(self._paragraph.iterancestors(qn("w:tr")), None)
            if gone is None:
                self._say("no_row", tag)
                return None
        texts = [text_of(one).strip() for one in gone.iter(qn("w:p"))]
        if "".join(texts) != tag or next(gone.iter(_NOT_TEXT), None) is not None:
            self._say("beside_block", tag)
        return gone.getparent()

    def _enter(self, tag: str, rest: str) -> None:
        """Enter the loop that ``tag`` opens, whatever is wrong with it."""
        item, found = "", Named("", None)
        try:
            (loop,) = _ENVIRONMENT.parse(f"{{% for {rest} %}}{{% endfor %}}").body
            if not isinstance(loop, nodes.For) or not isinstance(loop.target, nodes.Name):
                raise NotAllowed
            if loop.test or loop.recursive:
                raise NotAllowed
            item = loop.target.name
            found = self._scope.find(loop.iter)
            if self._part != "body":
                self._say("loop_in_margin", tag)
            elif isinstance(found.field, str | dict):
                self._say("no_list", tag)
            elif self._scope.loops_over(found):
                self._say("looped_twice", tag)
        finally:
            self._scope.enter(item, found)

    def _check_condition(self, text: str) -> None:
        (condition,) = _ENVIRONMENT.parse(f"{{% if {text} %}}{{% endif %}}").body
        assert isinstance(condition, nodes.If)
        self._scope.find_all(condition.test)

    def _check_block(self, tag: str, reach: str, keyword: str, within: Any) -> bool:
        """Tell whether ``tag`` belongs to the block that is open; say so where it does not."""
        block = self._open[-1] if self._open else None
        if block is None or block.keyword != keyword:
            self._say("unopened_block", tag)
            return False
        if block.reach != reach or block.within is not within:
            self._say("block_apart", f"{block.tag} … {tag}", place=block.place)
        return True

    def _close_in(self, paragraph: Any) -> None:
        """Close what was opened in the middle of ``paragraph`` and is open at its end."""
        while self._open and not self._open[-1].reach and self._open[-1].paragraph is paragraph:
            self._say("unclosed_block", self._open[-1].tag)
            self._close()

    def _close(self) -> None:
        if self._open.pop().keyword == "for":
            self._scope.leave()

    def _place(self) -> Place:
        return place_of(self._part, self._root, self._paragraph)

    def _say(self, code: str, about: str, place: Place | None = None, near: str = "") -> None:
        self.problems.append(Problem(code, about, place or self._place(), near))


def _run_at(start: int, pieces: list[tuple[str, Any]]) -> Any:
    """Return the run of ``pieces`` in which the character ``start`` stands."""
    for text, run in pieces:
        if start < len(text):
            return run
        start -= len(text)
    raise IndexError


def hidden_tags(part: str, root: Any) -> Iterator[Problem]:
    """Yield the tags that stand where nothing is filled in: in names, in codes of fields."""
    text_tags = (qn("w:t"),) if part != "other" else ()
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        texts = [*element.attrib.values()]
        if element.tag not in text_tags:
            texts.append(element.text or "")
        for text in texts:
            if any(one in text for one in _BEGINNINGS):
                yield Problem("hidden_tag", text[:60], place_of(part, root, element))


def tracked_changes(part: str, root: Any) -> Iterator[Problem]:
    """Yield where a change is tracked: nobody has said which text holds."""
    kinds = [qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo")]
    for element in root.iter(kinds):
        yield Problem("tracked_change", "", place_of(part, root, element))


def fetching_fields(part: str, root: Any) -> Iterator[Problem]:
    """Yield the fields of Word that fetch something when the file is opened."""
    for paragraph in root.iter(qn("w:p")):
        simple = [one.get(qn("w:instr"), "") for one in own_parts(paragraph, qn("w:fldSimple"))]
        code = "".join(one.text or "" for one in own_parts(paragraph, qn("w:instrText")))
        for text in [code, *simple]:
            if found := _FETCHING.search(text):
                yield Problem("fetching_field", found[0].upper(), place_of(part, root, paragraph))
