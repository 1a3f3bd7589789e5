from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Message:
    """Remark about a row: the column, what it is, what was found there.

    With an error the row is left out; a remark only tells what the reader may want to look at.
    """

    column: str
    text: str
    found: str = ""
    is_error: bool = True

    @classmethod
    def error(cls, column, text, found=""):
        return cls(column, str(text), str(found), True)

    @classmethod
    def remark(cls, column, text, found=""):
        return cls(column, str(text), str(found), False)

    def as_dict(self):
        return asdict(self)

    def __str__(self):
        column = f"{self.column}: " if self.column else ""
        return f"{column}{self.text}" + (f" [{self.found}]" if self.found else "")
