"""Signal handlers that keep search entries in line. Each runs in its sender's transaction,
except that of a changed slug, which Wagtail announces after the commit."""

from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_slug_changed, page_unpublished, post_page_move, unpublished

from cchc_wagtail.organisation.models import Audience, ReformField, Tag, ThematicArea, Unit
from cchc_wagtail.organisation.reading import register_reader
from cchc_wagtail.organisation.tags import tags_merged

from .index.indexing import (
    READER,
    index_object,
    index_or_note,
    index_subtree,
    remove_entry,
    remove_object,
)
from .models import FacetValue, SearchEntry
from .visibility import is_searchable, searchable_models

# The registers whose rows are values of a facet: the slug is the value, the name the label.
FACET_OF_REGISTER = {
    ThematicArea: "field",
    ReformField: "reform_field",
    Unit: "unit",
    Audience: "audience",
    Tag: "tag",
}


def index_saved(instance, raw=False, update_fields=None, **kwargs):
    # Whatever is published is saved, also by code that publishes no revision. A draft of a live
    # object is saved with update_fields: the instance at hand is not what readers see.
    if not raw and update_fields is None:
        index_or_note(instance)


def remove_unpublished(instance, **kwargs):
    # Not only at the save, which Wagtail makes of the general page, or with update_fields.
    remove_object(instance)


def index_moved(instance, **kwargs):
    index_subtree(instance)


def index_restricted(instance, raw=False, **kwargs):
    if not raw:
        index_subtree(instance.page)


def index_released(instance, origin=None, **kwargs):
    deleted = getattr(origin, "model", type(origin))
    if deleted is PageViewRestriction:
        index_subtree(instance.page)


def remove_with_site(instance, **kwargs):
    for entry in SearchEntry.objects.filter(site=instance).iterator():
        remove_entry(entry)


def rename_facet_value(sender, instance, raw=False, **kwargs):
    stored = None if raw else sender.objects.filter(pk=instance.pk).first()
    if stored and (stored.slug, stored.name) != (instance.slug, instance.name):
        _facet_values(stored).update(value=instance.slug, label=instance.name)


def remove_facet_value(instance, **kwargs):
    _facet_values(instance).delete()


def _facet_values(row):
    return FacetValue.objects.filter(name=FACET_OF_REGISTER[type(row)], value=row.slug)


def index_retagged(objects, **kwargs):
    for instance in objects:
        if instance.live and is_searchable(type(instance)):
            index_or_note(instance)


def follow(model):
    """Let the entries of the objects of ``model`` follow them.

    Each model is named: a receiver without a sender would have Django delete all rows of the site
    one by one.
    """
    post_save.connect(index_saved, sender=model)
    # A page sends both, and the second as the general page where it was loaded so.
    taken_down = page_unpublished if issubclass(model, Page) else unpublished
    taken_down.connect(remove_unpublished, sender=model)
    post_delete.connect(remove_unpublished, sender=model)


def register_signal_handlers():
    tags_merged.connect(index_retagged, dispatch_uid="cchc_search_retagged")
    register_reader(READER, _("Search entry"), index_object)
    for model in searchable_models():
        follow(model)
    page_slug_changed.connect(index_moved)
    post_page_move.connect(index_moved)
    post_save.connect(index_restricted, sender=PageViewRestriction)
    post_delete.connect(index_released, sender=PageViewRestriction)
    pre_delete.connect(remove_with_site, sender=Site)
    for register in FACET_OF_REGISTER:
        pre_save.connect(rename_facet_value, sender=register)
        post_delete.connect(remove_facet_value, sender=register)
