"""Text files: in which encoding they are, and the rows of those with separators."""

import codecs
import csv
import io
import re
import unicodedata
from contextlib import contextmanager
from itertools import islice

from django.utils.translation import gettext as _

from .cells import SheetRow, from_text
from .errors import UnreadableFile
from .heads import LOOKED_AT, known_names, plain

MAX_CELL = 200_000
csv.field_size_limit(MAX_CELL)

_SEPARATORS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*", re.IGNORECASE)
#: A letter that the encoding did not have: “H? chi?u”.
_LOST = re.compile(r"[^\W\d_]\?(?=[^\W\d_])|(?<=[^\W\d_])\?(?= [^\W\d_]*\?)")
_ADDRESS = re.compile(r"\S+://\S+")
_VOWELS = frozenset("aăâeêioôơuưy")


def encoding_of(file, start, name):
    """Return the encoding of a text file: Unicode with or without a mark, or Windows 1258.

    These are what Vietnamese Excel writes under “CSV UTF-8”, “Unicode Text” and “CSV (Comma
    delimited)”.

    Raises:
        UnreadableFile: it is no text, or its letters cannot be had from it.
    """
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.startswith(b"%PDF") or _looks_binary(start):
        raise UnreadableFile(
            _("This is neither a spreadsheet (XLSX, CSV) nor a JSON lines file: %(name)s.")
            % {"name": name}
        )
    if start[1:2] == b"\0":
        return "utf-16-le"
    for encoding in ("utf-8-sig", "cp1258"):
        if _is_readable(file, encoding):
            return encoding
    raise UnreadableFile(
        _(
            "The letters of the file cannot be read: it is not in Unicode, or written for an old "
            "font (VNI, TCVN3). Save it in Excel as “CSV UTF-8 (Comma delimited)” or as .xlsx; "
            "text for an old font has to be converted to Unicode first."
        )
    )


def _looks_binary(start):
    zeros = start.count(b"\0")
    return zeros > 0 and start[1:2] != b"\0"


def _is_readable(file, encoding):
    """Tell whether all of ``file`` is text in ``encoding``."""
    one_byte_a_letter = encoding == "cp1258"
    try:
        with opened(file, encoding) as lines:
            return all(_is_vietnamese(line) if one_byte_a_letter else True for line in lines)
    except UnicodeError:
        return False


def _is_vietnamese(line):
    """Tell whether each tone mark of ``line`` stands on a vowel, as in cp1258 it must."""
    if line.isascii():
        return True
    before = ""
    for character in line:
        if unicodedata.combining(character):
            base = unicodedata.normalize("NFD", before)[:1].lower() if before else ""
            if base not in _VOWELS and before.lower() not in _VOWELS:
                return False
        elif "\x80" <= character <= "\x9f":
            return False
        before = character
    return True


@contextmanager
def opened(file, encoding):
    """Give the lines of ``file`` in ``encoding``; the file stays open."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        yield text
    finally:
        text.detach()


def separated(file, encoding, columns):
    return [SeparatedTable(file, encoding, columns)]


class SeparatedTable:
    """A text file of rows whose cells are divided by a comma, semicolon, tab or bar."""

    title = ""

    def __init__(self, file, encoding, columns):
        self._file, self._encoding = file, encoding
        with opened(file, encoding) as lines:
            first = next(iter(lines), "")
            told = _SEPARATOR_LINE.fullmatch(first.lstrip("\ufeff"))
            self._has_separator_line = told is not None
        self._separator = told[1] if told else self._likely_separator(columns)

    def _likely_separator(self, columns):
        """Return the separator with which most headings are known, then most cells found."""
        known = known_names(columns)

        def worth(separator):
            try:
                rows = list(islice(self._records(separator), LOOKED_AT))
            except UnreadableFile:
                return (-1, 0)
            names = max(
                (sum(plain(cell) in known for cell in cells) for _number, cells in rows), default=0
            )
            widths = [len(cells) for _number, cells in rows if any(cells)]
            return (names, min(sorted(widths)[len(widths) // 2 :], default=0))

        return max(_SEPARATORS, key=worth)

    def _records(self, separator):
        with opened(self._file, self._encoding) as lines:
            lines = iter(lines)
            if self._has_separator_line:
                next(lines)
            reader = csv.reader(lines, delimiter=separator, strict=True)
            try:
                # A spreadsheet counts records, however many lines are in their cells.
                yield from enumerate(reader, 1)
            except csv.Error as error:
                raise UnreadableFile(
                    _("Line %(line)d is not valid CSV: %(error)s.")
                    % {"line": reader.line_num, "error": error}
                ) from error

    def rows(self):
        lost = 0
        for number, cells in self._records(self._separator):
            if any(cell.strip() for cell in cells):
                if lost < 3:
                    lost += sum(len(_LOST.findall(_ADDRESS.sub("", cell))) for cell in cells)
                if lost >= 3:
                    raise UnreadableFile(
                        _(
                            "Letters were lost when the file was saved (“H? chi?u”), and are not "
                            "in it any more. Save it again in Excel as “CSV UTF-8 (Comma "
                            "delimited)” or as .xlsx."
                        )
                    )
                yield SheetRow(number, [from_text(cell) for cell in cells])
