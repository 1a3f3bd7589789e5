"""Mending what was mistyped, only ever towards words that the site has.

A syllable is mended where the site does not have it: keys left over from Telex or VNI
(``thur tucj``), syllables run together (``hochieu``) or torn apart (``chi eu``), and one letter
wrong, missing, superfluous or swapped. Of several possible repairs that one is taken whose pairs of
neighbours stand on the site most often.
"""

import math
import re
from itertools import pairwise
from typing import NamedTuple

from cchc_wagtail.language import bigrams, has_marks, is_word
from cchc_wagtail.language.countries import COUNTRIES
from cchc_wagtail.language.countries import LONGEST as LONGEST_COUNTRY

from ..index.frequencies import TOTAL, TermCounts

_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx]"
_NUCLEUS = (
    "oai|oay|oao|oeo|uay|uoi|uou|uya|uye|uyu|ieu|yeu|"
    "ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye|[aeiouy]"
)
_CODA = "ng|nh|ch|[cmnpt]"
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:{_NUCLEUS})(?:{_CODA})?")
_LETTERS = "abcdeghiklmnopqrstuvxy"
_LONGEST_SYLLABLE = 7
_LONGEST_MENDED = 40
# Limits that keep nonsense cheap.
_MOST_MENDED = 8
_MOST_OPTIONS = 12
_MOST_PARTS = 6
# What is no Vietnamese syllable and stands this often at most may be a mistake in the content.
_MOST_MISTAKES = 3

# What it costs to believe in a mistake; a pair of neighbours that the site has is worth up to 1.
_KEYS_COST = 0.3
_SPLIT_COST = 0.4
_LONE_LETTER_COST = 0.6
_JOIN_COST = 0.5
_SWAP_COST = 0.7
_LETTER_COST = 1.0
# What no Vietnamese syllable looks like is a mistake; what looks like one may just be missing.
_UNMENDED_COST = 3.0
_MISSING_COST = 0.4


class _Option(NamedTuple):
    """A way to read the typed syllables from one place up to ``end``."""

    end: int
    syllables: tuple
    cost: float


def could_be_syllable(text):
    """Tell whether the folded ``text`` is built like a Vietnamese syllable."""
    return bool(_SYLLABLE.fullmatch(text))


def mend(syllables, kept=frozenset(), known=None):
    """Return the tuple ``syllables`` with unknown ones mended; the same where nothing can be.

    Those in ``kept`` stay as they are. The result may be longer or shorter: syllables are split
    and joined. ``known`` are the ``TermCounts`` of the search.
    """
    known = known or TermCounts()
    # The pairs and the total are asked for along with the syllables: the weights need them.
    everything = known.of([*syllables, *bigrams(list(syllables)), TOTAL])
    counts = {s: everything[s] for s in syllables if s in everything}
    doubtful = [s for s in dict.fromkeys(syllables) if s not in kept and _is_doubtful(s, counts)]
    if not doubtful:
        return syllables
    variants = {syllable: _variants(syllable) for syllable in doubtful[:_MOST_MENDED]}
    joined = ["".join(pair) for pair in pairwise(syllables)]
    wanted = {*joined}
    for syllable, costs in variants.items():
        wanted.update(costs, _parts(syllable))
    counts |= known.of(wanted)
    options = [_options(syllables, place, counts, variants) for place in range(len(syllables))]
    return _best_reading(options, counts, known)


def surely_meant(query):
    """Return the syllables of ``query`` that are no mistake, whether or not the site has them.

    So are those that were typed with marks and are Vietnamese so, the names of countries, and what
    is understood without being looked for.
    """
    marked = {
        syllable
        for syllable, word in zip(query.syllables, query.words, strict=True)
        if has_marks(word) and is_word(word)
    }
    for start in range(len(query.syllables)):
        for end in range(start + 2, start + LONGEST_COUNTRY + 1):
            if query.syllables[start:end] in COUNTRIES:
                marked.update(query.syllables[start:end])
    return marked.union(query.understood, (s for s in query.syllables if (s,) in COUNTRIES))


def without_typing_keys(syllable):
    """Return a folded syllable without the keys that Telex and VNI use for marks.

    ``chieeus`` and ``chie6u1`` give ``chieu``. Where there are none, it is the syllable itself.
    """
    mended = re.sub(r"(?<=[a-z])[0-9]+", "", syllable)
    mended = re.sub(r"(?<![aeiouy])w", "u", mended)
    head, vowel, rest = re.match(r"([^aeiouy]*)([aeiouy]?)(.*)", mended).groups()
    mended = re.sub(r"^dd", "d", head) + vowel + re.sub(r"[sfrxjwz]", "", rest)
    return re.sub(r"([aeo])\1+", r"\1", mended)


def _is_mendable(syllable):
    return syllable[0].isalpha() and len(syllable) <= _LONGEST_MENDED


