"""Contradictions of a synonym to other synonyms, and to titles of the site."""

from django.utils.translation import gettext_lazy as _

from cchc_wagtail.language import with_y

from .query import cut

#: Words that stand in this many titles are a name of their own: read as another, they would draw
#: those who mean the titles elsewhere.
MOST_TITLES = 10


def contradictions(synonym, others):
    """Yield what ``others`` of the register have against ``synonym``, in words for its editor."""
    meanings = {one.folded_meaning for one in others if one.folded_words == synonym.folded_words}
    for one in others:
        if (one.folded_words, one.folded_meaning) == (
            synonym.folded_meaning,
            synonym.folded_words,
        ):
            yield _("“%(pair)s” says the reverse; mark that one “both ways” instead.") % {
                "pair": one
            }
        elif _leads_on(synonym, one) and one.folded_meaning not in meanings:
            yield _(
                "“%(pair)s” leads on from the meaning, and synonyms are read once only: write "
                "“%(meaning)s” as the meaning."
            ) % {"pair": one, "meaning": one.meaning}
        elif _leads_on(one, synonym):
            yield _(
                "“%(pair)s” leads to these words, and synonyms are read once only: give that one "
                "the meaning “%(meaning)s”, or write other words here."
            ) % {"pair": one, "meaning": synonym.meaning}


def titles_called(synonym, titles):
    """Return those of ``titles`` in which the words stand as they are, marks and all.

    Empty where the meaning holds the words, which then only says more, or is their equal.
    """
    if synonym.both_ways or _holds(synonym.folded_meaning, synonym.folded_words):
        return []
    words = _written(synonym.words)
    return [title for title in titles if _holds(_written(title), words)]


def _leads_on(first, second):
    """Tell whether the meaning of ``first`` has another in ``second``."""
    if first.folded_meaning != second.folded_words or first.both_ways or second.both_ways:
        return False
    meaning = second.folded_meaning
    return not (_holds(first.folded_meaning, meaning) or _holds(meaning, first.folded_meaning))


def _written(text):
    return " ".join(with_y(word.lower()) for _syllable, word in cut(text))


def _holds(text, words):
    return f" {words} " in f" {text} "
