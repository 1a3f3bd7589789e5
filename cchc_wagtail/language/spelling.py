"""Spelling: i and y, and whether a word can be Vietnamese as it is written."""

import re
import unicodedata
from functools import cache
from pathlib import Path

#: Open syllables that are spelled with i or y as one pleases (lí lịch, lý lịch; quí, quý).
I_OR_Y = {f"{onset}i": f"{onset}y" for onset in ["h", "k", "l", "m", "s", "t", "v", "qu"]}

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TO_Y = dict(zip("iíìỉĩị", "yýỳỷỹỵ", strict=True))
_OPEN_I = re.compile(r"(?<![^\W_])(qu|[hklmstv])([iíìỉĩị])(?![^\W_])")

_ONSETS = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx]"
# The rhymes (vần) of Vietnamese, without tone; after qu the u is part of the onset.
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y ych yt yn ynh yêm yên yêng yêt yêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om
on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ up ut uy uya uych uyên uyêt uynh uyp uyt uyu
uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
""".split()
_WORD = re.compile(f"(?:{_ONSETS})?(?:{'|'.join(sorted(_RHYMES, key=len, reverse=True))})")


def with_y(text: str) -> str:
    """Return ``text``, in lower case and NFC, with y for i where both spellings exist."""
    return _OPEN_I.sub(lambda match: match[1] + _TO_Y[match[2]], text)


@cache
def _known() -> frozenset[str]:
    """The marked syllables of everyday speech and of official texts: ``syllables.txt``."""
    return frozenset(Path(__file__).with_name("syllables.txt").read_text("utf-8").split())


def is_word(syllable: str) -> bool:
    """Say whether ``syllable``, typed with marks, is a word of everyday or official Vietnamese.

    Marks count: ``mèo`` is one, ``chiếu`` too, not ``chiếuu``, nor ``thựt``, which could be a
    syllable and is none. Any string may be given; one without marks is no word here.
    """
    return unicodedata.normalize("NFC", syllable.lower()) in _known()


def is_syllable(syllable: str) -> bool:
    """Say whether ``syllable`` is written as Vietnamese syllables with their marks are.

    One tone at most, sắc or nặng where it ends in c, ch, p or t. Any string may be given.
    """
    letters = unicodedata.normalize("NFD", syllable.lower())
    tones = [letter for letter in letters if letter in _TONES]
    plain = "".join(letter for letter in letters if letter not in _TONES)
    plain = unicodedata.normalize("NFC", plain)
    if len(tones) > 1 or _WORD.fullmatch(plain) is None:
        return False
    is_stopped = plain.endswith(("c", "ch", "p", "t"))
    return not is_stopped or tones in (["\u0301"], ["\u0323"])
