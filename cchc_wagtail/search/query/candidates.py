"""Which entries an engine is asked for, and how much of what it finds counts as found."""

from ..engines import Candidates
from ..models import PASSAGE_BITS, passage_id

# Postings read at most for one query; a single term is read however common it is.
BUDGET = 20_000
# Titles are few beside passages, so many more of the terms fit.
TITLE_BUDGET = 2 * BUDGET
# An entry has to hold this share of the weight looked for, and of what the best entry holds.
LEAST_SHARE = 0.3
LEAST_OF_BEST = 0.4


def look_up(engine, terms, least_share=LEAST_SHARE, least_of_best=LEAST_OF_BEST):
    """Return the ``Candidates`` for the rarest of ``terms`` that fit the budget of postings."""
    terms = [term._replace(weight=_rounded(term.weight)) for term in terms]
    rarest = _rarest(terms, BUDGET)
    least = least_share * sum(term.weight for term in rarest)
    found = engine.candidates(rarest, _rarest(terms, TITLE_BUDGET), least)
    best = max([*found.passages.values(), *found.titles.values()], default=0)
    return Candidates(*(_at_least(least_of_best * best, scores) for scores in found))


def best_passages(found):
    """Return entry → (score, passage); a title stands for the entry's first passage."""
    best = {entry: (score, passage_id(entry, 0)) for entry, score in found.titles.items()}
    for number, score in found.passages.items():
        entry = number >> PASSAGE_BITS
        if entry not in best or score > best[entry][0]:
            best[entry] = (score, number)
    return best


def _rarest(terms, budget):
    """Return the rarest of ``terms`` whose counts fit ``budget`` together, one at least."""
    chosen, spent = [], 0
    for term in sorted(terms, key=lambda term: term.count):
        spent += term.count
        if chosen and spent > budget:
            break
        if term.count:
            chosen.append(term)
    return chosen


def _rounded(weight):
    """Return a weight whose sums are exact in every engine's arithmetic, in any order."""
    return max(1, round(weight * 1024)) / 1024


def _at_least(least, scores):
    return {number: score for number, score in scores.items() if score >= least}
