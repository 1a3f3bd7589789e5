"""The figures of an index over the years: which of them compare, and where a line may run."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Point:
    """The figure of a year. ``basis`` is whatever must be the same for two figures to compare.

    It is the method by which the year was counted and the territory that was. ``score``, ``rank``
    and ``of`` (how many were ranked) are each None where the year has none.
    """

    year: int
    basis: Any
    score: Decimal | None = None
    rank: int | None = None
    of: int | None = None


def compare(before: Point, after: Point, breaks: Collection[int]) -> bool:
    """Tell whether two figures may be held against each other.

    ``breaks`` are years from which on figures do not compare with those before.
    """
    return before.basis == after.basis and not any(
        before.year < year <= after.year for year in breaks
    )


def runs(points: Sequence[Point], breaks: Collection[int]) -> list[list[Point]]:
    """Cut ``points``, in the order of their years, into runs along which a line may be drawn.

    A run ends at a year without a score, at another method or territory, and at a break.
    """
    found: list[list[Point]] = []
    for point in points:
        if point.score is None:
            continue
        last = found[-1][-1] if found else None
        if last and point.year == last.year + 1 and compare(last, point, breaks):
            found[-1].append(point)
        else:
            found.append([point])
    return found


def last_before(points: Sequence[Point]) -> Point | None:
    """Return the last of the earlier ``points`` that has a score or a rank as the last one has.

    None where there is none. Whether the two may be held against each other is ``compare``.
    """
    *earlier, last = points
    for point in reversed(earlier):
        if None not in (point.score, last.score) or None not in (point.rank, last.rank):
            return point
    return None


def change(before: Point, after: Point) -> tuple[Decimal | None, int | None]:
    """Return by how much the score rose and by how many places the rank did; None where unknown.

    Places compare only where as many were ranked.
    """
    score = None if None in (before.score, after.score) else after.score - before.score
    rank = None
    if before.rank and after.rank and before.of == after.of:
        rank = before.rank - after.rank
    return score, rank
