from django.utils.translation import gettext_lazy as _

from cchc_wagtail.channels.feeds import AtomFeed
from cchc_wagtail.frontend.languages import in_reader_language
from cchc_wagtail.search.visibility import public_pages

from .models import InitiativePage


class InitiativeFeed(AtomFeed):
    slug = "sang-kien"
    title = _("Initiatives and good models")

    def items(self):
        pages = in_reader_language(InitiativePage.objects.order_by("-first_published_at", "-pk"))
        return public_pages(pages)[: self.length]

    def item_description(self, item):
        return item.summary

    def item_pubdate(self, item):
        return item.first_published_at
