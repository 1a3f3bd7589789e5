"""The rows of a file: CSV, XLSX or JSON lines, read one after the other.

Nothing here knows what the rows mean. Whatever is wrong with the file as a whole is told by an
``UnreadableFile`` before a row is used; what is wrong with one row comes with the row.
"""

import csv
import datetime
import difflib
import io
import json
import re
import zipfile
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from cchc_wagtail.language import fold, format_date, normalise

from .messages import Message

MAX_BYTES = 200_000_000
MAX_ROWS = 20_000
#: What a compressed file may hold when it is unpacked, in bytes and in ratio.
MAX_UNPACKED = 300_000_000
MAX_RATIO = 200
MAX_COLUMNS = 200
MAX_CELL = 200_000

csv.field_size_limit(MAX_CELL)


class UnreadableFile(Exception):
    """The file as a whole cannot be imported; the text says why, and what to do."""


class Row(NamedTuple):
    """A row of the file: its number there, column key → value, and what is wrong with it."""

    number: int
    values: dict[str, Any]
    messages: list[Message]


def read_rows(file, columns):
    """Yield the ``Row`` list of ``file``, a binary file with a name; blank rows are left out.

    ``columns`` are the ``Column`` list that the importer knows. Memory does not grow with the file.

    Raises:
        UnreadableFile: it is no such file, too big, or its columns are not those wanted.
    """
    count = 0
    for row in _reader_of(file)(file, columns):
        count += 1
        if count > MAX_ROWS:
            raise UnreadableFile(
                _("The file has more than %(most)s rows. Divide it, and import one part at a time.")
                % {"most": f"{MAX_ROWS:_}".replace("_", ".")}
            )
        yield row
    if not count:
        raise UnreadableFile(_("The file has no rows."))


def check_file(file, columns):
    """Read ``file`` through once, so that it fails before anything is changed; return its rows.

    Raises:
        UnreadableFile: see ``read_rows``.
    """
    return sum(1 for _row in read_rows(file, columns))


