"""Rows that others point at are not deleted: who tries is told what stands in the way."""

from collections import Counter

from django.db.models import SET_NULL, ProtectedError
from django.db.models.deletion import Collector
from django.utils.translation import ngettext


def protect_open(collector, field, sub_objs, using):
    """An ``on_delete``: rows with ``is_open`` protect what they point at, others let go of it."""
    open_ones = {one for one in sub_objs if one.is_open}
    if open_ones:
        raise ProtectedError(f"{len(open_ones)} open rows point at it.", open_ones)
    SET_NULL(collector, field, sub_objs, using)


def obstacle_to_deleting(instance):
    """Return in words what points at ``instance`` and keeps it, with counts; or ``""``."""
    using = instance._state.db
    try:
        Collector(using=using, origin=instance).collect([instance])
    except ProtectedError as error:
        kinds = Counter(type(one) for one in error.protected_objects)
    else:
        kinds = {}
    # A row of a join is no loss to the collector, but to the content that was found by it.
    for relation in instance._meta.get_fields():
        if relation.many_to_many and relation.auto_created and not relation.hidden:
            content = relation.related_model._default_manager
            count = content.filter(**{relation.field.name: instance}).count()
            if count:
                kinds[relation.related_model] = count
    if not kinds:
        return ""
    uses = ", ".join(f"{count} {kind._meta.verbose_name}" for kind, count in kinds.items())
    text = ngettext(
        "“%(name)s” is not deleted: %(uses)s refers to it. Hand this over to another first.",
        "“%(name)s” is not deleted: %(uses)s refer to it. Hand these over to another first.",
        sum(kinds.values()),
    )
    return text % {"name": instance, "uses": uses}
