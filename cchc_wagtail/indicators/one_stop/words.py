"""One-stop results in words."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cchc_wagtail.organisation.reporting_periods import PeriodKind

ROMAN = ["I", "II", "III", "IV"]


def period_in_words(period):
    """Return what a period is called: “Quý I/2024”, “Tháng 3/2024”, “Năm 2024”."""
    values = {"number": period.number, "year": period.year}
    if period.kind == PeriodKind.MONTH:
        return _("Month %(number)d/%(year)d") % values
    if period.kind == PeriodKind.QUARTER:
        return _("Quarter %(number)s/%(year)d") % {**values, "number": ROMAN[period.number - 1]}
    if period.kind == PeriodKind.HALF_YEAR and period.number == 1:
        return _("First six months of %(year)d") % values
    if period.kind == PeriodKind.HALF_YEAR:
        return _("Last six months of %(year)d") % values
    if period.kind == PeriodKind.NINE_MONTHS:
        return _("First nine months of %(year)d") % values
    return pgettext("period", "Year %(year)d") % values


def share_in_words(counts):
    """Return the share solved in time as “98,7 %”; empty where nothing was solved.

    It is rounded down: 99,96 % is not 100 %, since one case was late.
    """
    share = counts.on_time_share
    if share is None:
        return ""
    tenths = share * 1000 // 1
    text = number_format(tenths / 10, 0 if tenths % 10 == 0 else 1)
    return f"{text}\u00a0%"


def sentence(counts):
    """Return the result of a period in one sentence."""
    if not counts.solved:
        return _("No case was solved in this period.")
    return _("%(share)s of the cases were solved on time or early.") % {
        "share": share_in_words(counts)
    }


def broken_in_words(broken):
    """Return what a form gets wrong as one sentence with row, column and both numbers."""
    values = {
        "row": broken.row,
        "name": broken.name,
        "column": broken.column,
        "found": broken.found,
        "right": broken.right,
        "parts": " + ".join(f"({part})" for part in broken.of),
    }
    if broken.found is None:
        return _("Row %(row)d, “%(name)s”, column (%(column)d): nothing stands there.") % values
    if broken.right is None:
        return _("Row %(row)d, “%(name)s”, column (%(column)d): %(found)d is below 0.") % values
    if broken.of == (0,):
        return (
            _(
                "Row %(row)d, “%(name)s”, column (%(column)d): %(found)d stands there, the rows "
                "above add up to %(right)d."
            )
            % values
        )
    return (
        _(
            "Row %(row)d, “%(name)s”, column (%(column)d): %(found)d stands there, but "
            "%(parts)s is %(right)d."
        )
        % values
    )


def carrying_in_words(name, carried, left, before):
    """Return that column 6 of a field is not column 11 of the period before, with both numbers."""
    return _(
        "“%(name)s”, column (6): %(carried)d carried over, but %(left)d were in progress at the "
        "end of %(period)s, column (11)."
    ) % {
        "name": name,
        "carried": carried,
        "left": left,
        "period": period_in_words(before),
    }
