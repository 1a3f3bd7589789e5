"""The first bytes of office files, so that a file is told by its content, not its name."""

_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_JPEG = b"\xff\xd8\xff"
#: Of plain text there is no sign but that nothing in it is binary.
_TEXT = None
SIGNATURES = {
    ".pdf": b"%PDF-",
    ".docx": _ZIP,
    ".doc": _OFFICE,
    ".odt": _ZIP,
    ".rtf": b"{\\rtf",
    ".xlsx": _ZIP,
    ".xls": _OFFICE,
    ".ods": _ZIP,
    ".pptx": _ZIP,
    ".ppt": _OFFICE,
    ".odp": _ZIP,
    ".zip": _ZIP,
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".png": b"\x89PNG",
    ".txt": _TEXT,
    ".csv": _TEXT,
}
_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")


def is_of_type(file, suffix):
    """Tell whether the open ``file``, read from where it is, begins as ``suffix`` says."""
    beginning = file.read(1024)
    signature = SIGNATURES[suffix]
    if signature is _TEXT:
        return b"\0" not in beginning or beginning.startswith(_WIDE_TEXT)
    return beginning.lstrip()[:8].startswith(signature)
