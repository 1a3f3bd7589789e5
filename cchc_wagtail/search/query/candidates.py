"""Which entries an engine is asked for, and how much of what it finds counts as found."""

from typing import NamedTuple

from ..engines import Candidates, Wanted
from ..engines.base import BEST_PASSAGES, BEST_TITLES
from ..models import PASSAGE_BITS

# Postings read at most for one query; a single term is read however common it is.
BUDGET = 20_000
# Titles are few beside passages, so many more of the terms fit.
TITLE_BUDGET = 2 * BUDGET
# An entry has to hold this share of the weight looked for, and of what the best entry holds.
LEAST_SHARE = 0.3
LEAST_OF_BEST = 0.4


class Found(NamedTuple):
    """The best ``Candidates``, and all that match: the entries ``known`` and those with ``wanted``.

    Where the best are all there are, nothing more is wanted.
    """

    best: Candidates = Candidates({}, {})
    wanted: tuple[Wanted, ...] = ()
    known: frozenset[int] = frozenset()

    def __or__(self, other):
        best = (mine | theirs for mine, theirs in zip(self.best, other.best, strict=True))
        return Found(Candidates(*best), self.wanted + other.wanted, self.known | other.known)

    @property
    def entries(self):
        """The ids of the entries among the best."""
        return frozenset(n >> PASSAGE_BITS for n in self.best.passages).union(self.best.titles)

    @property
    def strongest(self):
        """The weight of the best."""
        return max([*self.best.passages.values(), *self.best.titles.values()], default=0)


def look_up(engine, scope, all_terms, least_share=LEAST_SHARE, least_of_best=LEAST_OF_BEST):
    """Return what is ``Found`` in ``scope`` for each of ``all_terms``, lists of ``Term``.

    Looked for are the rarest terms that fit the budget of postings.
    """
    wanted = [_wanted(terms, least_share) for terms in all_terms]
    asked = [one for one in wanted if one.title_terms]
    answers = iter(engine.best(asked, scope) if asked else [])
    return [
        _found(one, next(answers), least_of_best) if one.title_terms else Found() for one in wanted
    ]


def _wanted(terms, least_share):
    terms = [term._replace(weight=_rounded(term.weight)) for term in terms]
    rarest = _rarest(terms, BUDGET)
    least = least_share * sum(term.weight for term in rarest)
    return Wanted(rarest, _rarest(terms, TITLE_BUDGET), least)


def _found(wanted, best, least_of_best):
    least = max(wanted.least, least_of_best * Found(best).strongest)
    enough = Candidates(*(_at_least(least, weights) for weights in best))
    found = Found(enough)
    # An engine gives fewer than it may where there are no more; what is too light comes last.
    if len(enough.passages) < BEST_PASSAGES and len(enough.titles) < BEST_TITLES:
        return found._replace(known=found.entries)
    return found._replace(wanted=(wanted._replace(least=least),))


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
