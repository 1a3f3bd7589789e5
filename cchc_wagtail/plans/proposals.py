"""What was published and seems to serve a content of a plan: for somebody to confirm.

Weighed are the words (the terms of the search, those of few contents more than those of many, by
the cosine of Salton), the reform field, and the documents that both cite. Nothing counts by itself.
On the example content, of what is proposed somewhat less than half is right, and of what is right
nearly nine in ten are proposed.
"""

import datetime
import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page

from cchc_wagtail import clock
from cchc_wagtail.citations import find_citations
from cchc_wagtail.registry.keys import number_key
from cchc_wagtail.registry.models import ContentCitation, LegalDocument
from cchc_wagtail.search.kinds import kinds
from cchc_wagtail.search.models import EntryFacet, SearchEntry, SearchPassage
from cchc_wagtail.search.query.hits import entry_named
from cchc_wagtail.search.text.terms import folded_syllables, padded, terms_of

from .models import Evidence, PlanPage

#: So many of the newest that nobody has decided on are looked at.
LOOKED_AT = 500
SHOWN = 6
FIELD, CITED = 0.05, 0.1
#: What is below is a coincidence.
LEAST = 0.1


@dataclass(frozen=True)
class Proposal:
    """The ``SearchEntry`` of what was published, from 0 on how well it fits, and why."""

    entry: Any
    score: float
    same_field: bool
    cited: bool

    @property
    def name(self):
        """What a form sends for it, in the words of ``Hit.name``."""
        return f"{self.entry.content_type_id}-{self.entry.object_id}"


class Weights:
    """How much each term says of a content of a plan: the fewer contents have it, the more."""

    def __init__(self, texts):
        self._total = len(texts)
        self._having = Counter(term for text in texts for term in terms_in(text))

    def of(self, term):
        return math.log((1 + self._total) / (1 + self._having[term])) + 0.1

    def likeness(self, first, second):
        """Return from 0 to 1 how much two sets of terms have in common."""
        shared = self._square(first & second)
        return shared / math.sqrt(self._square(first) * self._square(second)) if shared else 0.0

    def _square(self, terms):
        return sum(self.of(term) ** 2 for term in terms)


def terms_in(text):
    """Return the terms of a text, as the search has them."""
    return terms_of(padded(folded_syllables(text)))


def numbers_in(text):
    """Return the keys of the documents that a text cites by number."""
    return {number_key(one.number) for one in find_citations(text) if one.number}


class Wanted:
    """What a content of a plan asks for, read once for all pieces that are held against it."""

    def __init__(self, content, weights):
        self._weights = weights
        self._terms, self._numbers = terms_in(content.text), numbers_in(content.text)
        self._field = content.reform_field.slug if content.reform_field else ""

    def fit(self, terms, field, numbers):
        """Return ``(score, same_field, cited)`` of a piece.

        The piece has ``terms``, the slug of its reform ``field`` and cites ``numbers``.
        """
        same_field = bool(field) and self._field == field
        cited = bool(self._numbers & numbers)
        words = self._weights.likeness(self._terms, terms)
        return words + FIELD * same_field + CITED * cited, same_field, cited


def proposals_for(plan, content):
    """Return the ``Proposal`` for ``content`` of ``plan``, the likeliest first.

    Three queries, and one for each kind of content that the site has.
    """
    entries = list(_undecided(plan, content))
    features = _features(entries)
    wanted = Wanted(content, Weights([row.text for row in plan.rows]))
    found = [Proposal(entry, *wanted.fit(*features[entry.pk])) for entry in entries]
    likely = [one for one in found if one.score >= LEAST]
    return sorted(likely, key=lambda one: (-one.score, -one.entry.pk))[:SHOWN]


def contents_for(plan, entry):
    """Return pairs of a content of ``plan`` and its score for the piece of ``entry``."""
    features = _features([entry])[entry.pk]
    weights = Weights([row.text for row in plan.rows])
    return [(row, Wanted(row, weights).fit(*features)[0]) for row in plan.rows]


def _undecided(plan, content):
    """Return the newest entries first published within ``plan`` on which nobody has decided."""
    within = {
        "live": True,
        "first_published_at__gte": clock.midnight(plan.begins_on),
        "first_published_at__lt": clock.midnight(plan.ends_on + datetime.timedelta(1)),
    }
    decided = Evidence.objects.filter(plan=plan, key=content.key)
    found = Q(pk__in=[])
    for kind in kinds():
        if kind.model is PlanPage:
            continue
        content_type = ContentType.objects.get_for_model(kind.model)
        things = kind.model._default_manager.filter(**within)
        if issubclass(kind.model, Page):
            things = things.exclude(pk__in=decided.filter(page__isnull=False).values("page"))
        elif kind.model is LegalDocument:
            known = decided.filter(document__isnull=False)
            things = things.exclude(pk__in=known.values("document"))
        else:
            continue
        newest = things.order_by("-first_published_at").values_list("pk", flat=True)
        keys = [str(key) for key in newest[:LOOKED_AT]]
        found |= Q(content_type=content_type, object_id__in=keys)
    return SearchEntry.objects.filter(found).order_by("-date", "-pk")[:LOOKED_AT]


def _features(entries):
    """Return entry → its terms, the slug of its reform field, the numbers that it cites."""
    keys = [entry.pk for entry in entries]
    terms = {key: set() for key in keys}
    for key, folded in SearchPassage.objects.filter(entry__in=keys).values_list("entry", "folded"):
        terms[key] |= terms_of(folded)
    fields = dict(
        EntryFacet.objects.filter(entry__in=keys, facet_value__name="reform_field").values_list(
            "entry", "facet_value__value"
        )
    )
    by_object = {(entry.content_type_id, entry.object_id): entry.pk for entry in entries}
    cited = {key: set() for key in keys}
    citations = ContentCitation.objects.filter(
        object_id__in=[entry.object_id for entry in entries]
    ).exclude(number="")
    for content_type, object_id, number in citations.values_list(
        "content_type", "object_id", "number"
    ):
        if (content_type, object_id) in by_object:
            cited[by_object[content_type, object_id]].add(number_key(number))
    return {
        entry.pk: (
            terms[entry.pk],
            fields.get(entry.pk, ""),
            cited[entry.pk],
        )
        for entry in entries
    }


def thing_of(name):
    """Return ``(field, key)`` of ``Evidence`` for what a form names; None where it is nothing.

    ``name`` is that of a ``Proposal``; what it names has to be there for everybody.
    """
    entry = entry_named(name)
    if entry is None:
        return None
    model = entry.content_type.model_class()
    return ("page" if issubclass(model, Page) else "document"), int(entry.object_id)
