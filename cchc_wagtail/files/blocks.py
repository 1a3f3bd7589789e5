"""The blocks of which every kind of file consists: paragraphs and tables."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Paragraph:
    """A paragraph; ``is_item`` for one of a bulleted list."""

    text: str
    is_item: bool = False


@dataclass(slots=True)
class Cell:
    """A cell of a table; its paragraphs are the lines of ``text``."""

    text: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(slots=True)
class Table:
    """A table, row by row; a cell over several rows stands in the first of them."""

    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """The text of all cells, line by line."""
        lines = (line for row in self.rows for cell in row for line in cell.text.split("\n"))
        return [line for line in lines if line.strip()]


Block = Paragraph | Table


def text_of(blocks: list[Block]) -> str:
    """Return the plain text of ``blocks``, one line a paragraph or a line of a cell."""
    lines: list[str] = []
    for block in blocks:
        lines += block.lines if isinstance(block, Table) else [block.text]
    return "\n".join(lines)
