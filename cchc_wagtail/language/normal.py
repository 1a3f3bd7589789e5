"""The normal form of Vietnamese text, and its folded form for comparison and search."""

import re
import unicodedata

# U+00D0 and U+0189 look exactly like Đ and are typed for it.
LOOK_ALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"})

INVISIBLE = dict.fromkeys(
    [0x00AD, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)]
)

# What Word and PDF files leave behind and no reader sees. XML, and so feeds and spreadsheets, may
# not hold most of it; a database may refuse a NUL, an encoder half of a surrogate pair.
_LINE_ENDS = dict.fromkeys([0x0B, 0x0C, 0x85, 0x2028, 0x2029], "\n")
_UNPRINTABLE = dict.fromkeys(
    [*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)
_CONTROLS = _UNPRINTABLE | _LINE_ENDS

# Five marked forms of each letter, in one order of tones, so that a tone can change its letter.
_TONED = {
    "a": "àảãáạ",
    "e": "èẻẽéẹ",
    "o": "òỏõóọ",
    "u": "ùủũúụ",
    "y": "ỳỷỹýỵ",
}
_TONED.update({plain.upper(): marked.upper() for plain, marked in list(_TONED.items())})
_PLAIN_AND_TONE = {
    letter: (plain, tone) for plain, marked in _TONED.items() for tone, letter in enumerate(marked)
}

_MISPLACED_TONE = re.compile(
    r"(?<![qQ])(?:[oO][àảãáạèẻẽéẹÀẢÃÁẠÈẺẼÉẸ]|[uU][ỳỷỹýỵỲỶỸÝỴ])(?![^\W\d_]|[\u0300-\u036f])"
    r"|(?<=[qQ])[ùủũúụÙỦŨÚỤ][aeyAEY](?![^\W\d_]|[\u0300-\u036f])"
)

_MARKED = re.compile(
    "[ăâđêôơưĂÂĐÊÔƠƯÐðƉɖàảãáạèẻẽéẹìỉĩíịòỏõóọùủũúụỳỷỹýỵÀẢÃÁẠÈẺẼÉẸÌỈĨÍỊÒỎÕÓỌÙỦŨÚỤỲỶỸÝỴ"
    "\u1ea4-\u1ef9\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323]"
)

# A mark that no letter of the text can take. It stands for any stray mark in folded text, since
# U+034F composes with nothing: the length is kept and folding again changes nothing.
STRAY_MARK = "\u034f"

_SLUG_BREAK = re.compile(r"[^a-z0-9]+")


def _fold_character(character: str) -> str:
    if unicodedata.category(character) == "Mn":
        return STRAY_MARK
    base, *rest = tuple(unicodedata.normalize("NFD", character.translate(LOOK_ALIKES)))
    if any(unicodedata.category(mark) != "Mn" for mark in rest):
        return character
    lowered = base.lower()
    if lowered == "đ":
        return "d"
    return lowered if len(lowered) == 1 else base


# A string, not a dict: twice as fast in str.translate. Beyond it nothing is Vietnamese.
_FOLDED = "".join(_fold_character(chr(code)) for code in range(0x2100))


def _move_tone(match: re.Match[str]) -> str:
    first, second = tuple(match[0])
    if first in _PLAIN_AND_TONE:
        plain, tone = _PLAIN_AND_TONE[first]
        return plain + _TONED[second][tone]
    plain, tone = _PLAIN_AND_TONE[second]
    return _TONED[first][tone] + plain


def printable(text: str) -> str:
    """Return ``text`` without control characters; other ends of a line are ``\\n``.

    What is left may stand in any database, XML file or spreadsheet. Tab, line feed and carriage
    return stay. The input may be any string; no errors.
    """
    return text.translate(_CONTROLS)


def normalise(text: str) -> str:
    """Return ``text`` in the one form in which it is stored and compared.

    The form is NFC; every run of white space is one space and none stands at the ends; characters
    without width (soft hyphen, zero-width space, byte order mark, direction marks) are gone;
    look-alikes of Đ (U+00D0, U+0189) are Đ. In an open syllable in oa, oe, uy the tone stands on
    the first vowel (``hoà`` → ``hòa``, ``thuỷ`` → ``thủy``), the older and in official texts still
    commoner custom; a closed syllable (``hoàn``) has only one custom and is left alone; after
    ``qu``, where u belongs to the consonant, it stands on the second (``qúy`` → ``quý``). Case is
    kept. The input may be any string; no errors.
    """
    text = unicodedata.normalize("NFC", printable(text).translate(INVISIBLE))
    text = text.translate(LOOK_ALIKES)
    return _MISPLACED_TONE.sub(_move_tone, " ".join(text.split()))


def fold(text: str) -> str:
    """Return ``text`` in lower case and without marks, đ as d.

    The result has exactly one character for each character of the NFC form of ``text``, so an
    offset in one is an offset in the other. Folding what is folded changes nothing. A combining
    mark that NFC cannot join to its letter becomes U+034F, an invisible mark. The input may be
    any string; no errors.
    """
    return unicodedata.normalize("NFC", text).translate(_FOLDED)


def has_marks(text: str) -> bool:
    """Say whether ``text`` holds any Vietnamese mark: a tone, a mark on a vowel, or đ."""
    return _MARKED.search(text) is not None


def slugify(text: str) -> str:
    """Return ``text`` as an ASCII slug: ``61/2018/NĐ-CP`` → ``61-2018-nd-cp``.

    Anything that is not an ASCII letter or digit after folding separates; the result may be empty.
    """
    return _SLUG_BREAK.sub("-", fold(normalise(text))).strip("-")
