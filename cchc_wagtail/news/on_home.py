from cchc_wagtail.search.visibility import public_pages

from .models import ArticlePage

SHOWN = 6


def newest_articles(home):
    articles = public_pages(ArticlePage.objects.descendant_of(home)).order_by("-date", "-pk")
    # The sizes of these few pictures are in Wagtail's cache of renditions.
    return articles.select_related("reform_field", "image")[:SHOWN]
