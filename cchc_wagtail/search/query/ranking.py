"""The last ranking, in pure Python and the same for every engine.

An engine picks candidates by the sum of the weights of the rarest terms. Here all terms of the
query count, by BM25 on the best passage of each entry, and the title is looked at as a title.
"""

import heapq
from typing import NamedTuple

from cchc_wagtail.language import with_y

from ..text.terms import NAMES_APART, as_written

# BM25; b between 0.3 and 0.75 is as good as any other on legal texts cut into passages.
K1 = 1.2
B = 0.75
MEAN_LENGTH = 900

# Of a long query its heaviest terms decide.
MOST_TERMS = 40

TITLE_FOUND_WEIGHT = 2.0
TITLE_COVERED_WEIGHT = 0.5
MARKS_WEIGHT = 0.5
AS_TYPED_WEIGHT = 1.0
# What the title says of a cue counts as far as the thing itself is in the title.
CUE_WEIGHT = 1.0
# What readers opened after the same query; so many openings count as none.
OPENED_WEIGHT = 0.15
DAMPING = 10
# A law of a hundred articles has something on every matter: what citizens come for counts more.
SERVICE_WEIGHT = 0.5


class Scored(NamedTuple):
    """An entry's score, its best passage, its folded title, and that with the folded text of the
    best passage that speaks for it."""

    score: float
    entry_id: int
    passage_id: int
    title: str
    spoken: str


def rank(query, terms, titles, passages, services=frozenset()):
    """Return the ``Scored`` entries, the best first.

    ``terms`` are all terms of ``query`` (``Term``); ``titles`` maps the id of an entry to its
    folded title; ``passages`` are ``(entry id, id, folded text, speaks)``, of which every entry has
    one at least. The score adds up the BM25 of the best passage, relative to the best of all; the
    share of the query's weight found in the title; the share of the title that the query covers;
    and whether the query stands in the title as it is. The entries ``services``, ids, are what
    citizens come for.
    """
    heaviest = heapq.nlargest(MOST_TERMS, terms, key=lambda term: term.weight)
    written = [as_written(term.text) for term in heaviest]
    weights = [term.weight for term in heaviest]
    total = sum(weights) or 1
    whole = f" {' '.join(query.syllables)} "
    covering = set(query.syllables)
    thing = [
        (t, w)
        for t, term, w in zip(written, heaviest, weights, strict=True)
        if term.text not in query.aside
    ]
    thing_weight = sum(w for _, w in thing) or 1
    best = _best_passages(passages, written, weights)
    top = max((score for score, *_ in best.values()), default=0) or 1
    scored = []
    for entry_id, (score, number, spoken) in best.items():
        title = titles[entry_id]
        in_title = sum([weights[place] for place, term in enumerate(written) if term in title])
        points = (
            score / top
            + TITLE_FOUND_WEIGHT * in_title / total
            + TITLE_COVERED_WEIGHT * covered(title, covering)
            + AS_TYPED_WEIGHT * (whole in title)
            + SERVICE_WEIGHT * (entry_id in services)
        )
        if query.cues:
            held = sum([w for t, w in thing if t in title]) / thing_weight
            points += CUE_WEIGHT * held**2 * _fit(query.cues, title)
        scored.append(Scored(points, entry_id, number, title, title + spoken))
    return in_order(scored)


def _fit(cues, title):
    """Return how far a folded title says the same as ``cues``, from -1 to 1."""
    return sum([cue.fit(title) for cue in cues]) / len(cues)


def rank_by_marks(query, ranked, texts):
    """Return ``ranked`` with the share of the typed marks that agree added to the scores.

    ``texts`` maps the id of an entry to its title and best passage as they are written.
    """
    return in_order(
        entry._replace(
            score=entry.score
            + MARKS_WEIGHT * _agreeing(query.marked, with_y(texts[entry.entry_id].lower()))
        )
        for entry in ranked
    )


def with_opened(ranked, opened):
    """Return ``ranked`` with the share that readers opened added to the scores.

    ``opened`` maps the ids of entries to how often they were opened after the same query. Few
    openings say little, and all of them less than one rare word in a title.
    """
    if not opened:
        return ranked
    total = sum(opened.values()) + DAMPING
    shares = {entry: count / total for entry, count in opened.items()}
    return in_order(
        entry._replace(score=entry.score + OPENED_WEIGHT * shares.get(entry.entry_id, 0))
        for entry in ranked
    )


def in_order(scored):
    """Return ``Scored`` entries the best first; of equals, the one with the lower id."""
    return sorted(scored, key=lambda entry: (-entry.score, entry.entry_id))


def evidence(terms, folded):
    """Return the share of the query's weight, from 0 to 1, that stands in a folded text.

    Of single syllables without any pair of the query, all have to be there, or none count:
    scattered, they are a coincidence.
    """
    found = [term for term in terms if as_written(term.text) in folded]
    pairs = [term for term in terms if "_" in term.text]
    if pairs and not any("_" in term.text for term in found):
        return float(0 < len(found) == len(terms) - len(pairs))
    return sum(term.weight for term in found) / (sum(term.weight for term in terms) or 1)


def bm25(folded, written, weights):
    """Return the BM25 score of a stored folded text for terms, as written there, and weights."""
    norm = K1 * (1 - B + B * len(folded) / MEAN_LENGTH)
    return sum(
        [
            weight * count * (K1 + 1) / (count + norm)
            for count, weight in zip(map(folded.count, written), weights, strict=True)
            if count
        ]
    )


def _best_passages(passages, written, weights):
    """Return entry → (score, passage, folded text of the best that speaks for the entry)."""
    best, speaking = {}, {}
    for entry_id, number, folded, speaks in passages:
        score = bm25(folded, written, weights)
        if speaks and (entry_id not in speaking or score > speaking[entry_id][0]):
            speaking[entry_id] = (score, folded)
        if entry_id not in best or score > best[entry_id][0]:
            best[entry_id] = (score, number)
    return {
        entry_id: (*one, speaking[entry_id][1] if entry_id in speaking else "")
        for entry_id, one in best.items()
    }


def covered(title, syllables):
    """Return the share, from 0 to 1, of a stored folded title that is among ``syllables``.

    Of several names, that of the one of which most is.
    """
    return max([_share(syllables, name.split()) for name in title.split(NAMES_APART)])


def _share(wanted, parts):
    return sum([part in wanted for part in parts]) / (len(parts) or 1)


def _agreeing(marked, text):
    return sum([pair in text for pair in marked]) / len(marked)
