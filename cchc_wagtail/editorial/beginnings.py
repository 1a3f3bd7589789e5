"""Content that a user may begin to write, on the admin's home.

A room adds its own with a function under Wagtail's hook ``register_cchc_beginnings``. It is called
with the user and yields ``Beginning`` objects, only of what they may do::

    @hooks.register("register_cchc_beginnings")
    def write_plan_item(user):
        yield from begin_page(user, PlanItemPage, _("Write a plan item"), "edit")
"""

from typing import NamedTuple

from django.urls import reverse
from wagtail import hooks
from wagtail.models import Page

from cchc_wagtail.organisation.models import units_of

from .permissions import page_policy
from .scope import has_unit, piece_models

HOOK = "register_cchc_beginnings"


class Beginning(NamedTuple):
    """A way to begin: its button, and where to choose another place for it, if there is one."""

    label: str
    url: str
    icon_name: str
    elsewhere_url: str = ""


def beginnings_of(user):
    """Return the ``Beginning`` objects of all rooms for ``user``, in their order."""
    return [beginning for begin in hooks.get_hooks(HOOK) for beginning in begin(user)]


def begin_page(user, model, label, icon_name):
    """Yield how ``user`` begins a page of the kind ``model``, which has a unit, if they may at all.

    It goes where their units wrote last; where that is not known and there are several places,
    they choose.
    """
    places = list(places_for(model, user))
    if not places:
        return
    choose_url = reverse(
        "cchc_editorial_begin", args=[model._meta.app_label, model._meta.model_name]
    )
    if len(places) == 1:
        yield Beginning(label, add_url(model, places[0]), icon_name)
    elif place := last_place(model, user, places):
        yield Beginning(label, add_url(model, place), icon_name, choose_url)
    else:
        yield Beginning(label, choose_url, icon_name)


def places_for(model, user):
    """Return the published pages below which ``user`` may write a page of the kind ``model``."""
    mine = page_policy().instances_user_has_permission_for(user, "add")
    parents = Page.objects.type(*model.allowed_parent_page_models()).live()
    return parents.filter(pk__in=mine.order_by().values("pk")).order_by("path")


def last_place(model, user, places):
    """Return the one of ``places`` where the units of ``user`` wrote last, or None."""
    written = model.objects.filter(unit__in=units_of(user)).order_by("-pk").first()
    parent_path = written and model._get_basepath(written.path, written.depth - 1)
    return next((place for place in places if place.path == parent_path), None)


def add_url(model, place):
    names = model._meta.app_label, model._meta.model_name
    return reverse("wagtailadmin_pages:add", args=[*names, place.pk])


def page_model(app_label, model_name):
    """Return the kind of page of that name that is written by units, or None."""
    for model in piece_models():
        if (
            issubclass(model, Page)
            and has_unit(model)
            and model._meta.label_lower == f"{app_label}.{model_name}"
        ):
            return model
    return None
