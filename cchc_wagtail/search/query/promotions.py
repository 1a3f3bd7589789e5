"""The picks of editors for certain words, by ``wagtail.contrib.search_promotions``."""

from dataclasses import dataclass

from django.apps import apps
from wagtail.models import Page

from ..text.terms import folded_syllables
from ..visibility import public_pages

APP = "wagtail.contrib.search_promotions"
MOST_READ = 1000


@dataclass(frozen=True)
class Pick:
    """An editor's pick: where it leads, its title, and why it is shown."""

    url: str
    title: str
    description: str


def picks_for(text, request):
    """Return the ``Pick``s for the words of ``text``, marked or not; none without that app."""
    wanted = folded_syllables(text)
    if not wanted or not apps.is_installed(APP):
        return []
    from wagtail.contrib.search_promotions.models import SearchPromotion

    promotions = SearchPromotion.objects.select_related("query").order_by("sort_order", "pk")
    chosen = [
        promotion
        for promotion in promotions[:MOST_READ]
        if folded_syllables(promotion.query.query_string) == wanted
    ]
    keys = [promotion.page_id for promotion in chosen if promotion.page_id]
    pages = public_pages(Page.objects.filter(pk__in=keys)).in_bulk() if keys else {}
    return [pick for promotion in chosen if (pick := _pick(promotion, pages, request))]


def _pick(promotion, pages, request):
    if promotion.page_id is None:
        url, title = promotion.external_link_url, promotion.external_link_text
    elif promotion.page_id in pages:
        page = pages[promotion.page_id]
        url, title = page.get_url(request), page.title
    else:
        return None
    return Pick(url, title, promotion.description) if url else None