def _is_doubtful(syllable, counts):
    """Whether the site lacks ``syllable``, or may have it by a mistake of its own."""
    if not _is_mendable(syllable):
        return False
    count = counts.get(syllable, 0)
    return not count or (count <= _MOST_MISTAKES and not _SYLLABLE.fullmatch(syllable))


def _variants(syllable):
    """Return what ``syllable`` may have been meant to be, with the cost of believing it."""
    costs = {}
    if len(syllable) <= _LONGEST_SYLLABLE:
        costs = dict.fromkeys(_one_letter_off(syllable), _LETTER_COST)
        costs.update(dict.fromkeys(_swapped(syllable), _SWAP_COST))
        costs = {variant: cost for variant, cost in costs.items() if _SYLLABLE.fullmatch(variant)}
    plain = without_typing_keys(syllable)
    if plain != syllable:
        costs[plain] = _KEYS_COST
    return costs


def _one_letter_off(syllable):
    for place in range(len(syllable) + 1):
        left, right = syllable[:place], syllable[place:]
        for letter in _LETTERS:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]
        if right:
            yield left + right[1:]


def _swapped(syllable):
    for place in range(len(syllable) - 1):
        first, second = syllable[place : place + 2]
        yield syllable[:place] + second + first + syllable[place + 2 :]


def _parts(syllable):
    return {
        part
        for start in range(len(syllable))
        for end in range(start + 1, min(start + _LONGEST_SYLLABLE, len(syllable)) + 1)
        if _SYLLABLE.fullmatch(part := syllable[start:end])
    }


def _splits(syllable, counts):
    """Return the ways to cut ``syllable`` into known ones, those with the fewest parts first."""
    splits, unfinished = [], [((), 0)]
    while unfinished and len(splits) < _MOST_OPTIONS:
        longer = []
        for parts, start in unfinished:
            for end in range(min(start + _LONGEST_SYLLABLE, len(syllable)), start, -1):
                part = syllable[start:end]
                if part in counts and _SYLLABLE.fullmatch(part):
                    if end == len(syllable):
                        splits.append((*parts, part))
                    elif len(parts) + 2 <= _MOST_PARTS:
                        longer.append(((*parts, part), end))
        unfinished = longer[: 20 * _MOST_OPTIONS]
    return splits


def _options(syllables, place, counts, variants):
    syllable = syllables[place]
    options = [_Option(place + 1, (syllable,), _cost_of_keeping(syllable, counts))]
    if syllable in variants:
        known = [variant for variant in variants[syllable] if variant in counts]
        known.sort(key=lambda variant: (variants[syllable][variant], -counts[variant]))
        options += [
            _Option(place + 1, (variant,), variants[syllable][variant])
            for variant in known[:_MOST_OPTIONS]
        ]
        options += [
            _Option(place + 1, parts, _cost_of_splitting(parts))
            for parts in _splits(syllable, counts)
            if len(parts) > 1
        ]
    if place + 1 < len(syllables) and variants.keys() & {syllable, syllables[place + 1]}:
        whole = syllable + syllables[place + 1]
        if whole in counts:
            options.append(_Option(place + 2, (whole,), _JOIN_COST))
    return options


def _cost_of_keeping(syllable, counts):
    if syllable in counts or not _is_mendable(syllable):
        return 0.0
    return _MISSING_COST if _SYLLABLE.fullmatch(syllable) else _UNMENDED_COST


def _cost_of_splitting(parts):
    lone = sum(len(part) == 1 for part in parts)
    return _SPLIT_COST * (len(parts) - 1) + _LONE_LETTER_COST * lone


def _best_reading(options, counts, known):
    pair_counts = _pair_counts(options, known)
    # For each place and each syllable before it, the best reading up to there.
    best = [{} for _ in range(len(options) + 1)]
    best[0][None] = (0.0, ())
    for place, ways in enumerate(options):
        for last, (score, reading) in best[place].items():
            for way in ways:
                chain = way.syllables if last is None else (last, *way.syllables)
                gain = sum(_worth(pair_counts.get(pair, 0)) for pair in bigrams(list(chain)))
                gain += sum(0.02 * math.log1p(counts.get(s, 0)) for s in way.syllables)
                candidate = (score + gain - way.cost, reading + way.syllables)
                known = best[way.end].get(way.syllables[-1])
                if known is None or candidate[0] > known[0]:
                    best[way.end][way.syllables[-1]] = candidate
    return max(best[-1].values())[1]


def _pair_counts(options, known):
    pairs = set()
    for ways in options:
        for way in ways:
            pairs.update(bigrams(list(way.syllables)))
            if way.end < len(options):
                pairs.update(f"{way.syllables[-1]}_{n.syllables[0]}" for n in options[way.end])
    return known.of(pairs)


def _worth(count):
    """Return what a pair that stands in ``count`` passages speaks for a reading, at most 1."""
    return min(1.0, math.log1p(count) / 4)
