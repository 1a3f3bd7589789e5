from django.utils.translation import gettext_lazy as _

from cchc_wagtail import clock
from cchc_wagtail.channels.feeds import AtomFeed
from cchc_wagtail.frontend.languages import in_reader_language
from cchc_wagtail.search.visibility import public_pages

from .models import ArticlePage


class NewsFeed(AtomFeed):
    slug = "tin-tuc"
    title = _("Reform news")

    def items(self):
        articles = in_reader_language(ArticlePage.objects.order_by("-date", "-pk"))
        return public_pages(articles)[: self.length]

    def item_description(self, item):
        return item.lead

    def item_pubdate(self, item):
        return clock.midnight(item.date)
