"""Published answers and procedures that fit what a citizen writes.

Citizens write whole stories. The search answers to a query only what holds enough of it, so where
the story as a whole finds nothing, its parts are looked for: the questions in it first, then its
clauses, which Vietnamese joins with a handful of words.
"""

import re

from cchc_wagtail.language import normalise
from cchc_wagtail.search import search
from cchc_wagtail.search.engines import SearchUnavailable

MOST = 3
#: No more searches than this for one text.
MOST_SEARCHES = 5
LONGEST_TEXT = 1000
LEAST_SYLLABLES = 3

_SENTENCE = re.compile(r"[^.?!;\n]+[.?!;]?")
_CLAUSE = re.compile(r"[,.?!;:()]|\b(?:thì|khi|nhưng|nếu|vì|do|để|mà|là)\b", re.IGNORECASE)


def similar_answers(text, site):
    """Return at most ``MOST`` search hits on ``site`` for ``text``; none if the search fails."""
    try:
        for part in parts_of(text)[:MOST_SEARCHES]:
            found = search(
                part,
                filters={"kind": ["situation", "procedure"]},
                page_size=MOST,
                site=site,
            )
            if found.hits and not found.is_guess:
                return found.hits
    except SearchUnavailable:
        pass
    return []


def parts_of(text):
    """Return ``text`` and then its parts in the order in which to look for them, each once."""
    text = text[:LONGEST_TEXT]
    sentences = [match[0] for match in _SENTENCE.finditer(text)]
    asking = [sentence for sentence in sentences if sentence.endswith("?")]
    clauses = [clause for part in [*asking, *sentences] for clause in _CLAUSE.split(part)]
    parts = [normalise(part).strip(" .?!;") for part in [text, *asking, *clauses]]
    return list(dict.fromkeys(part for part in parts if len(part.split()) >= LEAST_SYLLABLES))
