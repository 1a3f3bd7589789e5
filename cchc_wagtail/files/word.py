"""Word files (DOCX): by mammoth, which drops styles, comments and deletions, and keeps insertions.

Pictures are left out, so that none is fetched that the file only points to.
"""

import io
import zipfile
from typing import Any

import mammoth

from .markup import blocks_of
from .numbering import with_numbers
from .reading import UnreadableFile
from .structure import described

#: Bytes of all parts of a file, unpacked, and of one part in XML.
MOST_UNPACKED = 300_000_000
MOST_XML = 30_000_000
_DECLARATIONS = [
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
]


def read(content: bytes) -> dict[str, Any]:
    """Return what stands in a DOCX file.

    Raises:
        UnreadableFile: it holds macros, entities, or unpacks to more than any document.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        look_through(parts)
        numbered = with_numbers(parts)
    result = mammoth.convert_to_html(
        numbered,
        convert_image=lambda image: [],
        include_embedded_style_map=False,
        external_file_access=False,
    )
    return described(blocks_of(result.value))


def look_through(parts: zipfile.ZipFile) -> None:
    """Raise ``UnreadableFile`` where the parts of a DOCX file are not what an office needs."""
    infos = parts.infolist()
    if any(info.flag_bits & 1 for info in infos):
        raise UnreadableFile("encrypted")
    if sum(info.file_size for info in infos) > MOST_UNPACKED or len(infos) > 20_000:
        raise UnreadableFile("too_much")
    names = {info.filename.lower() for info in infos}
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        raise UnreadableFile("macros")
    if "word/document.xml" not in names:
        raise UnreadableFile("not_what_it_says")
    for info in infos:
        if not info.filename.lower().endswith((".xml", ".rels")):
            continue
        if info.file_size > MOST_XML:
            raise UnreadableFile("too_much")
        data = parts.read(info)
        if any(one in data for one in _DECLARATIONS):
            raise UnreadableFile("hostile")
