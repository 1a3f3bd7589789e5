from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cchc_wagtail.editorial.beginnings import HOOK as BEGINNINGS_HOOK
from cchc_wagtail.editorial.beginnings import begin_page
from cchc_wagtail.search.kinds import HOOK as KINDS_HOOK
from cchc_wagtail.search.kinds import Kind, OnHome

from .feeds import NewsFeed
from .models import ArticlePage, NewsColumnPage
from .on_home import newest_articles


@hooks.register(BEGINNINGS_HOOK, order=10)
def write_an_article(user):
    return begin_page(user, ArticlePage, _("Write an article"), "edit")


@hooks.register(KINDS_HOOK)
def register_articles():
    return Kind(
        "article",
        _("News"),
        ArticlePage,
        order=40,
        feed=NewsFeed,
        list_page=NewsColumnPage,
        on_home=OnHome("cchc_news/_on_home.html", newest_articles),
    )
