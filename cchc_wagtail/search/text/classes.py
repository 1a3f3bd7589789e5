"""For whom and where: ages, foreigners in the family, countries, as people say them.

The ages are those of the titles in the national database of procedures (“người dưới 14 tuổi”,
“từ đủ 14 tuổi trở lên”, “trẻ em dưới 6 tuổi”); children are under 16 (Luật Trẻ em 2016, Điều 1),
minors under 18 (Bộ luật Dân sự 2015, Điều 21). A foreigner in the family makes a matter of civil
status one “có yếu tố nước ngoài” (Luật Hộ tịch 2014, Điều 35 to 53).
"""

import re
from functools import cache, partial

from cchc_wagtail.language import fold, normalise, with_y
from cchc_wagtail.language.countries import COUNTRIES, LONGEST

from .cues import Cue, agrees

# What people call children whose age they do not say, and an age that stands for it.
_CHILDREN = "em bé; bé; trẻ em; trẻ nhỏ; con nít; cháu bé; bé gái; bé trai; sơ sinh; con nhỏ; baby"
_NEWBORN = "mới sinh; mới đẻ; sơ sinh; em bé sơ sinh"
_CHILD_AGE, _NEWBORN_AGE, _OLDEST = 5, 0, 120
_AT_SCHOOL = 6

_UNDER = re.compile(r" duoi (\d+) tuoi ")
_FROM = re.compile(r" (?:tu|du) (?:du )?(\d+) tuoi ")

# Names of one syllable are Vietnamese words as well: they count with their marks, or after a word
# that leads to a place or a person.
_SHORT = {
    "lào": "lao",
    "mỹ": "hoa ky",
    "nga": "nga",
    "pháp": "phap",
    "đức": "duc",
    "nhật": "nhat ban",
    "hàn": "han quoc",
    "thái": "thai lan",
    "anh": "anh",
    "úc": "uc",
    "cam": "campuchia",
    "miên": "campuchia",
    "tàu": "trung quoc",
    "đài": "dai loan",
}
_FOLDED_SHORT = {fold(name): name for name in _SHORT}
_LEADING = "đi; sang; qua; bên; từ; về; nước; người; chồng; vợ; tới; đến; ở; với; việt; quốc tịch"
# These are mistaken for a country too easily even so: người anh, người tàu, đi cam, ở đài.
_AFTER_PERSONS_ONLY = {"anh", "tau", "cam", "dai", "duc", "nga", "phap"}
# And these are other words before them: lao động, lao phổi, anh em, nga ba.
_NOT_BEFORE = {"lao": {"dong", "phoi", "cong", "dao"}, "anh": {"em", "chi"}, "nga": {"ba", "tu"}}
_PERSONS = "người; chồng; vợ; quốc tịch; nước"
_PLACES = {
    "nam vang": "campuchia",
    "phnom penh": "campuchia",
    "siem reap": "campuchia",
    "cpc": "campuchia",
    "cam pu chia": "campuchia",
    "vientiane": "lao",
    "cuba": "cuba",
    "cu ba": "cuba",
    "vieng chan": "lao",
}
# In titles of the national database: other spellings, and what the folded word may be besides.
_IN_TITLES = {
    "lao": r"lao(?! dong)",
    "campuchia": r"(?:campuchia|cam pu chia)",
    "trung quoc": r"(?:trung quoc|trung hoa)",
    "cuba": r"(?:cuba|cu ba)",
    "anh": r"vuong quoc anh",
    "duc": r"cong hoa lien bang duc",
    "nga": r"lien bang nga",
    "phap": r"cong hoa phap",
}
_RELATIVES = (
    "chồng; vợ; cha; mẹ; ba; má; bố; bồ; con rể; con dâu; rể; dâu; cưới; lấy; kết hôn; bạn trai; "
    "bạn gái; người yêu; hôn phu; hôn thê; con lai"
)
_FOREIGN = re.compile(r" (?:yeu to|nguoi|cong dan) nuoc ngoai ")
# Beside Vietnam, and named alone in titles of procedures.
_NEIGHBOURS = ("lao", "campuchia", "trung quoc")
_NEAR = 4


def find_classes(syllables: tuple[str, ...], words: tuple[str, ...]) -> list[Cue]:
    """Return the ``Cue``s of ages, of foreigners in the family and of countries.

    ``syllables`` are folded, ``words`` the same as typed, in lower case.
    """
    return [*_ages(syllables, words), *_countries(syllables, words)]


