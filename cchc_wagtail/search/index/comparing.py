"""Comparing the entries with the content: what has none, and which are of nothing any more.

Both go through the keys, a batch at a time; of the content only what has no entry is read.
"""

from django.contrib.contenttypes.models import ContentType

from ..models import SearchEntry
from ..visibility import searchable_models, visible_objects
from .indexing import is_entered

BATCH = 500


def missing_objects():
    """Yield the objects that may be found and have no entry, though they are to have one."""
    for model in searchable_models():
        content_type = ContentType.objects.get_for_model(model)
        objects = visible_objects(model).order_by("pk")
        for keys in _batches(objects.values_list("pk", flat=True), lambda key: key):
            entered = SearchEntry.objects.filter(
                content_type=content_type, object_id__in=[str(key) for key in keys]
            )
            entered = set(entered.values_list("object_id", flat=True))
            lacking = [key for key in keys if str(key) not in entered]
            yield from filter(_is_missing, objects.filter(pk__in=lacking) if lacking else [])


def superfluous_entries():
    """Yield the entries of what is no longer to be found; they may be removed meanwhile."""
    types = {ContentType.objects.get_for_model(model).pk: model for model in searchable_models()}
    for entries in _batches(SearchEntry.objects.order_by("pk"), lambda entry: entry.pk):
        visible = {
            (type_id, str(pk))
            for type_id, model in types.items()
            for pk in visible_objects(model)
            .filter(pk__in=[e.object_id for e in entries if e.content_type_id == type_id])
            .values_list("pk", flat=True)
        }
        for entry in entries:
            if (entry.content_type_id, entry.object_id) not in visible:
                yield entry


def _is_missing(instance):
    try:
        return is_entered(instance)
    except Exception:
        # As when it is indexed: whatever a site's own description does, the others are looked at.
        return True


def _batches(rows, key):
    batch = list(rows[:BATCH])
    while batch:
        # Taken before, for what is yielded may be removed.
        last = key(batch[-1])
        yield batch
        batch = list(rows.filter(pk__gt=last)[:BATCH])
