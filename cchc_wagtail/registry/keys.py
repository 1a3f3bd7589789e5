"""The key that a citation and the document that it names have in common."""

import re

from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.language import normalise, slugify

#: The types of documents that texts cite by name and year instead of number.
LAW_TYPES = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
_SERIAL_AND_YEAR = re.compile(r"[0-9]+[a-z]?-(?:19|20)[0-9]{2}(?![0-9a-z])")
_UNSIGNED_KEY = re.compile(rf"[a-z][a-z-]*-({_SERIAL_AND_YEAR.pattern})")
_YEAR = re.compile(r"[\s,(]*(?:năm|nam)?\s*(?:19|20)\d\d\)?$")


def number_key(number):
    """Return the key of a document's number as typed.

    Raises:
        ValueError: ``number`` is not the number of a document.
    """
    return DocumentNumber.parse(number).key


def name_key(name):
    """Return the key of a law's name with its type word: “Luật Đất đai năm 2024” → luat-dat-dai."""
    return slugify(_YEAR.sub("", normalise(name)))[:255]


def law_key(type_name, title):
    """Return the key under which texts may cite a document by name; empty where they do not."""
    if type_name not in LAW_TYPES:
        return ""
    title = normalise(title)
    if not title.lower().startswith(type_name.lower()):
        title = "" if type_name == "Hiến pháp" else f"{type_name} {title}"
    return name_key(title or type_name)


def unsigned_key(type_name, number):
    """Return the key under which texts may cite a document by type, serial and year alone.

    ``number`` is a whole one, or what is written of it: “Thông tư 01/2020” and “Thông tư
    01/2020/TT-BNG” give ``thong-tu-1-2020``. Empty where the number does not hold its year.
    """
    match = _SERIAL_AND_YEAR.match(slugify(number).lstrip("0"))
    return f"{slugify(type_name)}-{match[0]}" if match else ""


def beginning_of_numbers(key):
    """Return how the number keys begin that may have the ``unsigned_key``; empty for other keys."""
    match = _UNSIGNED_KEY.fullmatch(key)
    return f"{match[1]}-" if match else ""


def citation_key(citation, text):
    """Return the key of a ``Citation`` found in ``text``."""
    if citation.kind == "unsigned":
        return unsigned_key(citation.type, citation.number)
    if citation.number:
        return number_key(citation.number)
    return name_key(text[citation.start : citation.end])
