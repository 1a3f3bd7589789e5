from django.utils.translation import gettext_lazy as _

from cchc_wagtail import clock
from cchc_wagtail.channels.feeds import AtomFeed
from cchc_wagtail.search.visibility import public_pages

from .models import ArticlePage


class NewsFeed(AtomFeed):
    slug = "tin-tuc"
    title = _("Reform news")

    def items(self):
        return public_pages(ArticlePage.objects.order_by("-date", "-pk"))[: self.length]

    def item_description(self, item):
        return item.lead

    def item_pubdate(self, item):
        return clock.midnight(item.date)
