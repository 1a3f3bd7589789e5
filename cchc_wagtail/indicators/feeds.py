from django.utils.translation import gettext_lazy as _

from cchc_wagtail.channels.feeds import AtomFeed
from cchc_wagtail.search.visibility import public_pages

from .models import IndexPage


class IndexFeed(AtomFeed):
    slug = "chi-so"
    title = _("Reform indices")

    def items(self):
        pages = public_pages(IndexPage.objects.order_by("-last_published_at"))
        return pages.select_related("index")[: self.length]

    def item_description(self, item):
        return item.reading.sentence
