"""Text and HTML files, whatever their encoding."""

import re
from typing import Any

import charset_normalizer

from .lines import joined, lines_of_text
from .markup import blocks_of
from .reading import UnreadableFile
from .structure import described

_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)
_BINARY = re.compile(r"[\0-\x08\x0e-\x1f]")


def read_text(content: bytes) -> dict[str, Any]:
    """Return what stands in a text file, its broken lines joined."""
    text = _decoded(content)
    return described(joined(lines_of_text(text)), text)


def read_html(content: bytes) -> dict[str, Any]:
    """Return what stands in an HTML file; its pictures, styles and scripts are not looked at."""
    declared = _DECLARED.search(content[:4096])
    return described(blocks_of(_decoded(content, declared and declared[1].decode("ascii"))))


def _decoded(content: bytes, declared: str | None = None) -> str:
    for encoding in ("utf-8-sig", declared):
        try:
            text = content.decode(encoding or "utf-8-sig")
            break
        except (UnicodeDecodeError, LookupError):
            continue
    else:
        best = charset_normalizer.from_bytes(content[:2_000_000]).best()
        if best is None:
            raise UnreadableFile("not_what_it_says")
        text = content.decode(best.encoding, errors="replace")
    if _BINARY.search(text[:100_000]):
        raise UnreadableFile("not_what_it_says")
    return text
