"""The numbers that Word writes before paragraphs, as text: "Điều 3.", "1.", "a)".

Source: ECMA-376, Part 1, 17.9 (numbering). Converters know only that there is a list.
"""

import io
import re
import zipfile
from collections import defaultdict
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT, _NUMBERING, _STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"
_PLACE = re.compile(r"%([1-9])")
#: Form of a number and whether it is within another → what a list of HTML shows of it.
_FORMS = {
    ("bullet", False): "bullet",
    ("bullet", True): "bullet",
    ("decimal", False): "number",
    ("decimal", True): "number",
    ("lowerLetter", True): "number",
}


class _Level(NamedTuple):
    form: str
    text: str
    start: int


def with_numbers(parts: zipfile.ZipFile, *, lists_stay: bool = False) -> io.BytesIO:
    """Return the DOCX file ``parts`` with its automatic numbers written into its paragraphs.

    With ``lists_stay`` bulleted lists are left as they are, and so are those that are numbered 1.,
    2. and within that a), b), and that nothing interrupts: a list says as much as its numbers.
    Pictures are kept then.
    """
    names = set(parts.namelist())
    written = {}
    if {_DOCUMENT, _NUMBERING} <= names:
        lists = _lists(ElementTree.fromstring(parts.read(_NUMBERING)))
        styles = {}
        if _STYLES in names:
            styles = _numbered_styles(ElementTree.fromstring(parts.read(_STYLES)))
        document = ElementTree.fromstring(parts.read(_DOCUMENT))
        staying = _whole_lists(document, lists, styles) if lists_stay else None
        _write(document, lists, styles, staying)
        written[_DOCUMENT] = ElementTree.tostring(document, encoding="utf-8", xml_declaration=True)
        if not lists_stay:
            empty = ElementTree.Element(f"{_W}numbering")
            blank = ElementTree.tostring(empty, encoding="utf-8", xml_declaration=True)
            written[_NUMBERING] = blank
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as target:
        for name in names:
            # Pictures and fonts say nothing where text alone is read.
            if lists_stay or name.endswith((".xml", ".rels")):
                target.writestr(name, written.get(name) or parts.read(name))
    copy.seek(0)
    return copy


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


def _lists(root: Element) -> dict[str, tuple[str, dict[int, _Level]]]:
    """Return number of a list → its abstract list, level → what is written there."""
    abstract = {}
    for element in root.iter(f"{_W}abstractNum"):
        levels = {}
        for level in element.iter(f"{_W}lvl"):
            start = _value(level.find(f"{_W}start"))
            levels[int(level.get(f"{_W}ilvl", "0"))] = _Level(
                _value(level.find(f"{_W}numFmt")) or "decimal",
                _value(level.find(f"{_W}lvlText")),
                int(start) if start.isdecimal() else 1,
            )
        abstract[element.get(f"{_W}abstractNumId", "")] = levels
    found = {}
    for element in root.iter(f"{_W}num"):
        key = _value(element.find(f"{_W}abstractNumId"))
        levels = dict(abstract.get(key, {}))
        restarts = False
        for override in element.iter(f"{_W}lvlOverride"):
            start = _value(override.find(f"{_W}startOverride"))
            number = int(override.get(f"{_W}ilvl", "0"))
            if start.isdecimal() and number in levels:
                levels[number] = levels[number]._replace(start=int(start))
                restarts = True
        name = element.get(f"{_W}numId", "")
        # Lists of one abstract list count on, unless one begins anew.
        found[name] = (f"{key}/{name}" if restarts else key, levels)
    return found


def _numbered_styles(root: Element) -> dict[str, tuple[str, int]]:
    own: dict[str, tuple[str | None, int]] = {}
    parents = {}
    for style in root.iter(f"{_W}style"):
        key = style.get(f"{_W}styleId", "")
        parents[key] = _value(style.find(f"{_W}basedOn"))
        properties = style.find(f"{_W}pPr/{_W}numPr")
        if properties is not None:
            own[key] = _reference(properties)
    found = {}
    for key in parents:
        at, steps = key, 0
        while at and at not in own and steps < 20:
            at, steps = parents.get(at, ""), steps + 1
        if at in own and own[at][0] is not None:
            found[key] = (own[at][0] or "", own[at][1])
    return found


