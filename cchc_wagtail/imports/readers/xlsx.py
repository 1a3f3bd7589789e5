"""The sheets of an XLSX file, row by row, as a person sees them."""

import datetime
import re
import zipfile
from itertools import repeat

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.escape import unescape

from cchc_wagtail.language import format_date

from . import number_formats
from .cells import SheetRow, Unusable, error_cell
from .errors import UnreadableFile

#: What a compressed file may hold when it is unpacked, in bytes and in ratio.
MAX_UNPACKED = 300_000_000
MAX_RATIO = 200

_ROW = re.compile(r"<(?:\w+:)?row\b([^>]*)>")
_COLUMN = re.compile(r"<(?:\w+:)?col\b([^>]*)>")
_FROM_TO = re.compile(r'\b(min|max)="(\d+)"')
_NUMBER = re.compile(r'\br="(\d+)"')
_HIDDEN = re.compile(r'\bhidden="(?:1|true)"')
_MERGED = re.compile(r'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]+)"')
_FORMULA = re.compile(r"<(?:\w+:)?f[ />]")


def sheets(file):
    """Return the visible sheets of an XLSX file that have anything in them.

    Raises:
        UnreadableFile: it is damaged, no spreadsheet, or grows beyond all measure.
    """
    _check_zip(file)
    workbook = _workbook(file)
    visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    return [Sheet(file, sheet) for sheet in visible or workbook.worksheets]


def _workbook(file, **options):
    try:
        return load_workbook(file, read_only=True, keep_links=False, **options)
    except Exception as error:  # openpyxl lets errors of every kind through
        raise UnreadableFile(_("The file is damaged, or it is not an XLSX file.")) from error


class Sheet:
    """One sheet; what openpyxl does not tell when it reads row by row is looked up beforehand."""

    def __init__(self, file, sheet):
        self._file, self._sheet, self.title = file, sheet, sheet.title
        self._looked_through = False

    def rows(self):
        """Yield the ``SheetRow`` list; rows in which nothing stands are left out."""
        self._look_through()
        try:
            yield from self._rows()
        except UnreadableFile:
            raise
        except Exception as error:
            raise UnreadableFile(_("The file is damaged, or it is not an XLSX file.")) from error

    def hides(self, place):
        """Tell whether the column at ``place``, counted from 0, is hidden."""
        self._look_through()
        return any(first <= place <= last for first, last in self._hidden_columns)

    def _look_through(self):
        """Find hidden rows and columns, the merged cells, and whether there are formulas."""
        if self._looked_through:
            return
        self._hidden, self._merged, self._has_formulas = set(), [], False
        self._hidden_columns = []
        number, rest = 0, ""
        path = self._sheet._worksheet_path
        with zipfile.ZipFile(self._file) as archive, archive.open(path) as part:
            for chunk in iter(lambda: part.read(1_000_000), b""):
                text = rest + chunk.decode("utf-8", "replace")
                end = text.rfind("<")
                text, rest = (text, "") if end <= 0 else (text[:end], text[end:])
                number = self._look_at(text, number)
            self._look_at(rest, number)
        self._looked_through = True

    def _look_at(self, text, number):
        for row in _ROW.finditer(text):
            named = _NUMBER.search(row[1])
            number = int(named[1]) if named else number + 1
            if _HIDDEN.search(row[1]):
                self._hidden.add(number)
        for column in _COLUMN.finditer(text):
            if _HIDDEN.search(column[1]):
                ends = dict(_FROM_TO.findall(column[1]))
                self._hidden_columns.append((int(ends["min"]) - 1, int(ends["max"]) - 1))
        self._merged += [range_boundaries(cells) for cells in _MERGED.findall(text)]
        self._has_formulas = self._has_formulas or _FORMULA.search(text) is not None
        return number

    def _rows(self):
        values = repeat(None)
        if self._has_formulas:
            # What formulas show is another way to read the same file.
            computed = _workbook(self._file, data_only=True)[self.title]
            computed.reset_dimensions()
            values = computed.iter_rows()
        self._sheet.reset_dimensions()
        below = {}
        for left, top, right, bottom in self._merged:
            below.setdefault(top, []).append((left, right, bottom))
        open_ranges = []
        # Rows in which nothing stands come as empty ones, up to the 1,048,576th.
        for number, (row, own) in enumerate(zip(self._sheet.iter_rows(), values, strict=False), 1):
            open_ranges = [one for one in open_ranges if one[1] >= number]
            if not row and not open_ranges:
                continue
            cells = [_shown(cell) for cell in row]
            if own is not None:
                cells = [
                    _computed(cell, own[place]) if cell.data_type == "f" else text
                    for place, (cell, text) in enumerate(zip(row, cells, strict=True))
                ]
            filled = set()
            for place, _bottom, text in open_ranges:
                cells += [""] * (place + 1 - len(cells))
                cells[place] = text
                filled.add(place)
            begun = below.get(number, [])
            for left, _right, bottom in begun:
                text = cells[left - 1] if left <= len(cells) else ""
                if bottom > number and text:
                    open_ranges.append((left - 1, bottom, text))
            if any(cells):
                wide = frozenset(left - 1 for left, right, _bottom in begun if right > left)
                yield SheetRow(number, cells, number in self._hidden, frozenset(filled), wide)


def _shown(cell):
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        return error_cell(value)
    if cell.data_type == "f":
        return Unusable(
            getattr(value, "text", value), _("The cell holds a formula. Replace it by its value.")
        )
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime.datetime):
        return format_date(value.date())
    if isinstance(value, datetime.date):
        return format_date(value)
    if isinstance(value, int | float):
        return number_formats.shown(value, cell.number_format)
    return unescape(str(value))


def _computed(cell, own):
    """Return what the formula in ``cell`` shows; without a stored value it is unusable."""
    text = _shown(own) if own.value is not None else ""
    return text if text else _shown(cell)


def _check_zip(file):
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise UnreadableFile(_("The file is damaged, or it is not an XLSX file.")) from error
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise UnreadableFile(
            _("This is not an XLSX spreadsheet. Open it in Excel and save it as .xlsx.")
        )
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if unpacked > MAX_UNPACKED or (unpacked > 10_000_000 and unpacked / packed > MAX_RATIO):
        raise UnreadableFile(
            _("The file grows to %(size)d MB when it is unpacked; it is refused.")
            % {"size": unpacked // 1_000_000}
        )
    file.seek(0)
