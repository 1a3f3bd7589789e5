from django.utils.translation import gettext_lazy as _

from cchc_wagtail import clock
from cchc_wagtail.channels.feeds import AtomFeed
from cchc_wagtail.frontend.languages import in_reader_language
from cchc_wagtail.search.visibility import public_pages

from .models import DigestPage


class DigestFeed(AtomFeed):
    slug = "ban-tin"
    title = _("Digests")

    def items(self):
        digests = in_reader_language(DigestPage.objects.order_by("-last_day", "-pk"))
        return public_pages(digests)[: self.length]

    def item_description(self, item):
        return item.lead

    def item_pubdate(self, item):
        return clock.midnight(item.last_day)
