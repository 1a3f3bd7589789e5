"""Writing search entries, in the transaction of whatever changed the content.

The cost of writing one entry depends on its own text, never on how many entries there are.
"""

import time
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import get_script_prefix
from django.utils import translation
from wagtail.models import Page, TranslatableMixin

from cchc_wagtail.language import normalise
from cchc_wagtail.organisation.reading import read_or_note

from ..models import (
    MAX_PASSAGES,
    EntryFacet,
    EntryKey,
    EntryPeriod,
    FacetValue,
    SearchEntry,
    SearchPassage,
    passage_id,
)
from ..text.exact_keys import keys_for
from ..text.terms import folded_syllables, padded, title_of
from ..visibility import is_visible, searchable_models
from .delivery import deliver_after_commit, forget_passages
from .describing import describe
from .feeding import put_in, take_out
from .frequencies import change_counts
from .writing import write_beside_others

READER = "search"
_put_off = ContextVar("put_off", default=None)


@transaction.atomic
def index_object(instance):
    """Bring the entry of ``instance`` into line with it: written where visible, else removed.

    A page must be of its specific class. Returns the ``SearchEntry``, or None where there is none
    to be.
    """
    write_beside_others()
    description = _described(instance) if is_visible(instance) else None
    place = _place(instance, description)
    if place is None:
        remove_object(instance)
        return None
    entry = _entries_of(instance).first() or SearchEntry(
        content_type=ContentType.objects.get_for_model(instance), object_id=str(instance.pk)
    )
    before = _filtered_by(entry)
    entry.site_id, entry.url = place
    entry.language = _language(instance)
    entry.translation_key = getattr(instance, "translation_key", None)
    _write(entry, description, before)
    return entry


def is_entered(instance):
    """Tell whether ``instance``, which may be found, has an entry once it is in line.

    It has none where it does not describe itself, or has no address.
    """
    return _place(instance, _described(instance)) is not None


def index_or_note(instance):
    """Do the same, but let no fault in reading ``instance`` stand in the way of saving it.

    What nobody may read any more is taken out in any case.
    """
    if (put_off := _put_off.get()) is not None:
        put_off[type(instance), instance.pk] = instance
    elif not read_or_note(READER, instance) and not is_visible(instance):
        remove_object(instance)


@contextmanager
def index_once():
    """Bring into line in the end, and once, all that ``index_or_note`` is given inside.

    For a save with consequences that each change the entry; in the transaction of that save.
    """
    if _put_off.get() is not None:
        yield
        return
    put_off = {}
    token = _put_off.set(put_off)
    try:
        yield
    finally:
        _put_off.reset(token)
    for instance in put_off.values():
        index_or_note(instance)


@transaction.atomic
def remove_object(instance):
    """Remove the entry of ``instance``, if it has one."""
    for entry in _entries_of(instance):
        remove_entry(entry)


@transaction.atomic
def remove_entry(entry):
    """Remove ``entry`` from the database and the engine."""
    write_beside_others()
    change_counts(take_out(entry))
    forget_passages(entry.pk, _orders(entry.passages), _next_version())
    deliver_after_commit(entry.pk)
    entry.delete()


def index_subtree(page):
    """Bring the entries of ``page`` and all its descendants into line with them.

    Pages of the host that are not searched are not even loaded.
    """
    models = [model for model in searchable_models() if issubclass(model, Page)]
    subtree = Page.objects.descendant_of(page, inclusive=True).exact_type(*models).specific()
    for descendant in subtree.iterator(chunk_size=200):
        index_or_note(descendant)


def _entries_of(instance):
    return SearchEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(instance), object_id=str(instance.pk)
    )


def _described(instance):
    # Labels of choices are stored in the language of the content, whoever publishes it.
    with translation.override(_language(instance) or settings.LANGUAGE_CODE):
        return describe(instance)


def _language(instance):
    if isinstance(instance, TranslatableMixin) and instance.locale_id:
        return instance.locale.language_code
    return ""


def _place(instance, description):
    """Return the site's id and the address on it; None where there is no address.

    The address leaves out the path below which the site is served, which may be another tomorrow
    and is none for commands.
    """
    if description is None:
        return None
    site_id, root_url, url = None, "", description.url
    if isinstance(instance, Page):
        site_id, root_url, path = instance.get_url_parts() or (None, None, None)
        if path is None:
            return None
        url = url or path
    return site_id, f"/{url.removeprefix(root_url).removeprefix(get_script_prefix())}"


