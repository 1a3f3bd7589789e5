"""The fact that a question asks for, where it is sure of what it asks.

Which fact is asked for is read from the words (``search.text.asked``); the fact is given by the
room that owns the object (``Kind.fact``).
"""

from ..kinds import kind_of
from ..text.asked import asked_in
from ..text.terms import as_written
from ..visibility import visible_objects
from .matching import singles
from .ranking import TITLE_COVERED_WEIGHT, TITLE_FOUND_WEIGHT, covered, evidence
from .results import Answer
from .weights import weighted

#: What is asked about is among the first results; a situation or a news item may come before it.
AMONG_FIRST = 2
#: A title is worth the share of the weight of what is asked about that it holds, and, as in the
#: ranking, so much of the share of it that the question covers. Below this nothing is sure.
LEAST_WORTH = 0.55
COVERED_FACTOR = TITLE_COVERED_WEIGHT / TITLE_FOUND_WEIGHT
#: Nor is it where a word is missing, in title and text, that weighs more (so much) than any that
#: the title holds: “chứng chỉ hành nghề khám bệnh” is not “chứng chỉ hành nghề chứng khoán”.
MOST_MISSING = 1.05
#: Titles that are worth as much (this share of it) are equals. Of more than so many nobody can
#: tell which is meant.
EQUAL_SHARE = 0.95
MOST_EQUALS = 3


def answer_of(typed, answer, found, hits):
    """Return the ``Answer`` to what was ``typed`` (``Query``), or None.

    ``answer`` has the ``queries`` that were searched for, the entries called by number
    (``direct``), and the ``counts`` of the search; ``found`` are the ``Found`` of the page, the
    best first, ``hits`` maps their entries to hits.
    """
    query = next((one for one in (answer.queries[0], typed) if asked_in(one)), None)
    if query is None:
        return None
    asked = asked_in(query)
    candidates = [one for one in found if _gives_facts(one.entry)]
    first = candidates[0] if candidates else None
    if first is None or found.index(first) >= AMONG_FIRST:
        return None
    if not asked.is_question and _holds(first.entry, asked.words_of(query)):
        return None
    equals = [first] if first.entry.pk in answer.direct else _equals(answer, candidates)
    if first not in equals or len(equals) > MOST_EQUALS:
        return None
    kind = kind_of(first.entry.content_type_id)
    objects = visible_objects(kind.model).filter(pk=first.entry.object_id)
    fact = kind.fact(objects, asked.fact)
    if fact is None:
        return None
    hit = hits[first.entry.pk]
    page, _hash, _anchor = hit.url.partition("#")
    return Answer(
        kind=asked.kind,
        text=fact.text,
        hit=hit,
        label=fact.label,
        is_known=fact.is_known,
        url=f"{page}#{fact.anchor}" if fact.anchor else page,
        as_of=fact.as_of,
        source=fact.source,
        items=fact.items,
        others=[hits[one.entry.pk] for one in equals if one is not first],
    )


def _gives_facts(entry):
    kind = kind_of(entry.content_type_id)
    return kind is not None and kind.fact is not None


def _holds(entry, words):
    return f" {words} " in entry.folded_title


def _equals(answer, candidates):
    """Return those whose titles hold most of what is asked about; empty where none is sure."""
    matters = [matter for query in answer.queries if (matter := _matter(query, answer.counts))]
    if not matters:
        return []
    first = candidates[0]
    worth = [max(_worth(one.entry, *matter) for matter in matters) for one in candidates]
    terms, _syllables = max(matters, key=lambda matter: _worth(first.entry, *matter))
    if worth[0] < LEAST_WORTH or _lacks_a_word(first, terms):
        return []
    return [
        one for one, value in zip(candidates, worth, strict=True) if value >= EQUAL_SHARE * worth[0]
    ]


def _worth(entry, terms, syllables):
    title = entry.folded_title
    return evidence(terms, title) + COVERED_FACTOR * covered(title, syllables)


def _lacks_a_word(found, terms):
    title, text = found.entry.folded_title, found.entry.folded_title + found.passage.folded
    held = missing = 0.0
    for term in terms:
        if "_" in term.text and as_written(term.text) in title:
            held = max(held, term.weight)
        # Of a word, neither half is there; neighbours by chance (“xin giấy”) have one.
        elif "_" in term.text and not any(f" {half} " in text for half in term.text.split("_")):
            missing = max(missing, term.weight)
    return missing > MOST_MISSING * held


def _matter(query, counts):
    """Return the weighted terms, and the syllables, of what ``query`` asks about, or None.

    All of them are terms of ``query``, whose counts are known by now.
    """
    asked = asked_in(query)
    matter = asked.matter_of(query) if asked else query
    if matter is None:
        return None
    known = {*query.terms, *query.weighty_syllables}
    texts = [text for text in (*matter.terms, *matter.weighty_syllables) if text in known]
    if not texts:
        return None
    weights = weighted(texts, counts)
    pairs = [weights[text] for text in texts if "_" in text]
    syllables = [weights[text] for text in texts if "_" not in text]
    return pairs + singles(pairs, syllables), {term.text for term in syllables}
