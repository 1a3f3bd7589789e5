"""The rows of a file: a spreadsheet, text with separators, an HTML table or JSON.

Nothing here knows what the rows mean. Whatever is wrong with the file as a whole is told by an
``UnreadableFile`` before a row is used; what is wrong with one row comes with the row.
"""

import io

from django.utils.translation import gettext as _

from . import json_records, markup, tables, text, xlsx
from .errors import UnreadableFile
from .heads import Head
from .tables import Row

__all__ = [
    "Head",
    "Row",
    "UnreadableFile",
    "check_file",
    "head_of",
    "read_head",
    "read_rows",
    "source_of",
]

MAX_BYTES = 200_000_000
MAX_ROWS = 20_000


def read_rows(file, columns, mapping=None):
    """Yield the ``Row`` list of ``file``, a binary file with a name; blank rows are left out.

    ``columns`` are the ``Column`` list that the importer knows; ``mapping`` is heading → key of a
    column, or "" to leave it out, for headings that are not known.

    Raises:
        UnreadableFile: it is no such file, too big, or lacks a column that it must have.
    """
    source = source_of(file, columns)
    keys = source.head().keys(columns, mapping)
    yield from source.rows(keys)


def read_head(file, columns):
    """Read ``file`` through once; return its ``Head``: what its columns are, and how many rows.

    Raises:
        UnreadableFile: it is no such file, too big, or has no rows.
    """
    return head_of(source_of(file, columns))


def head_of(source):
    """Return the ``Head`` of ``source``, which reads a file through once.

    Raises:
        UnreadableFile: it has too many rows, or none.
    """
    head = source.head()
    if head.total > MAX_ROWS:
        raise UnreadableFile(
            _("The file has more than %(most)s rows. Divide it, and import one part at a time.")
            % {"most": f"{MAX_ROWS:_}".replace("_", ".")}
        )
    if not head.total:
        raise UnreadableFile(_("The file has no rows."))
    return head


def check_file(file, columns, mapping=None):
    """Read ``file`` through once, so that it fails before anything is changed; return its ``Head``.

    Raises:
        UnreadableFile: see ``read_rows`` and ``read_head``.
    """
    head = read_head(file, columns)
    head.keys(columns, mapping)
    return head


def source_of(file, columns):
    """Return what reads ``file``: an object with ``head()`` and ``rows(keys)``.

    Raises:
        UnreadableFile: it is no such file, or too big.
    """
    file.seek(0, io.SEEK_END)
    if file.tell() > MAX_BYTES:
        raise UnreadableFile(
            _("The file is bigger than %(most)d MB.") % {"most": MAX_BYTES // 1_000_000}
        )
    file.seek(0)
    start = file.read(4096)
    file.seek(0)
    name = str(getattr(file, "name", "")).rsplit("/", 1)[-1]
    if start.startswith(b"PK\x03\x04"):
        return tables.TableSource(xlsx.sheets(file), columns)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(
            _("This is an Excel file of the old kind (.xls). Save it as .xlsx and try again.")
        )
    if not start.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise UnreadableFile(_("The file is empty: there is nothing to import."))
    encoding = text.encoding_of(file, start, name)
    beginning = start.decode(encoding, "ignore").lstrip("\ufeff \t\r\n")
    if beginning[:1] in "{[":
        return json_records.JsonSource(file, encoding, columns)
    if "urn:schemas-microsoft-com:office:spreadsheet" in beginning:
        raise UnreadableFile(
            _("This is an XML spreadsheet of 2003. Open it in Excel and save it as .xlsx.")
        )
    if beginning[:1] == "<":
        return tables.TableSource(markup.tables(file, encoding), columns)
    if beginning.lower().startswith("mime-version:"):
        raise UnreadableFile(
            _("This is a web page saved as one file (.mht). Open it in Excel, save it as .xlsx.")
        )
    return tables.TableSource(text.separated(file, encoding, columns), columns)
