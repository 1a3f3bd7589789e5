"""Tables found by the lines that rule them."""

from collections.abc import Iterator
from typing import NamedTuple

#: Points: what is thinner is a line, what is nearer stands at the same place.
_THIN = 3.0
_NEAR = 3.0
_SHORT = 6.0
#: Lines on a page that are looked at: drawings have more.
_MOST = 1500


class Box(NamedTuple):
    """A rectangle on a page, in points from the left and from the bottom."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, across: float, up: float) -> bool:
        return self.left <= across <= self.right and self.bottom <= up <= self.top


class Grid:
    """The lines of one table."""

    def __init__(self, lying: list[Box], standing: list[Box]) -> None:
        self._lying, self._standing = lying, standing
        self._across = _places([(box.left + box.right) / 2 for box in standing])
        self._up = _places([(box.bottom + box.top) / 2 for box in lying])[::-1]

    @property
    def box(self) -> Box:
        return Box(self._across[0], self._up[-1], self._across[-1], self._up[0])

    @property
    def is_table(self) -> bool:
        return len(self._across) >= 3 and len(self._up) >= 2

    def rows(self) -> Iterator[list[tuple[Box, int, int]]]:
        """Yield the cells that begin in each row: box, columns and rows that it stretches over."""
        columns, rows = len(self._across) - 1, len(self._up) - 1
        taken: set[tuple[int, int]] = set()
        for row in range(rows):
            cells = []
            for column in range(columns):
                if (row, column) in taken:
                    continue
                wide = deep = 1
                while column + wide < columns and not self._stands(column + wide, row):
                    wide += 1
                while row + deep < rows and not self._lies(row + deep, column, column + wide):
                    deep += 1
                taken |= {(row + y, column + x) for y in range(deep) for x in range(wide)}
                box = Box(
                    self._across[column],
                    self._up[row + deep],
                    self._across[column + wide],
                    self._up[row],
                )
                cells.append((box, wide, deep))
            yield cells

    def _stands(self, column: int, row: int) -> bool:
        at, middle = self._across[column], (self._up[row] + self._up[row + 1]) / 2
        return any(
            abs((box.left + box.right) / 2 - at) <= _NEAR and box.bottom <= middle <= box.top
            for box in self._standing
        )

    def _lies(self, row: int, first: int, last: int) -> bool:
        at, middle = self._up[row], (self._across[first] + self._across[last]) / 2
        return any(
            abs((box.bottom + box.top) / 2 - at) <= _NEAR and box.left <= middle <= box.right
            for box in self._lying
        )


def grids(boxes: list[Box]) -> list[Grid]:
    """Return the tables that ``boxes``, those of all strokes on a page, rule; the highest first."""
    lying, standing = [], []
    for box in boxes:
        wide, high = box.right - box.left, box.top - box.bottom
        if high <= _THIN and wide > _SHORT:
            lying.append(box)
        elif wide <= _THIN and high > _SHORT:
            standing.append(box)
        elif wide > _SHORT and high > _SHORT:
            # A frame, or a cell with a ground: its edges.
            lying += [box._replace(bottom=y, top=y) for y in (box.bottom, box.top)]
            standing += [box._replace(left=x, right=x) for x in (box.left, box.right)]
    groups: list[tuple[list[Box], list[Box]]] = []
    for line in standing[:_MOST]:
        touched = [one for one in groups if any(_touch(line, box) for box in (*one[0], *one[1]))]
        groups = [one for one in groups if one not in touched]
        lines = [box for box in lying[:_MOST] if _touch(line, box)]
        groups.append(
            (
                list(dict.fromkeys([*(box for one in touched for box in one[0]), *lines])),
                [*(box for one in touched for box in one[1]), line],
            )
        )
    found = [Grid(*one) for one in groups if one[0]]
    return sorted((one for one in found if one.is_table), key=lambda one: -one.box.top)


def _touch(one: Box, other: Box) -> bool:
    return (
        one.left - _NEAR <= other.right
        and other.left - _NEAR <= one.right
        and one.bottom - _NEAR <= other.top
        and other.bottom - _NEAR <= one.top
    )


def _places(values: list[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places
