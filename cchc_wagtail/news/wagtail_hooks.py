from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cchc_wagtail.editorial.beginnings import HOOK as BEGINNINGS_HOOK
from cchc_wagtail.editorial.beginnings import begin_page
from cchc_wagtail.editorial.findings import HOOK as FINDINGS_HOOK
from cchc_wagtail.editorial.findings import Finding
from cchc_wagtail.search.kinds import HOOK as KINDS_HOOK
from cchc_wagtail.search.kinds import Kind, OnHome

from .feeds import NewsFeed
from .models import ArticlePage, NewsColumnPage, SpecialPage, column_asks_for_picture
from .on_home import newest_articles


@hooks.register(BEGINNINGS_HOOK, order=10)
def write_an_article(user):
    return begin_page(user, ArticlePage, _("Write an article"), "edit")


@hooks.register(FINDINGS_HOOK)
def find_what_the_column_asks_for(content):
    """Yield what an article lacks by the house style of its column."""
    if not isinstance(content, ArticlePage):
        return
    if not content.lead.strip():
        yield Finding(_("House style"), gettext("The lead is missing: one or two sentences."))
    if content.image_id is None and column_asks_for_picture(content):
        text = gettext("The picture above the text is missing: this column asks for one.")
        yield Finding(_("House style"), text)


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


@hooks.register(KINDS_HOOK)
def register_special_pages():
    return Kind("special", _("Special pages"), SpecialPage, order=42)
