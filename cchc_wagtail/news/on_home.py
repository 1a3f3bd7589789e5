from cchc_wagtail.search.visibility import public_pages

from .models import ArticlePage

SHOWN = 6


def newest_articles(home):
    articles = public_pages(ArticlePage.objects.descendant_of(home)).order_by("-date", "-pk")
    shown = articles.select_related("reform_field", "image").prefetch_related("image__renditions")
    return shown[:SHOWN]
