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

_A_DAY = 24 * 60 * 60


def sharing_picture(request, model, pk):
    """A PNG with the name of what everybody may read, what it is, and what its card shows.

    ``model`` is the label of a page type or of a kind's model.
    """
    try:
        model = apps.get_model(model)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    kind = next((kind for kind in kinds() if kind.model is model), None)
    if kind is None and not issubclass(model, Page):
        raise Http404
    found = visible_objects(model).filter(pk=pk)
    shown = found.first()
    if shown is None:
        raise Http404
    published = f"{shown.last_published_at:%Y%m%d%H%M%S%f}" if shown.last_published_at else ""
    key = f"cchc-picture-{model._meta.label_lower}-{pk}-{published}-{get_language()}"
    picture = cache.get(key)
    if picture is None:
        card = kind.cards(found).get(shown.pk, Card()) if kind and kind.cards else Card()
        site = Site.find_for_request(request)
        name = site.site_name or site.root_page.title if site else ""
        label = str(kind.label) if kind else name
        picture = draw_picture(label, str(shown), list(card.facts), name)
        cache.set(key, picture, _A_DAY)
    response = HttpResponse(picture, content_type="image/png")
    patch_cache_control(response, public=True, max_age=_A_DAY)
    return response
