"""What is known of a file once it was read, and why one could not be."""

import base64
from dataclasses import asdict, dataclass, field
from typing import Any

#: Why a file is not read: ``UnreadableFile.code`` is one of these.
CODES = frozenset(
    [
        "empty",
        "too_big",
        "unknown_type",
        "not_word",
        "not_what_it_says",
        "old_word",
        "macros",
        "encrypted",
        "broken",
        "hostile",
        "too_many_pages",
        "too_long",
        "too_much",
        "too_slow",
        "scan",
        "no_text",
    ]
)


class UnreadableFile(Exception):
    """A file that is not read; ``code``, one of ``CODES``, says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Signature:
    """A digital signature as a PDF holds it: nobody has verified it.

    ``name`` is the signer, ``time`` the moment that the signing program wrote, in ISO 8601; either
    is empty where the file does not say.
    """

    name: str
    time: str


@dataclass(slots=True)
class ReadFile:
    """A file as it was read.

    ``kind`` is "docx", "pdf", "txt" or "html". ``text`` is all of it as plain text, line by line,
    for ``citations.read_head``. ``body`` is HTML without the head of the document (issuer, motto,
    number, title): Phần, Chương, Mục and Điều as headings from h3 downwards, tables as tables,
    everything else as paragraphs, no attributes but ``colspan`` and ``rowspan``. ``attached`` are
    the names of what the document issues with it: a regulation, appendices. ``pages`` is None
    where a file has none. ``size`` counts bytes. ``first_page`` is a JPEG of a PDF's first page.
    ``is_doubtful`` says that text was recognised from pictures of pages, ``unread_pages`` counts
    the pages that are pictures and were not.
    """

    kind: str
    size: int
    sha256: str
    text: str
    body: str
    pages: int | None = None
    unread_pages: int = 0
    articles: int = 0
    tables: int = 0
    attached: list[str] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    is_doubtful: bool = False
    first_page: bytes = b""

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values for JSON; ``from_dict`` makes it again."""
        return {**asdict(self), "first_page": base64.b64encode(self.first_page).decode()}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "ReadFile":
        """Return what ``as_dict`` gave."""
        return cls(
            **{
                **values,
                "signatures": [Signature(**one) for one in values.get("signatures", [])],
                "first_page": base64.b64decode(values.get("first_page", "")),
            }
        )
