"""The last ranking, in pure Python and the same for every engine.

An engine picks candidates by the sum of the weights of the rarest terms. Here all terms of the
query count, by BM25 on the best passage of each entry, and the title is looked at as a title.
"""

from typing import NamedTuple

from .terms import as_written

# BM25; b between 0.3 and 0.75 is as good as any other on legal texts cut into passages.
K1 = 1.2
B = 0.75
MEAN_LENGTH = 900

TITLE_FOUND_WEIGHT = 1.5
TITLE_COVERED_WEIGHT = 0.5
MARKS_WEIGHT = 0.5
AS_TYPED_WEIGHT = 1.0


class Scored(NamedTuple):
    """An entry's score, its best passage, and its evidence.

    ``evidence`` is the share of the query's weight, from 0 to 1, found in title and passage.
    """

    score: float
    entry_id: int
    passage_id: int
    evidence: float


def rank(query, terms, titles, passages):
    """Return the ``Scored`` entries, the best first.

    ``terms`` are all terms of ``query`` (``Term``); ``titles`` maps the id of an entry to its
    title as stored and folded; ``passages`` are ``(id, entry id, folded, text)``, of which every
    entry has one at least. The score adds up the BM25 of the best passage, relative to the best
    of all; the share of the query's weight found in the title; the share of the title that the
    query covers; the share of the typed marks that agree; and whether the query stands in the
    title as it is.
    """
    written = [(as_written(term.text), term.weight) for term in terms]
    best = {}
    for number, entry_id, folded, text in passages:
        score = bm25(folded, written)
        if entry_id not in best or score > best[entry_id][0]:
            best[entry_id] = (score, number, folded, text)
    top = max((score for score, *_ in best.values()), default=0) or 1
    total = sum(weight for _, weight in written) or 1
    pairs = [term for term, _ in written if " " in term.strip()]
    whole = f" {' '.join(query.syllables)} "
    covered_by = set(query.syllables)
    scored = []
    for entry_id, (score, number, folded, text) in best.items():
        title, folded_title = titles[entry_id]
        in_title = sum(weight for term, weight in written if term in folded_title)
        evidence = _evidence(written, pairs, f"{folded_title}{folded}")
        points = (
            score / top
            + TITLE_FOUND_WEIGHT * in_title / total
            + TITLE_COVERED_WEIGHT * _share(covered_by, folded_title.split())
            + AS_TYPED_WEIGHT * (whole in folded_title)
        )
        if query.marked:
            points += MARKS_WEIGHT * _agreeing(query.marked, title.lower(), text)
        scored.append(Scored(points, entry_id, number, evidence / total))
    return sorted(scored, key=lambda entry: (-entry.score, entry.entry_id))


def bm25(folded, terms):
    """Return the BM25 score of a stored folded text for ``terms`` (as written, weight)."""
    norm = K1 * (1 - B + B * len(folded) / MEAN_LENGTH)
    score = 0.0
    for written, weight in terms:
        count = folded.count(written)
        if count:
            score += weight * count * (K1 + 1) / (count + norm)
    return score


def _evidence(terms, pairs, folded):
    """Return the weight found; for scattered syllables that is all or nothing."""
    found = [(term, weight) for term, weight in terms if term in folded]
    if pairs and not any(pair in folded for pair in pairs):
        found = terms if len(found) == len(terms) - len(pairs) else []
    return sum(weight for _, weight in found)


def _share(wanted, parts):
    return sum(part in wanted for part in parts) / (len(parts) or 1)


def _agreeing(marked, title, text):
    lowered = None
    agreeing = 0
    for pair in marked:
        if pair in title:
            agreeing += 1
        else:
            lowered = text.lower() if lowered is None else lowered
            agreeing += pair in lowered
    return agreeing / len(marked)
