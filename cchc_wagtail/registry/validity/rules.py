"""Whether a document is in force, for every day.

The rules are those of Luật Ban hành văn bản quy phạm pháp luật 80/2015/QH13, Điều 151 (entry into
force), 153 (suspension) and 154 (end), and Nghị định 30/2020/NĐ-CP for documents that are not
normative; the names of the states are those of the national legal database (vbpl.vn).
"""

import datetime
from dataclasses import dataclass
from itertools import groupby

from ..models.relations import ENDING, SUSPENDING, RelationKind
from ..models.validity import ValidityStatus

ONE_DAY = datetime.timedelta(days=1)
EVER = datetime.date.max


@dataclass(frozen=True)
class Effect:
    """The effect of a relation on a document from ``begins_on`` to ``ends_on``, both included."""

    kind: str
    begins_on: datetime.date
    ends_on: datetime.date = EVER
    is_partial: bool = False

    def covers(self, day):
        return self.begins_on <= day <= self.ends_on


@dataclass(frozen=True)
class Life:
    """The dates of a document, and what others do to it.

    ``begins_on`` is its first day in force, None where nobody recorded it; ``ends_on`` its last
    day; ``unsuitable_from`` the day from which it is declared no longer suitable.
    """

    issued_on: datetime.date
    begins_on: datetime.date | None = None
    ends_on: datetime.date = EVER
    unsuitable_from: datetime.date = EVER
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True)
class Period:
    """A status and the days on which it holds, both included."""

    status: str
    begins_on: datetime.date
    ends_on: datetime.date


def status_on(life, day):
    """Return the ``ValidityStatus`` of a document with ``life`` on ``day``.

    What takes more away goes first: an end outweighs a suspension, a suspension an amendment.
    """
    effects = [effect for effect in life.effects if effect.covers(day)]

    def has(kinds, *, partial):
        return any(effect.kind in kinds and effect.is_partial == partial for effect in effects)

    if day < (life.begins_on or life.issued_on):
        return ValidityStatus.NOT_YET
    if day > life.ends_on or has(ENDING, partial=False):
        return ValidityStatus.ENDED
    if has(SUSPENDING, partial=False):
        return ValidityStatus.SUSPENDED
    if day >= life.unsuitable_from and life.unsuitable_from != EVER:
        return ValidityStatus.UNSUITABLE
    if has(SUSPENDING, partial=True):
        return ValidityStatus.PARTLY_SUSPENDED
    if has(ENDING, partial=True) or any(e.kind == RelationKind.AMENDS for e in effects):
        return ValidityStatus.PARTLY_ENDED
    return ValidityStatus.IN_FORCE if life.begins_on else ValidityStatus.UNKNOWN


def periods_of(life):
    """Return the ``Period`` list of a document with ``life``: every day lies in exactly one."""
    turns = {datetime.date.min, life.issued_on, life.begins_on or life.issued_on}
    turns |= {effect.begins_on for effect in life.effects}
    turns.add(life.unsuitable_from)
    ends = [life.ends_on, *(effect.ends_on for effect in life.effects)]
    turns |= {end + ONE_DAY for end in ends if end < EVER}
    days = sorted(turns - {EVER})
    lasts = [*(day - ONE_DAY for day in days[1:]), EVER]
    pieces = [
        Period(status_on(life, day), day, last) for day, last in zip(days, lasts, strict=True)
    ]
    merged = []
    for status, group in groupby(pieces, key=lambda piece: piece.status):
        group = list(group)
        merged.append(Period(status, group[0].begins_on, group[-1].ends_on))
    return merged


def life_of(document, relations):
    """Return the ``Life`` of a stored document, given the relations of published others to it."""
    effects = tuple(
        Effect(
            kind=relation.kind,
            begins_on=relation.begins_on,
            ends_on=relation.effective_until or EVER,
            is_partial=relation.is_partial,
        )
        for relation in relations
    )
    return Life(
        issued_on=document.issued_on,
        begins_on=document.begins_on,
        ends_on=document.effective_to or EVER,
        unsuitable_from=document.unsuitable_from or EVER,
        effects=effects,
    )