def _write(entry, description, before):
    title = normalise(description.title)
    summary = normalise(description.summary)
    names = list(dict.fromkeys(normalise(name) for name in description.other_names))
    passages = _passages([title, *names, summary], description)
    stored = (
        list(entry.passages.order_by("pk").values_list("text", "anchor", "speaks"))
        if entry.pk
        else None
    )
    folded_title = title_of([title, *names])
    changed = entry.folded_title != folded_title or entry.title != title or stored != passages
    changes = take_out(entry) if changed else None
    entry.title, entry.summary = title, summary
    entry.folded_title = folded_title
    entry.kind, entry.key, entry.date = description.kind, description.key[:255], description.date
    if changed:
        entry.version = _next_version()
    in_engine = entry.in_engine
    entry.save()
    if stored != passages:
        if stored:
            forget_passages(entry.pk, range(len(passages), len(stored)), entry.version)
            entry.passages.all().delete()
        SearchPassage.objects.bulk_create(
            SearchPassage(
                pk=passage_id(entry.pk, order),
                entry=entry,
                text=text,
                folded=padded(folded_syllables(text)),
                anchor=anchor,
                speaks=speaks,
            )
            for order, (text, anchor, speaks) in enumerate(passages)
        )
    if not in_engine:
        put_in([entry], changes)
    _write_keys(entry, description)
    refiled = _write_facets(entry, description)
    if not changed and (refiled or _filtered_by(entry) != before):
        # The texts that the database's index holds are the same, what a server filters by is not.
        was_in_engine, entry.version = entry.in_engine, _next_version()
        entry.engine_version = entry.version if was_in_engine else 0
        entry.save(update_fields=["version", "engine_version"])
    if entry.delivered_version != entry.version:
        deliver_after_commit(entry.pk)


def _filtered_by(entry):
    return entry.site_id, entry.date


def _next_version():
    # Grows even over a removal and a new beginning, which a counter in the row would not.
    return time.time_ns() // 1000


def _orders(passages):
    return [number % MAX_PASSAGES for number in passages.values_list("pk", flat=True)]


def _passages(first, description):
    head = "\n".join(text for text in first if text)
    rest = [
        (normalise(p.text), p.anchor[:255], p.speaks)
        for p in description.passages
        if p.text.strip()
    ]
    return [(head, "", True), *rest][:MAX_PASSAGES]


def _write_keys(entry, description):
    year = description.date and description.date.year
    wanted = {key for number in description.exact_keys for key in keys_for(number, year)}
    stored = set(entry.keys.values_list("key", flat=True))
    if wanted != stored:
        entry.keys.all().delete()
        EntryKey.objects.bulk_create(EntryKey(entry=entry, key=key) for key in sorted(wanted))


def _write_facets(entry, description):
    """Bring the facets of ``entry`` into line; return whether they were not."""
    given = {"kind": [(description.kind, description.kind)], **description.facets}
    labels = {
        (name, str(value)[:150]): str(label)[:255]
        for name, pairs in given.items()
        for value, label in pairs
    }
    lasting = set(labels)
    labels |= {(p.facet, p.value[:150]): str(p.label)[:255] for p in description.periods}
    rows = {(row.name, row.value): row.pk for row in _facet_values(labels)}
    wanted = {rows[key] for key in lasting}
    stored = set(entry.entry_facets.values_list("facet_value_id", flat=True))
    if stored - wanted:
        entry.entry_facets.filter(facet_value__in=stored - wanted).delete()
    EntryFacet.objects.bulk_create(
        EntryFacet(entry=entry, facet_value_id=pk) for pk in sorted(wanted - stored)
    )
    changed = _write_periods(
        entry,
        {(rows[p.facet, p.value[:150]], p.begins_on, p.ends_on) for p in description.periods},
    )
    return changed or stored != wanted


def _write_periods(entry, wanted):
    if not wanted and not entry.periods.exists():
        return False
    stored = set(entry.periods.values_list("facet_value_id", "begins_on", "ends_on"))
    if wanted != stored:
        entry.periods.all().delete()
        EntryPeriod.objects.bulk_create(
            EntryPeriod(entry=entry, facet_value_id=pk, begins_on=begins_on, ends_on=ends_on)
            for pk, begins_on, ends_on in sorted(wanted)
        )
    return wanted != stored


def _facet_values(labels):
    """Return the rows for ``labels`` ((facet, value) → label), made or relabelled where needed."""
    rows = FacetValue.objects.filter(value__in=[value for _, value in labels])
    known = {(row.name, row.value): row for row in rows}
    for (name, value), label in labels.items():
        row = known.get((name, value))
        if row is None:
            row, _ = FacetValue.objects.get_or_create(
                name=name, value=value, defaults={"label": label}
            )
        elif row.label != label:
            row.label = label
            row.save(update_fields=["label"])
        yield row
