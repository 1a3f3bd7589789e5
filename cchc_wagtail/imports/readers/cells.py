"""The text of a cell, as a person sees it in front of them."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _


class SheetRow(NamedTuple):
    """A row of a table: its number there, the texts of its cells, and how it is shown.

    ``filled`` are the positions whose text comes from a merged cell that begins further up;
    ``wide`` those at which a cell begins that is merged with its neighbours to the right.
    """

    number: int
    cells: list[str]
    is_hidden: bool = False
    filled: frozenset = frozenset()
    wide: frozenset = frozenset()


class Unusable(str):
    """A cell without a value: an error of the spreadsheet, a lost number."""

    def __new__(cls, text, why):
        self = super().__new__(cls, text)
        self.why = why
        return self


_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#+)")
#: What is left of a long number where a spreadsheet has written down how it shows it.
_CUT_NUMBER = re.compile(r"\d(?:[.,]\d+)?E\+\d{2,}")
#: How Excel is told to leave a number alone: ="1.001200".
_QUOTED = re.compile(r'="([^"]*)"')


def error_cell(text):
    return Unusable(text, _("The cell holds an error of the spreadsheet, not a value."))


def from_text(text):
    """Return the cell for what stands in a text file or in an HTML table."""
    quoted = _QUOTED.fullmatch(text.strip())
    if quoted:
        return quoted[1]
    if _ERROR.fullmatch(text.strip()):
        return error_cell(text.strip())
    if _CUT_NUMBER.fullmatch(text.strip()):
        why = _("The spreadsheet has cut this number. Make the column text, and save it again.")
        return Unusable(text.strip(), why)
    return text