def _reference(properties: Element) -> tuple[str | None, int]:
    number, level = properties.find(f"{_W}numId"), _value(properties.find(f"{_W}ilvl"))
    return (None if number is None else _value(number)), int(level) if level.isdecimal() else 0


def _write(
    document: Element,
    lists: dict[str, tuple[str, dict[int, _Level]]],
    styles: dict[str, tuple[str, int]],
    staying: set[Element] | None,
) -> None:
    counters: dict[str, dict[int, int]] = defaultdict(dict)
    for paragraph in document.iter(f"{_W}p"):
        properties = paragraph.find(f"{_W}pPr")
        if properties is None or not any(True for _ in paragraph.iter(f"{_W}t")):
            continue
        number, level = _list_of(properties, styles)
        stays = staying is not None and paragraph in staying
        direct = properties.find(f"{_W}numPr")
        if direct is not None and not stays:
            properties.remove(direct)
        style = properties.find(f"{_W}pStyle")
        is_written = staying is not None and not stays and number in lists
        if is_written and style is not None and not _is_head(properties):
            # It would make an item of a list of it all the same.
            properties.remove(style)
        if not number or number == "0" or number not in lists:
            continue
        key, levels = lists[number]
        label = _label(counters[key], levels, level)
        if label and not stays:
            run = ElementTree.Element(f"{_W}r")
            text = ElementTree.SubElement(run, f"{_W}t")
            text.text = f"{label} "
            paragraph.insert(list(paragraph).index(properties) + 1, run)


def _list_of(properties: Element, styles: dict[str, tuple[str, int]]) -> tuple[str | None, int]:
    """Return the number of the list in which a paragraph is, and its level."""
    number, level = styles.get(_value(properties.find(f"{_W}pStyle"))) or (None, 0)
    direct = properties.find(f"{_W}numPr")
    if direct is not None:
        named, level = _reference(direct)
        number = number if named is None else named
    return number, level


def _whole_lists(
    document: Element,
    lists: dict[str, tuple[str, dict[int, _Level]]],
    styles: dict[str, tuple[str, int]],
) -> set[Element]:
    """Return the paragraphs of the lists that stay lists."""
    runs: list[list[tuple[Element, str, str]]] = [[]]
    for paragraph in document.iter(f"{_W}p"):
        properties = paragraph.find(f"{_W}pPr")
        number, level = (None, 0) if properties is None else _list_of(properties, styles)
        is_head = properties is not None and _is_head(properties)
        if number and number in lists and not is_head:
            key, levels = lists[number]
            form = levels[level].form if level in levels else "decimal"
            runs[-1].append((paragraph, key, _FORMS.get((form, level > 0), "other")))
        elif runs[-1] and any(True for _ in paragraph.iter(f"{_W}t")):
            runs.append([])
    numbered = [{key for _one, key, kind in run if kind != "bullet"} for run in runs]
    staying: set[Element] = set()
    for run, keys in zip(runs, numbered, strict=True):
        is_whole = all(sum(key in one for one in numbered) == 1 for key in keys)
        if is_whole and all(kind != "other" for _one, _key, kind in run):
            staying |= {paragraph for paragraph, _key, _kind in run}
        else:
            staying |= {paragraph for paragraph, _key, kind in run if kind == "bullet"}
    return staying


def _is_head(properties: Element) -> bool:
    return _value(properties.find(f"{_W}pStyle")).lower().startswith(("heading", "title"))


def _label(counter: dict[int, int], levels: dict[int, _Level], level: int) -> str:
    here = levels.get(level)
    if here is None:
        return ""
    if here.form == "bullet":
        return "-"
    counter[level] = counter.get(level, here.start - 1) + 1
    for deeper in [one for one in counter if one > level]:
        del counter[deeper]

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        one = levels.get(place)
        return "" if one is None else _as_written(one.form, counter.get(place, one.start))

    return _PLACE.sub(number, here.text)


def _as_written(form: str, number: int) -> str:
    if form == "none":
        return ""
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    return f"{number:02}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    signs = [
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ]  # fmt: skip
    written = ""
    for value, sign in signs:
        count, number = divmod(number, value)
        written += sign * count
    return written
