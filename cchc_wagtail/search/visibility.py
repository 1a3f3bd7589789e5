"""Who may be found: what a visitor without an account may read, now."""

from django.apps import apps
from wagtail.models import DraftStateMixin, Page

from cchc_wagtail.conf import get_setting
from cchc_wagtail.frontend.restrictions import is_unrestricted

from .descriptions import Searchable


def searchable_models():
    """Return the models whose objects have search entries."""
    return [
        model for model in apps.get_models() if is_searchable(model) and not model._meta.abstract
    ]


def is_searchable(model):
    """Tell whether objects of ``model`` have entries: by the mixin or by ``SEARCHED_MODELS``."""
    return issubclass(model, Searchable) or model._meta.label in get_setting("SEARCHED_MODELS")


def public_pages(pages):
    """Return those of the query set ``pages`` that everybody may read."""
    return pages.live().filter(is_unrestricted())


def visible_objects(model):
    """Return the query set of the objects of ``model`` that may be found."""
    objects = model._default_manager.all()
    if hasattr(model, "public_condition"):
        objects = objects.filter(model.public_condition)
    elif issubclass(model, DraftStateMixin):
        objects = objects.filter(live=True)
    return public_pages(objects) if issubclass(model, Page) else objects


def is_visible(instance):
    """Tell whether ``instance`` may be found: published, and readable without an account."""
    return visible_objects(type(instance)).filter(pk=instance.pk).exists()
