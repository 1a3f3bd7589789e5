"""One tag for one thing: however it is spelt, and after two have been made one."""

from django.db import transaction
from django.dispatch import Signal
from taggit.models import ItemBase
from wagtail.models import Revision

from .models import Tag

#: Sent after a merge, with the ``objects`` that had the tag which is gone.
tags_merged = Signal()


@transaction.atomic
def merge(tag, into):
    """Put ``into`` in the place of ``tag``, in all content and in its drafts, and delete ``tag``.

    Raises:
        ValueError: the two are one tag.
    """
    if tag.pk == into.pk:
        raise ValueError("a tag cannot be merged into itself")
    objects = []
    for model in item_models():
        for item in model.objects.filter(tag=tag).select_related("content_object"):
            objects.append(item.content_object)
            if model.objects.filter(tag=into, content_object=item.content_object).exists():
                item.delete()
            else:
                item.tag = into
                item.save(update_fields=["tag"])
        _replace_in_drafts(model, tag, into)
    tag.delete()
    tags_merged.send(Tag, objects=objects)
    return len(objects)


def item_models():
    """Return the models that tie a ``Tag`` to content."""
    related = [relation.related_model for relation in Tag._meta.related_objects]
    return [model for model in related if issubclass(model, ItemBase)]


def _replace_in_drafts(model, tag, into):
    parent = model._meta.get_field("content_object")
    name = parent.remote_field.related_name
    holders = parent.related_model._base_manager.exclude(latest_revision=None)
    latest = Revision.objects.filter(pk__in=holders.values("latest_revision"))
    for revision in latest.iterator(chunk_size=200):
        rows = revision.content.get(name) or []
        if not any(row["tag"] == tag.pk for row in rows):
            continue
        kept = {into.pk if row["tag"] == tag.pk else row["tag"]: row for row in rows}
        revision.content[name] = [{**row, "tag": key} for key, row in kept.items()]
        revision.save(update_fields=["content"])
