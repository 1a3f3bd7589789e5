"""Cards of content: its name and facts, wherever other content points at it."""

import datetime
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from cchc_wagtail import clock
from cchc_wagtail.search.facts import Card
from cchc_wagtail.search.kinds import kind_of, label_of, label_of_value
from cchc_wagtail.search.models import EntryPeriod, SearchEntry
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


def cards_of(objects):
    """Return a ``ContentCard`` of each of ``objects`` that everybody may read, in their order.

    ``objects`` are pages, specific or not, or snippets. Two queries, however many there are, and
    up to three for each kind.
    """
    keys = list(dict.fromkeys((_type_key(one), str(one.pk)) for one in objects))
    if not keys:
        return []
    facts = _facts(keys)
    entries = {
        (entry.content_type_id, entry.object_id): entry
        for entry in SearchEntry.objects.filter(
            content_type__in={key for key, _pk in keys}, object_id__in={pk for _key, pk in keys}
        )
    }
    shown = [key for key in keys if key in facts and key in entries]
    standings = _standings([entries[key] for key in shown])
    return [
        ContentCard(
            title=entries[key].title,
            url=entries[key].url,
            kind=label_of(entries[key].kind),
            date=entries[key].date,
            standing=standings.get(entries[key].pk, ""),
            card=facts[key],
        )
        for key in shown
    ]


def _type_key(one):
    if isinstance(one, Page):
        return one.content_type_id
    return ContentType.objects.get_for_model(one).pk


def _facts(keys):
    """Return type and key → ``Card``, of what everybody may read and no other."""
    facts = {}
    for type_key in {key for key, _pk in keys}:
        kind = kind_of(type_key)
        if kind is None:
            continue
        wanted = [pk for key, pk in keys if key == type_key]
        visible = visible_objects(kind.model).filter(pk__in=wanted)
        cards = kind.cards(visible) if kind.cards else {}
        for pk in visible.values_list("pk", flat=True):
            facts[type_key, str(pk)] = cards.get(pk, Card())
    return facts


def _standings(entries):
    """Return the key of an entry → how it stands today, such as “in force”."""
    today = clock.today()
    periods = EntryPeriod.objects.filter(
        entry__in=entries, begins_on__lte=today, ends_on__gte=today
    ).select_related("facet_value")
    return {
        one.entry_id: label_of_value(one.facet_value.name, one.facet_value.value)
        or one.facet_value.label
        for one in periods
    }