def fits_age(age, title):
    """Return 1 where a folded ``title`` is for people of ``age``, -1 where for others, else 0."""
    bounds = [age < int(years) for years in _UNDER.findall(title)]
    bounds += [age >= int(years) for years in _FROM.findall(title)]
    if not bounds and " tre em " in title:
        bounds.append(age < 16)
    if not bounds and " chua thanh nien " in title:
        bounds.append(age < 18)
    return 0 if not bounds else 1 if all(bounds) else -1


def names_country(country, title):
    """Return 1 where a folded ``title`` names ``country``, -1 where a neighbour alone, else 0."""
    if _in_title(country).search(title):
        return 1
    return -1 if any(_in_title(one).search(title) for one in _NEIGHBOURS) else 0


def is_for_foreigners(title):
    """Return 1 where a folded ``title`` is about a foreigner, 0 else."""
    return int(_FOREIGN.search(title) is not None)


def _ages(syllables, words):
    for place, syllable in enumerate(syllables):
        following = syllables[place + 1 : place + 2]
        before = syllables[place - 1] if place else ""
        if syllable.isdigit() and len(syllable) <= 3 and following == ("tuoi",):
            age = int(syllable) - (before == "duoi")
            if 0 <= age <= _OLDEST:
                return [Cue(place, place + 2, partial(fits_age, age))]
        if syllable == "lop" and following and following[0].isdigit() and len(following[0]) <= 2:
            return [Cue(place, place + 2, partial(fits_age, int(following[0]) + _AT_SCHOOL))]
    for phrases, age in ((_NEWBORN, _NEWBORN_AGE), (_CHILDREN, _CHILD_AGE)):
        for start, end in _standing(phrases, syllables, words):
            return [Cue(start, end, partial(fits_age, age))]
    return []


def _countries(syllables, words):
    """Return the cue of the first country, but for Vietnam, in a list."""
    for start, end, country in _named(syllables, words):
        before = range(max(0, start - _NEAR), start)
        if any(first in before for first, _ in _standing(_RELATIVES, syllables, words)):
            return [Cue(start, end, is_for_foreigners)]
        return [Cue(start, end, partial(names_country, country), is_aside=False)]
    return []


def _named(syllables, words):
    """Yield (start, end, folded name) of the countries in a query, but for Vietnam."""
    start = 0
    while start < len(syllables):
        end, country = _name_at(syllables, start)
        if not country and (country := _short_name(syllables, words, start)):
            end = start + 1
        if country and country != "viet nam":
            yield start, end, country
        start = max(end, start + 1)


def _name_at(syllables, start):
    """Return where the name that begins at ``start`` ends, and the country; or that and none."""
    for end in range(min(start + LONGEST, len(syllables)), start, -1):
        name = " ".join(syllables[start:end])
        if name in _PLACES or tuple(syllables[start:end]) in COUNTRIES:
            return end, _PLACES.get(name, name)
    return start, ""


def _short_name(syllables, words, place):
    name = _FOLDED_SHORT.get(syllables[place])
    following = "".join(syllables[place + 1 : place + 2])
    if (
        name is None
        or not agrees(words[place : place + 1], (with_y(name),))
        or following in _NOT_BEFORE.get(fold(name), ())
    ):
        return ""
    leading = _PERSONS if fold(name) in _AFTER_PERSONS_ONLY else _LEADING
    before = slice(max(0, place - 2), place)
    places = _standing(leading, syllables[before], words[before])
    return _SHORT[name] if place - before.start in [end for _, end in places] else ""


def _standing(phrases, syllables, words):
    """Return the places (start, end) where one of ``phrases`` stands in a query."""
    found = []
    for start in range(len(syllables)):
        for run, meant in _written(phrases):
            end = start + len(run)
            if syllables[start:end] == run and agrees(words[start:end], meant):
                found.append((start, end))
                break
    return found


@cache
def _written(phrases):
    """Return (folded, written) of each phrase, the longest first."""
    meant = [tuple(with_y(normalise(phrase)).split()) for phrase in phrases.split("; ")]
    rows = [(tuple(fold(word) for word in words), words) for words in meant]
    return sorted(rows, key=lambda row: -len(row[0]))


@cache
def _in_title(country):
    return re.compile(f" {_IN_TITLES.get(country, country)} ")
