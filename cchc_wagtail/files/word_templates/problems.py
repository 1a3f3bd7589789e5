"""What is wrong with a template, and where in it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

#: What a problem can be: ``Problem.code`` is one of these.
CODES = frozenset(
    [
        "unclosed_tag",
        "stray_end",
        "syntax",
        "not_allowed",
        "unknown_field",
        "list_printed",
        "no_list",
        "looped_twice",
        "loop_in_margin",
        "unclosed_block",
        "unopened_block",
        "block_apart",
        "beside_block",
        "no_row",
        "hidden_tag",
        "tracked_change",
        "external",
        "embedded",
        "fetching_field",
        "missing_field",
        "not_filled",
    ]
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: ``part`` is "body", "header", "footer" or "other".

    ``table``, ``row`` and ``column`` are counted from 1, and 0 outside of tables. ``text`` is the
    beginning of the paragraph; empty where the whole part is meant.
    """

    part: str
    text: str = ""
    table: int = 0
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; ``about`` is the tag, field or target that it is about.

    ``near`` is a known field that may have been meant. Without ``place`` the whole file is meant.
    """

    code: str
    about: str = ""
    place: Place | None = None
    near: str = ""

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Problem":
        """Return what ``dataclasses.asdict`` gave."""
        place = values["place"]
        return cls(**{**values, "place": place and Place(**place)})


class BadTemplate(Exception):
    """A template that is not filled; ``problems`` say why, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(dict.fromkeys(problems))
        super().__init__(", ".join(problem.code for problem in self.problems))

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values for JSON."""
        return {"problems": [asdict(problem) for problem in self.problems]}
