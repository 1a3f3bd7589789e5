"""The picture of a page or document for those to whom a link to it is sent."""

from django.apps import apps
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from wagtail.models import Page, Site

from cchc_wagtail.search.facts import Card
from cchc_wagtail.search.kinds import kinds
from cchc_wagtail.search.visibility import visible_objects

from .pictures import draw_picture

A_DAY = 24 * 60 * 60


def sharing_picture(request, model, pk):
    """A PNG with the name of what everybody may read, what it is, and what its card shows.

    ``model`` is the label of a page type or of a kind's model.
    """
    shown, kind = shown_at(model, pk)
    picture = cache.get_or_set(
        f"cchc-picture-{version_of(shown)}",
        lambda: draw_picture(*name_and_facts(request, shown, kind)),
        A_DAY,
    )
    response = HttpResponse(picture, content_type="image/png")
    patch_cache_control(response, public=True, max_age=A_DAY)
    return response


def shown_at(model, pk):
    """Return what everybody may read under a model's label and a key, and its ``Kind`` or None.

    Raises:
        Http404: there is no such model or row, or it is not public.
    """
    try:
        model = apps.get_model(model)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    kind = next((kind for kind in kinds() if kind.model is model), None)
    if kind is None and not issubclass(model, Page):
        raise Http404
    shown = visible_objects(model).filter(pk=pk).first()
    if shown is None:
        raise Http404
    return shown, kind


def version_of(shown):
    """Return what is another for each content, each of its publications and each language."""
    published = f"{shown.last_published_at:%Y%m%d%H%M%S%f}" if shown.last_published_at else ""
    return f"{shown._meta.label_lower}-{shown.pk}-{published}-{get_language()}"


def name_and_facts(request, shown, kind):
    """Return what ``shown`` is, its name, pairs of label and text, and the name of the site."""
    card = Card()
    if kind and kind.cards:
        card = kind.cards(kind.model.objects.filter(pk=shown.pk)).get(shown.pk, card)
    site = Site.find_for_request(request)
    name = site.site_name or site.root_page.title if site else ""
    return str(kind.label) if kind else name, str(shown), list(card.facts), name
