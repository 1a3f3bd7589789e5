"""What holds between the figures of the form by which one-stop results are reported.

The form is Biểu số II.06a/VPCP/KSTT of Thông tư 01/2020/TT-VPCP: columns 3 to 13, one row for each
field (lĩnh vực) and TỔNG CỘNG below. Columns 3, 7 and 11 and the last row follow from the others.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction

#: A field with fewer cases than this is not shown alone: it may tell who applied.
FEWEST_SHOWN = 5


@dataclass(frozen=True)
class Counts:
    """Numbers of cases (hồ sơ): the columns of the form that do not follow from others."""

    online: int = 0
    in_person: int = 0
    carried_over: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    within_time: int = 0
    overdue: int = 0

    @property
    def received(self) -> int:
        """Column 3: taken in the period or carried over from the one before."""
        return self.online + self.in_person + self.carried_over

    @property
    def solved(self) -> int:
        """Column 7."""
        return self.early + self.on_time + self.late

    @property
    def in_progress(self) -> int:
        """Column 11."""
        return self.within_time + self.overdue

    @property
    def is_balanced(self) -> bool:
        """Whether what was received is solved or in progress: (3) = (7) + (11)."""
        return self.received == self.solved + self.in_progress

    @property
    def on_time_share(self) -> Fraction | None:
        """The share of what was solved that was so in time; None where nothing was solved."""
        return Fraction(self.early + self.on_time, self.solved) if self.solved else None


NAMES = [field.name for field in fields(Counts)]
#: Column of the form → attribute of ``Counts``.
COLUMNS = {
    3: "received",
    4: "online",
    5: "in_person",
    6: "carried_over",
    7: "solved",
    8: "early",
    9: "on_time",
    10: "late",
    11: "in_progress",
    12: "within_time",
    13: "overdue",
}
#: Column → those whose sum it is, in the order in which they are checked.
SUMS = {3: (4, 5, 6), 7: (8, 9, 10), 11: (12, 13)}


def sum_of(several: Iterable[Counts]) -> Counts:
    """Return the sum of the rows of one form, column by column."""
    several = list(several)
    return Counts(**{name: sum(getattr(one, name) for one in several) for name in NAMES})


@dataclass(frozen=True)
class Line:
    """A row of the form as a file has it: its number there, the field, column → number.

    A cell with nothing in it is None: empty is not nought.
    """

    row: int
    name: str
    cells: Mapping[int, int | None]

    @property
    def counts(self) -> Counts:
        return Counts(**{COLUMNS[n]: self.cells[n] for n in COLUMNS if COLUMNS[n] in NAMES})


@dataclass(frozen=True)
class Broken:
    """A rule that a form breaks: where, what stands there, and what should.

    ``of`` are the columns whose sum ``right`` is; (0,) means the rows above, () the period before.
    ``found`` is None where the cell is empty.
    """

    row: int
    name: str
    column: int
    found: int | None
    right: int | None = None
    of: tuple[int, ...] = ()


def broken_rules(lines: Sequence[Line], total: Line | None) -> list[Broken]:
    """Return each rule that the form breaks within itself, in the order of its rows.

    Rules 1 to 4, 6 and 7 of the form: sums along a row, sums down a column, whole numbers from
    nought on. ``total`` is the row TỔNG CỘNG, if the file has one. A row with an empty or negative
    cell is asked for that alone, and a rule that would hold with what another one wants is not
    named: one wrong number is told once.
    """
    found, mended, is_whole = [], [], True
    for line in [*lines, *([total] if total else [])]:
        bad = [
            Broken(line.row, line.name, column, line.cells.get(column))
            for column in COLUMNS
            if line.cells.get(column) is None or line.cells[column] < 0
        ]
        found += bad
        is_whole = is_whole and not bad
        if not bad:
            sums = _broken_sums(line)
            found += sums
            mended.append({**line.cells, **{one.column: one.right for one in sums}})
    if total and is_whole:
        *above, below = mended
        for column in COLUMNS:
            right = sum(line.cells[column] for line in lines)
            wanted = {right, sum(cells[column] for cells in above)}
            if not wanted & {total.cells[column], below[column]}:
                found.append(
                    Broken(total.row, total.name, column, total.cells[column], right, (0,))
                )
    return found


def _broken_sums(line):
    cells = dict(line.cells)
    found = []
    for column, parts in SUMS.items():
        right = sum(cells[part] for part in parts)
        if cells[column] != right:
            found.append(Broken(line.row, line.name, column, cells[column], right, parts))
            cells[column] = right
    right = cells[7] + cells[11]
    if cells[3] != right:
        found.append(Broken(line.row, line.name, 3, cells[3], right, (7, 11)))
    return found


def broken_carrying(
    rows: Mapping[str, Counts], before: Mapping[str, Counts]
) -> list[tuple[str, int, int]]:
    """Return the fields whose column 6 is not column 11 of the period before, with both numbers.

    The earlier report may have been the wrong one: this is to be shown, not refused. A field that
    one of the two periods does not name has no case there.
    """
    found = []
    for name in dict.fromkeys([*rows, *before]):
        carried = rows.get(name, Counts()).carried_over
        left = before.get(name, Counts()).in_progress
        if carried != left:
            found.append((name, carried, left))
    return found


class NotToBeAdded(Exception):
    """Periods whose carried-over cases do not agree: their sum would be wrong.

    ``breaks`` are (place of the period, from 1; field; carried over; left before).
    """

    def __init__(self, breaks):
        super().__init__(breaks)
        self.breaks = breaks


def added_up(periods: Sequence[Mapping[str, Counts]]) -> dict[str, Counts]:
    """Return the figures of the whole that ``periods``, in their order, make up: field → counts.

    What is received in a year is not the sum of its quarters, in which cases carried over would
    count again: carried over is what the first period has, in progress what the last one has.

    Raises:
        NotToBeAdded: the cases carried over do not agree from one period to the next.
    """
    breaks = [
        (place, *one)
        for place, (before, after) in enumerate(itertools.pairwise(periods), start=2)
        for one in broken_carrying(after, before)
    ]
    if breaks:
        raise NotToBeAdded(breaks)
    names = dict.fromkeys(name for rows in periods for name in rows)
    return {name: _whole([rows.get(name, Counts()) for rows in periods]) for name in names}


def _whole(parts):
    total = sum_of(parts)
    return Counts(
        online=total.online,
        in_person=total.in_person,
        carried_over=parts[0].carried_over,
        early=total.early,
        on_time=total.on_time,
        late=total.late,
        within_time=parts[-1].within_time,
        overdue=parts[-1].overdue,
    )


def for_the_public(
    rows: Mapping[str, Counts], fewest: int = FEWEST_SHOWN
) -> tuple[dict[str, Counts], Counts | None]:
    """Return the rows that may be shown, and the sum of those with too few cases, if any.

    A field with fewer than ``fewest`` cases may tell who applied. So that no such field follows
    from the total by subtraction, the smallest of the others joins it where it would be alone or
    their sum still too small; what nobody applied for is left as it is.
    """
    by_size = sorted(rows, key=lambda name: rows[name].received)
    small = [name for name in by_size if 0 < rows[name].received < fewest]
    if not small:
        return dict(rows), None
    others = [name for name in by_size if rows[name].received >= fewest]
    while others and (len(small) < 2 or sum(rows[name].received for name in small) < fewest):
        small.append(others.pop(0))
    shown = {name: rows[name] for name in rows if name not in small}
    return shown, sum_of(rows[name] for name in small)
