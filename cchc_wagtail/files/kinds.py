"""What a file is, by its name and by its first bytes, which have to agree."""

import re
from pathlib import PurePath

from .reading import UnreadableFile

#: Ending of the name → kind.
KINDS = {".docx": "docx", ".pdf": "pdf", ".txt": "txt", ".html": "html", ".htm": "html"}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = re.compile(rb"<\s*(?:!doctype|html|head|body|meta|p|div|table|span|h[1-6])\b", re.I)
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def kind_of(name: str, content: bytes) -> str:
    """Return "docx", "pdf", "txt" or "html".

    Raises:
        UnreadableFile: it is of another kind, or not what its name says.
    """
    ending = PurePath(name.lower()).suffix
    if content.startswith(_OLD_OFFICE):
        # Word puts an encrypted DOCX into a container of the old form.
        is_encrypted = ending != ".doc" and _ENCRYPTED in content
        raise UnreadableFile("encrypted" if is_encrypted else "old_word")
    if ending in (".docm", ".dotm"):
        raise UnreadableFile("macros")
    if ending == ".doc":
        raise UnreadableFile("old_word")
    if ending not in KINDS:
        raise UnreadableFile("unknown_type")
    kind = KINDS[ending]
    if not _IS[kind](content):
        raise UnreadableFile("not_what_it_says")
    return kind


def _is_word(content: bytes) -> bool:
    # What is in the archive is looked at where it is opened.
    return content.startswith(b"PK\x03\x04")


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:1024]


def _is_text(content: bytes) -> bool:
    beginning = content[:4096]
    is_other = b"%PDF-" in beginning[:16] or beginning.startswith((b"PK\x03\x04", b"{\\rtf"))
    return not is_other and (beginning.startswith(_WIDE) or b"\0" not in beginning)


def _is_markup(content: bytes) -> bool:
    wide = content.startswith(_WIDE)
    return _is_text(content) and (wide or bool(_MARKUP.search(content[:20_000])))


_IS = {"docx": _is_word, "pdf": _is_pdf, "txt": _is_text, "html": _is_markup}
