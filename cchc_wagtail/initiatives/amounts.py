"""An effect before and after, as people write it: “10 ngày”, “1.250 hồ sơ”, “98,7 %”."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

# Points part thousands where three digits follow each; any other point is that of a fraction.
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)")
PER_CENT = "%"


class Amount(NamedTuple):
    """A number and its unit as written behind it, which may be empty."""

    number: Decimal
    unit: str


def amount_of(text):
    """Return the ``Amount`` with which ``text`` begins, such as “10 ngày”; None where none does."""
    match = _NUMBER.match(text.strip())
    if match is None:
        return None
    digits = match[0]
    if "," in digits or re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+", digits):
        digits = digits.replace(".", "").replace(",", ".")
    return Amount(Decimal(digits), " ".join(text.strip()[match.end() :].split()))


def units_of(before, after, unit):
    """Return the different units written in the texts ``before``, ``after`` and ``unit``."""
    amounts = [amount_of(before), amount_of(after)]
    written = [one.unit for one in amounts if one and one.unit] + [unit.strip()]
    return list(dict.fromkeys(one.casefold() for one in written if one))


def change_in_words(before, after, unit):
    """Return how much more or less it became: “giảm 60 %”; empty where that cannot be said.

    Shares differ by percentage points; all else by its share in what was before.
    """
    amounts = amount_of(before), amount_of(after)
    units = units_of(before, after, unit)
    if None in amounts or len(units) > 1:
        return ""
    first, last = (one.number for one in amounts)
    if first == last:
        return _("unchanged")
    if is_nothing_left(before, after):
        return _("none any more")
    if units == [PER_CENT]:
        said = _("%(number)s percentage points") % {"number": _written(abs(last - first))}
    elif first > 0 and last > 0:
        said = f"{_written(abs(last - first) * 100 / first)} %"
    else:
        return ""
    return (_("down by %s") if last < first else _("up by %s")) % said


def is_nothing_left(before, after):
    """Tell whether there was something ``before`` and is nothing ``after``."""
    first, last = amount_of(before), amount_of(after)
    return bool(first and last and first.number and not last.number)


def _written(number):
    """Return ``number`` with one place after the comma, none where it is whole."""
    rounded = number.quantize(Decimal("0.1"), ROUND_HALF_UP)
    whole = rounded.to_integral_value()
    return number_format(whole if rounded == whole else rounded)