def _reader_of(file):
    file.seek(0, io.SEEK_END)
    size = file.tell()
    if size > MAX_BYTES:
        raise UnreadableFile(
            _("The file is bigger than %(most)d MB.") % {"most": MAX_BYTES // 1_000_000}
        )
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    if head.startswith(b"PK\x03\x04"):
        return _read_xlsx
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(
            _("This is an Excel file of the old kind (.xls). Save it as .xlsx and try again.")
        )
    name = str(getattr(file, "name", "")).lower()
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not text:
        raise UnreadableFile(_("The file is empty: there is nothing to import."))
    if text[:1] == b"{":
        return _read_json_lines
    if text[:1] == b"[":
        raise UnreadableFile(
            _("This is one JSON list. Write one JSON object a line instead (JSON lines).")
        )
    is_text = b"\0" not in head and not head.startswith(b"%PDF")
    if is_text and name.endswith((".csv", ".txt")):
        return _read_csv
    if is_text and name.endswith((".jsonl", ".json", ".ndjson")):
        return _read_json_lines
    raise UnreadableFile(
        _("This is neither a spreadsheet (XLSX, CSV) nor a JSON lines file: %(name)s.")
        % {"name": name.rsplit("/", 1)[-1]}
    )


def _decoded(file):
    """Yield the lines of a text file in UTF-8."""
    for number, line in enumerate(file, 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise UnreadableFile(
                _(
                    "The file is not in UTF-8 (line %(line)d). In Excel, save it as "
                    "“CSV UTF-8 (Comma delimited)”, or as .xlsx."
                )
                % {"line": number}
            ) from error


def _read_json_lines(file, columns):
    known = {column.key for column in columns}
    for number, line in enumerate(_decoded(file), 1):
        if not line.strip():
            continue
        messages = []
        values = _object(line, messages)
        for key in values.keys() - known:
            messages.append(Message.error(key, _("There is no such field."), _close(key, known)))
        yield Row(number, {key: value for key, value in values.items() if key in known}, messages)


def _object(line, messages):
    def once(pairs):
        keys = [key for key, _value in pairs]
        for key in {key for key in keys if keys.count(key) > 1}:
            messages.append(Message.error(key, _("The field stands twice in one record."), key))
        return dict(pairs)

    try:
        value = json.loads(line, object_pairs_hook=once)
    except (ValueError, RecursionError):
        messages.append(Message.error("", _("The line is not valid JSON."), line.strip()[:80]))
        return {}
    if not isinstance(value, dict):
        messages.append(Message.error("", _("The line is not a JSON object."), line.strip()[:80]))
        return {}
    return value


def _read_csv(file, columns):
    lines = _decoded(file)
    first = next(lines, "")
    delimiter = max(",;\t", key=first.count)

    def all_lines():
        yield first
        yield from lines

    reader = csv.reader(all_lines(), delimiter=delimiter, strict=True)
    try:
        yield from _table(((reader.line_num, cells) for cells in reader), columns)
    except csv.Error as error:
        raise UnreadableFile(
            _("Line %(line)d is not valid CSV: %(error)s.")
            % {"line": reader.line_num, "error": error}
        ) from error


def _read_xlsx(file, columns):
    _check_zip(file)
    try:
        workbook = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        sheet = workbook.worksheets[0]
    except Exception as error:  # openpyxl lets errors of every kind through
        raise UnreadableFile(_("The file is damaged, or it is not an XLSX file.")) from error
    merged = _merged_cells(file, sheet)
    if merged:
        raise UnreadableFile(
            _("Cells are merged: %(cells)s. Separate them, so that each row has its own values.")
            % {"cells": ", ".join(merged[:5])}
        )
    try:
        yield from _table(_cells(sheet), columns)
    except UnreadableFile:
        raise
    except Exception as error:
        raise UnreadableFile(_("The file is damaged, or it is not an XLSX file.")) from error
    finally:
        workbook.close()


def _cells(sheet):
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_col=MAX_COLUMNS + 1)
    for number, row in enumerate(rows, 1):
        yield number, [_value(cell) for cell in row]


class Formula(str):
    """A cell that computes its value: what it shows is not in the file."""


def _value(cell):
    value = cell.value
    if cell.data_type == "f":
        return Formula(getattr(value, "text", value))
    if isinstance(value, datetime.datetime):
        return format_date(value.date())
    if isinstance(value, datetime.date):
        return format_date(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _check_zip(file):
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise UnreadableFile(_("The file is damaged, or it is not an XLSX file.")) from error
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise UnreadableFile(_("This is a compressed file, but not an XLSX spreadsheet."))
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if unpacked > MAX_UNPACKED or (unpacked > 10_000_000 and unpacked / packed > MAX_RATIO):
        raise UnreadableFile(
            _("The file grows to %(size)d MB when it is unpacked; it is refused.")
            % {"size": unpacked // 1_000_000}
        )
    file.seek(0)


def _merged_cells(file, sheet):
    """Return the ranges of merged cells; openpyxl does not tell them when it reads row by row."""
    found, rest = [], ""
    with zipfile.ZipFile(file) as archive, archive.open(sheet._worksheet_path) as part:
        for chunk in iter(lambda: part.read(1_000_000), b""):
            text = rest + chunk.decode("utf-8", "replace")
            found += re.findall(r'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]+)"', text)
            # From the last tag on, which may go on in the next part.
            rest = text[text.rfind("<") :][:200] if ">" not in text[text.rfind("<") :] else ""
    return found


def _table(rows, columns):
    """Yield the ``Row`` list of a table whose first row with anything in it names the columns."""
    keys = None
    for number, cells in rows:
        cells = list(cells)
        while cells and not str(cells[-1]).strip():
            cells.pop()
        if not cells:
            continue
        if keys is None:
            keys = _keys(cells, columns)
            continue
        yield _row(number, cells, keys, columns)


def _row(number, cells, keys, columns):
    messages, values = [], {}
    labels = {column.key: str(column.label) for column in columns}
    for position, cell in enumerate(cells):
        place = f"{get_column_letter(position + 1)}{number}"
        key = keys[position] if position < len(keys) else None
        if key is None:
            if str(cell).strip():
                text = _("The cell stands beside the table.")
                messages.append(Message.error(place, text, str(cell)[:80]))
        elif isinstance(cell, Formula):
            text = _("The cell holds a formula. Replace it by its value.")
            messages.append(Message.error(f"{labels[key]} ({place})", text, cell[:80]))
        elif len(str(cell)) > MAX_CELL:
            text = _("The cell is too long.")
            messages.append(Message.error(f"{labels[key]} ({place})", text, str(cell)[:80]))
        else:
            values[key] = cell
    for key in keys:
        if key and key not in values:
            values[key] = ""
    return Row(number, values, messages)


def _keys(cells, columns):
    """Return the key of each column of the head.

    Raises:
        UnreadableFile: columns are unknown, doubled or missing.
    """
    if len(cells) > MAX_COLUMNS:
        raise UnreadableFile(_("The table has more than %(n)d columns.") % {"n": MAX_COLUMNS})
    names = {}
    for column in columns:
        names[_plain(column.key)] = names[_plain(column.label)] = column.key
    keys, unknown = [], []
    for cell in cells:
        name = str(cell).strip().rstrip("*").strip()
        key = names.get(_plain(name))
        if name and key is None:
            unknown.append(_close(name, [str(column.label) for column in columns]))
        keys.append(key)
    problems = []
    if unknown:
        problems.append(_("Unknown columns: %(names)s.") % {"names": "; ".join(unknown)})
    labels = {column.key: str(column.label) for column in columns}
    doubled = [labels[key] for key in dict.fromkeys(keys) if key and keys.count(key) > 1]
    if doubled:
        problems.append(_("Columns that stand twice: %(names)s.") % {"names": "; ".join(doubled)})
    missing = [str(c.label) for c in columns if c.required and c.key not in keys]
    if missing:
        problems.append(_("Missing columns: %(names)s.") % {"names": "; ".join(missing)})
    if problems:
        raise UnreadableFile(" ".join(problems))
    return keys


def _plain(name):
    return fold(normalise(str(name))).replace("_", " ")


def _close(name, known):
    """Return ``name`` in quotes, with the known one that it is perhaps meant to be."""
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
    if close:
        return _("“%(name)s” (perhaps “%(close)s”?)") % {"name": name[:80], "close": close[0]}
    return f"“{name[:80]}”"
