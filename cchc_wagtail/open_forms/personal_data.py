"""Personal data in a text: what looks like it, and what is known to be somebody's.

What counts is what a citizen types into a form. Addresses of mail, telephone numbers and
numbers of identity papers are told by their shape; a name by the words with which people give it
(“tôi là …”, “con tôi tên …”) or as that of the asker; a home by its number (“số nhà …”, “ở số …”).
"""

import re
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from cchc_wagtail.language import fold, normalise

MASK = "[…]"
LONGEST_TEXT = 100_000

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
# Vietnamese numbers: 10 or 11 digits from 0, or +84 and 9 or 10, with spaces, dots or hyphens.
_PHONE = re.compile(r"(?<![\w.,/-])(?:\+?84|\(?0)(?:[ .\-()]{0,2}\d){8,10}(?![\w/]|[.,-]\d)")
# Identity card (căn cước, 12 digits; the older 9), passport (a letter and 7 or 8 digits).
_PAPER = re.compile(r"(?<![\w.,/-])(?:\d{12}|\d{9}|[A-Z]\d{7,8})(?![\w/]|[.,-]\d)")
_SHAPES = [(_MAIL, _("an email address")), (_PHONE, _("a telephone number"))]
_SHAPES.append((_PAPER, _("the number of an identity paper")))


_CAPITAL = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_SYLLABLE = rf"[{_CAPITAL}]\w*"
_NAME = rf"{_SYLLABLE}(?: {_SYLLABLE}){{0,4}}"
# Who speaks may be somebody (“Tôi là Hoa”) or something (“Tôi là Việt kiều”).
_NO_NAME = r"(?!(?i:việt kiều|đảng viên|công dân|công an|công chức|giám đốc|chủ tịch|trưởng)\b)"
_I = r"tôi|em|cháu|con|mình"
_WHO = rf"{_I}|vợ|chồng|mẹ|bố|ba|cha|anh|chị|ông|bà|bạn|người"
_INTRODUCED = re.compile(
    rf"\b(?:(?i:{_I}) là|(?i:{_WHO})(?: (?:tôi|em|cháu|mình))? tên(?: là)?"
    rf"|(?i:tên) (?:{_I})(?: là)?|(?i:họ(?: và)? tên):?) {_NO_NAME}({_NAME})"
)
# The beginning of another name, such as “Hoa” in “Hoa Kỳ”, is none.
_ENDS = re.compile(rf"\b(?! {_SYLLABLE})")
_HOME = re.compile(
    r"\b(?i:số nhà|nhà số|căn hộ(?: số)?|(?:ở|tại|thường trú|tạm trú)(?: tại)?:? số)"
    r" \d{1,5}[A-Za-z]?(?:/\d{1,5}[A-Za-z]?){0,3}\b"
    rf"(?:,? (?i:đường|phố|ngõ|ngách|hẻm|kiệt|tổ|ấp|thôn)(?: (?:{_SYLLABLE}|\d{{1,4}})){{1,5}})?"
)


class Finding(NamedTuple):
    """A place in a normalised text that gives somebody away: what stands there, and what it is."""

    start: int
    end: int
    text: str
    kind: str


def find_personal_data(text, *, name="", email="", phone="", told=""):
    """Return the ``Finding``s in ``text``, in order and not overlapping.

    ``name``, ``email`` and ``phone`` are those of the asker, found in whatever way they are
    written; so is what the words of the question, ``told``, say of names and homes. Positions are
    those in ``normalise(text)``.
    """
    text = normalise(text)[:LONGEST_TEXT]
    found = []
    for kind, pattern in [
        (_("the asker's name"), _name_pattern(name)),
        (_("the asker's email address"), _word_pattern(email)),
        (_("the asker's telephone number"), _phone_pattern(phone)),
    ]:
        if pattern:
            found += [_finding(text, match, kind) for match in pattern.finditer(fold(text))]
    kind = _("the asker's given name")
    found += [Finding(*place, text[slice(*place)], kind) for place in _given_names(text, name)]
    for pattern, kind in _SHAPES:
        found += [_finding(text, match, kind) for match in pattern.finditer(text)]
    question = normalise(told)[:LONGEST_TEXT]
    phrases = {match[1]: _("a name") for match in _INTRODUCED.finditer(f"{text}\n{question}")}
    # An answer may give the address of a body: a home is one that the question tells.
    phrases |= {match[0]: _("an address") for match in _HOME.finditer(question)}
    for phrase, kind in phrases.items():
        pattern = re.compile(rf"\b{re.escape(phrase)}{_ENDS.pattern}")
        found += [_finding(text, match, kind) for match in pattern.finditer(text)]
    return _without_overlaps(found)


def mask_personal_data(text, **known):
    """Return ``text``, its lines normalised, with ``[…]`` in place of all findings.

    Unless other words are ``told``, the text itself tells names and homes.
    """
    return "\n".join(_mask_line(line, known) for line in text.splitlines())


def _mask_line(line, known):
    line = normalise(line)[:LONGEST_TEXT]
    for finding in reversed(find_personal_data(line, **{"told": line, **known})):
        line = line[: finding.start] + MASK + line[finding.end :]
    return line


def _finding(text, match, kind):
    start, end = match.span()
    return Finding(start, end, text[start:end], kind)


def _without_overlaps(found):
    """Keep the first of what overlaps: what is known comes before what only looks like it."""
    kept = []
    for finding in found:
        if all(finding.end <= other.start or finding.start >= other.end for other in kept):
            kept.append(finding)
    return sorted(kept)


def _name_pattern(name):
    """A name of two words or more, without regard to marks; one word alone says too little."""
    words = fold(normalise(name)).split()
    if len(words) < 2:
        return None
    return re.compile(r"\b" + r"\s+".join(map(re.escape, words)) + r"\b")


def _given_names(text, name):
    """Yield the places in ``text`` where somebody is called by the last word of ``name`` alone.

    That may be an everyday word, too: it is a name after “tôi là”, or where it is written with a
    capital in the middle of a sentence, and no other name goes on from there (“Hoa Kỳ”).
    """
    words = fold(normalise(name)).split()
    if not words:
        return
    given = re.compile(
        rf"(?P<i>\b(?:toi|em|chau|con|minh) la )?\b(?P<name>{re.escape(words[-1])})\b"
    )
    for match in given.finditer(fold(text)):
        start, end = match.span("name")
        before = text[:start].rstrip()[-1:]
        is_capital = text[start].isupper() and (before == "," or before.islower())
        if match["i"] or (is_capital and _ENDS.match(text, end)):
            yield start, end


def _word_pattern(word):
    folded = fold(normalise(word)).strip()
    return re.compile(rf"(?<![\w.]){re.escape(folded)}(?!\w)") if folded else None


def _phone_pattern(phone):
    digits = re.sub(r"\D", "", phone)
    digits = re.sub(r"^(84|0)", "", digits)
    if len(digits) < 7:
        return None
    between = r"[ .\-()]{0,2}"
    return re.compile(rf"(?<!\d)(?:\+?84|\(?0)?{between}{between.join(digits)}(?!\d)")
