"""The citation of a legal document, and the articles it refers to."""

import datetime
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ArticleReference:
    """One article, clause or point that a text refers to.

    ``start`` and ``end`` are code points of the text; all references governed by one word "Điều"
    share them. ``article`` (điều), ``clause`` (khoản) and ``point`` (điểm) are as written: "7",
    "13a", "2", "đ"; the last two may be None.
    """

    start: int
    end: int
    article: str
    clause: str | None = None
    point: str | None = None


@dataclass(slots=True)
class Citation:
    """A place in a text that names a legal document.

    ``start`` and ``end`` are code points of the text as it was given. ``kind`` is "document" (it
    has a number), "law_name" (a law, code, ordinance or constitution by name), "self" ("Nghị định
    này") or "alias" (a short name that the text defines, and its later uses). ``type`` is the type
    of document in words ("Nghị định"), ``number`` the number in official form, ``issuer`` the
    issuer as written, ``date`` the date directly after the number, ``year`` the year in the number,
    else in the law's name, else of the date. What is not there is None. ``articles`` are the
    references that hang on this citation, in the order of the text.
    """

    start: int
    end: int
    kind: str
    type: str | None = None
    number: str | None = None
    issuer: str | None = None
    date: datetime.date | None = None
    year: int | None = None
    articles: list[ArticleReference] = field(default_factory=list)
