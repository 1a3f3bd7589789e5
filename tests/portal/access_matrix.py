"""Who may open and do what with a piece in each of its states: the doors, asked one by one.

``access_matrix.txt`` beside it holds what is to come back. ``python -m tests.portal.access_matrix``
compares ``docs/reference/permissions.md`` with it; ``--update`` writes the page anew. What comes
back now is written by ``CCHC_UPDATE_MATRIX=1 python -m pytest tests/portal/test_access_matrix.py``,
to be read line by line before it is committed.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_suffix(".txt")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "permissions.md"

ROLES = ["anonymous", "host", "own", "other", "office", "leadership", "admin"]
STATES = ["draft", "submitted", "checked", "sent back", "published", "unpublished", "private"]
KINDS = {"article": "Pages (news, procedures, situations)", "document": "Legal documents"}
SHOWN = {
    "own": "unit",
    "other": "others",
    "office": "Office",
    "leadership": "leadership",
    "admin": "admin",
}
HEAD = """# Who may see and do what

This page is made from what the tests ask (`python -m tests.portal.access_matrix --update`), so it
says what holds. Columns are the states of a piece; a cell names who is let in, each asked for a
piece that a colleague in the **unit** wrote:

- **unit**: an editor of the piece's own unit; **others**: an editor of another unit
- **Office**, **leadership**: members of those units; **admin**: an administrator (superuser)

**all** means these five. Visitors without an account, and editors of the host without any right of
the section, are let in nowhere below, but these may link to a published page from theirs. Whatever
the answer, nobody without a right to a piece is shown a word of it. *Private* is published, but
below a view restriction (a page), or on no list that everybody may read (a legal document). Being
let into a form is not yet being allowed to save it: nobody publishes what they wrote, whatever they
may open. Groups are as `cchc_setup` makes them.
"""


@dataclass(frozen=True)
class Line:
    """A door, the state of the piece behind it, and for each role what comes back."""

    kind: str
    door: str
    state: str
    answers: tuple

    def __str__(self):
        return f"{self.kind} | {self.door} | {self.state} | {' '.join(self.answers)}"

    @property
    def let_in(self):
        """The roles for which the door opens: an answer that is a success."""
        return [role for role, answer in zip(ROLES, self.answers, strict=True) if is_let_in(answer)]


def is_let_in(answer):
    """Tell whether ``answer`` lets somebody in; “200-” is a confirmation without the piece."""
    return answer[0] == "2" and not answer.endswith("-")


def read():
    """Return the lines of the matrix."""
    lines = []
    for text in FILE.read_text(encoding="utf-8").splitlines():
        if text and not text.startswith("#"):
            kind, door, state, answers = (part.strip() for part in text.split("|"))
            lines.append(Line(kind, door, state, tuple(answers.split())))
    return lines


def write(lines):
    head = f"# kind | door | state | {' '.join(ROLES)}\n"
    FILE.write_text(head + "\n".join(map(str, lines)) + "\n", encoding="utf-8")


def page(lines):
    """Return the page of the docs that ``lines`` make."""
    parts = [HEAD]
    for kind, heading in KINDS.items():
        doors = {}
        for line in lines:
            if line.kind == kind:
                doors.setdefault(line.door, {})[line.state] = cell(line)
        parts.append(f"\n## {heading}\n\n| door | {' | '.join(STATES)} |")
        parts.append("|---" * (len(STATES) + 1) + "|")
        for door, cells in doors.items():
            row = " | ".join(cells[state] for state in STATES)
            parts.append(f"| {door} | {row} |")
    return "\n".join(parts) + "\n"


def cell(line):
    names = [SHOWN[role] for role in line.let_in if role in SHOWN]
    return "all" if names == list(SHOWN.values()) else ", ".join(names) or "–"


def main():
    made = page(read())
    if "--update" in sys.argv:
        PAGE.write_text(made, encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != made:
        sys.exit("docs/reference/permissions.md is not what the matrix says: --update")


if __name__ == "__main__":
    main()
