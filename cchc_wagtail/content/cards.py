"""Cards of content: its name and facts, wherever other content points at it."""

import datetime
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, FilteredRelation, Q
from wagtail.models import Page

from cchc_wagtail import clock
from cchc_wagtail.search.facts import Card
from cchc_wagtail.search.kinds import kind_of, kinds, label_of, label_of_value
from cchc_wagtail.search.models import SearchEntry
from cchc_wagtail.search.visibility import visible_objects


@dataclass(frozen=True)
class ContentCard:
    """``kind`` says in words what it is, ``standing`` how it stands today where that is told."""

    title: str
    url: str
    kind: str
    date: datetime.date | None
    standing: str
    card: Card


def entries_of(objects):
    """Return object → its search entry, of those of ``objects`` that everybody may read.

    They are pages or snippets, of which only the key need be known; None among them is left out.
    One query, however many there are and of how many kinds.
    """
    objects = [one for one in objects if one is not None]
    wanted = {}
    for one in objects:
        wanted.setdefault(_family(type(one)), set()).add(str(one.pk))
    if not wanted:
        return {}
    condition = Q()
    for family, keys in wanted.items():
        models = [kind.model for kind in kinds() if issubclass(kind.model, family)]
        types = [one.pk for one in ContentType.objects.get_for_models(*models).values()]
        condition |= Q(content_type__in=types, object_id__in=keys)
    today = clock.today()
    holds = Q(periods__begins_on__lte=today, periods__ends_on__gte=today)
    found = SearchEntry.objects.filter(condition).annotate(
        holding=FilteredRelation("periods", condition=holds),
        facet=F("holding__facet_value__name"),
        value=F("holding__facet_value__value"),
        label=F("holding__facet_value__label"),
    )
    by_key = {(_family(_model_of(one)), one.object_id): one for one in found}
    entries = {one: by_key.get((_family(type(one)), str(one.pk))) for one in objects}
    return {one: entry for one, entry in entries.items() if entry}


def cards_of(entries):
    """Return object → ``ContentCard`` for object → entry, as ``entries_of`` gives them.

    It asks the database for the facts of those kinds alone that have some, up to three times each.
    """
    facts = _facts(entries.values())
    return {
        one: ContentCard(
            title=entry.title,
            url=entry.url,
            kind=label_of(entry.kind),
            date=entry.date,
            standing=_standing(entry),
            card=facts[entry.pk],
        )
        for one, entry in entries.items()
        if entry.pk in facts
    }


def _family(model):
    """Return the model among whose objects a key is unique: all pages are one family."""
    return Page if issubclass(model, Page) else model


def _model_of(entry):
    return ContentType.objects.get_for_id(entry.content_type_id).model_class()


def _facts(entries):
    """Return the key of an entry → ``Card``, of the declared kinds."""
    by_type = {}
    for entry in entries:
        by_type.setdefault(entry.content_type_id, []).append(entry)
    facts = {}
    for content_type_id, of_kind in by_type.items():
        kind = kind_of(content_type_id)
        if kind is None:
            continue
        keys = [entry.object_id for entry in of_kind]
        public = visible_objects(kind.model).filter(pk__in=keys)
        cards = kind.cards(public) if kind.cards else {}
        by_key = {str(key): card for key, card in cards.items()}
        facts |= {one.pk: by_key.get(one.object_id, Card()) for one in of_kind}
    return facts


def _standing(entry):
    """Return how it stands today, such as “in force”; may be empty."""
    return label_of_value(entry.facet, entry.value) or entry.label or ""
