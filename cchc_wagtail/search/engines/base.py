"""What an engine has to do; everything else about a search is the same for all of them."""

from typing import NamedTuple


class SearchUnavailable(Exception):
    """There is no engine that could answer, or it does not answer."""


class Candidates(NamedTuple):
    """What an engine found: passages and titles with the summed weight of the terms in them.

    ``passages`` maps ids of passages, ``titles`` ids of entries, to that sum.
    """

    passages: dict
    titles: dict


def of_both_kinds(rows):
    """Return the ``Candidates`` of rows ``(is a title, id, weight)``."""
    found = Candidates({}, {})
    for is_title, number, weight in rows:
        (found.titles if is_title else found.passages)[number] = weight
    return found


class Engine:
    """An index of terms, derived from the stored passages.

    The writing methods are those of an engine inside the database; they run in the transaction of
    the publication. A search server is written to by ``delivery``, after the commit.
    """

    def add(self, titles, passages):
        """Index ``titles`` (entry id, terms) and ``passages`` (passage id, terms)."""
        raise NotImplementedError

    def remove(self, titles, passages):
        """Take out what was added, given exactly as it was added."""
        raise NotImplementedError

    def clear(self):
        """Empty the index."""
        raise NotImplementedError

    def tidy(self):
        """Put in order what many writes have left scattered; nothing has to happen."""

    def candidates(self, passage_terms, title_terms, least):
        """Return the ``Candidates`` whose summed weight of terms is ``least`` or more.

        The two lists of ``Term`` are looked for in passages and in titles.

        Raises:
            SearchUnavailable: the index does not answer.
        """
        raise NotImplementedError

    def id_set(self, ids):
        """Return an expression for ``__in`` that holds ``ids``, of which there may be 100,000."""
        raise NotImplementedError
