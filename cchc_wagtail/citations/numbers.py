"""The number of a legal document (số, ký hiệu văn bản): parsed, and in its official form."""

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cchc_wagtail.language import slugify
from cchc_wagtail.language.normal import INVISIBLE, LOOK_ALIKES

from .codes import (
    NORMATIVE_TYPES,
    PARTY_ISSUERS,
    TYPES,
    official_code,
    run_together,
)
from .signs import NEVER, demand

ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−\ufe58\ufe63\uff0d"), "-")

_SPACE = re.compile(r"\s+")
_LEADING_WORD = re.compile(r"^(?:số|so)[:.]?(?=[0-9])", re.IGNORECASE)
_SHAPE = re.compile(
    r"(?P<serial>[0-9]{1,7}(?:\.[0-9]{1,3}){0,2}(?:[a-zđA-ZĐ](?![^\W\d_]))?)"
    r"(?:[/.\-_]+(?P<year>(?:19|20)[0-9]{2}|[4-9][0-9](?=/)))?"
    r"(?P<separator>[/.\-_]{0,2})"
    r"(?P<code>[^\W\d_][^\W_&]*(?:&[^\W_]+)*(?:[/.\-_]+[^\W_]+(?:&[^\W_]+)*){0,8})[/.\-]*"
)
_SEPARATOR = re.compile(r"[/.\-_]+")
# A word instead of a code: words of the next sentence, digits alone, something endless.
_NO_CODE = re.compile(r"[^\W\d_A-ZĐ]{3}|[^\W\d_A-Za-zĐđĂÂÊÔƠƯ]|^[0-9]+$|.{25}")


def _strip(text: str) -> str:
    """Decode entities, join what was split, and leave one kind of dash and of Đ."""
    if "&" in text:
        text = ENTITY.sub(lambda match: html.unescape(match[0]), text)
    text = unicodedata.normalize("NFC", text.translate(INVISIBLE))
    return _LEADING_WORD.sub("", _SPACE.sub("", text.translate(DASHES).translate(LOOK_ALIKES)))


def _official_parts(code: str) -> tuple[list[str], list[str]]:
    if code.islower():
        code = code.upper()
    parts = [official_code(part) for part in _SEPARATOR.split(code)]
    separators = _SEPARATOR.findall(code)
    together = run_together(parts[0])
    if together is not None:
        parts[:1] = together
        separators.insert(0, "-")
    return parts, ["/" if "/" in separator else "-" for separator in separators]


def _is_number(serial: str, year: int | None, parts: list[str]) -> bool:
    """Say whether these parts are a document's number, by the grammar that finds them in texts."""
    if any(map(_NO_CODE.search, parts)) and parts[0] != "SL":
        return False
    if year is not None:
        return parts[0] in TYPES or (parts[0][:2].isupper() and len(parts[0]) > 1)
    if parts[0] in TYPES:
        return True
    if len(parts) == 2 and serial.isdigit() and len(serial) > 3 and all(map(str.isupper, parts)):
        return True
    return len(parts[0]) > 1 and demand(parts, has_year=False) != NEVER


def _type_and_issuer(parts: list[str]) -> tuple[str | None, str | None]:
    first, rest = parts[0], parts[1:]
    if first in TYPES:
        return first, "-".join(rest) or None
    if rest and rest[-1] in NORMATIVE_TYPES:
        return rest[-1], "-".join(parts[:-1])
    return None, "-".join(parts)


@dataclass(frozen=True)
class DocumentNumber:
    """A document's number in official form; ``str()`` gives it whole.

    ``text`` is the number itself. ``serial`` is the running number as written ("09", "66.7",
    "1075a"); ``year`` the year inside the number, if there is one; ``type`` the abbreviation of
    the type ("NĐ"; None for laws and for công văn); ``issuer`` the rest ("CP", "BGDĐT-BNV",
    "QH13"; None where missing).
    """

    text: str
    serial: str
    year: int | None
    type: str | None
    issuer: str | None

    @classmethod
    def parse(cls, text: str) -> "DocumentNumber":
        """Return the number that ``text`` is, whatever dirt it was typed with.

        White space, soft hyphens and characters without width are dropped, HTML entities decoded,
        dashes of any kind made hyphens, Ð and an ASCII D in known codes made Đ, known codes spelled
        as in official use; a leading "số" is allowed, and so is the form of a slug
        (``61-2018-nd-cp``). Raises ValueError where ``text`` has not the shape of a document's
        number or bears no code that could be a document's (``04/BĐS``, ``12/5``).
        """
        return _parse(text)

    @cached_property
    def slug(self) -> str:
        """The number as part of a URL: ``61-2018-nd-cp``."""
        return slugify(self.text)

    @cached_property
    def key(self) -> str:
        """The number for look-ups: like the slug, but one key for ``09/…`` and ``9/…`` too, and
        for ``BNN&PTNT`` and ``BNNPTNT``."""
        return slugify(self.text.replace("&", "")).lstrip("0")

    @property
    def type_name(self) -> str | None:
        """The type in words ("Nghị định"), where the number tells it."""
        return TYPES.get(self.type) if self.type else None

    def __str__(self) -> str:
        return self.text


def official_number(text: str) -> str | None:
    """Return the official form of the number that ``text`` is, or None where it is none."""
    try:
        return _parse(text).text
    except ValueError:
        return None


@lru_cache(maxsize=20_000)
def _parse(text: str) -> DocumentNumber:
    stripped = _strip(text) if len(text) <= 200 else ""
    match = _SHAPE.fullmatch(stripped)
    if match is None:
        raise ValueError(f"{text[:200]!r} is not the number of a document")
    serial, separator = match["serial"], match["separator"]
    year = match["year"]
    parts, inner = _official_parts(match["code"])
    full_year = None if year is None else int(year) + (1900 if len(year) == 2 else 0)
    if not _is_number(serial, full_year, parts):
        raise ValueError(f"{text[:200]!r} bears no code of a document type or issuer")
    code = parts[0] + "".join(map("".join, zip(inner, parts[1:], strict=True)))
    if year is not None:
        head = f"{serial}/{year}/"
    elif "/" in separator or not separator:
        head = f"{serial}/"
    elif "/" in match["code"] or len(parts) == 1:
        head = f"{serial}-"
    elif parts[0] in TYPES and parts[-1] in PARTY_ISSUERS:
        head, code = f"{serial}-", "-".join(parts[:-1]) + "/" + parts[-1]
    else:
        head = f"{serial}/"
    kind, issuer = _type_and_issuer(parts)
    return DocumentNumber(head + code, serial, full_year, kind, issuer)
