from django.utils.translation import gettext_lazy as _

from cchc_wagtail.channels.feeds import AtomFeed
from cchc_wagtail.frontend.languages import in_reader_language
from cchc_wagtail.search.visibility import public_pages

from .models import ProcedurePage


class ProcedureFeed(AtomFeed):
    slug = "thu-tuc"
    title = _("Administrative procedures")

    def items(self):
        procedures = in_reader_language(ProcedurePage.objects.order_by("-last_published_at"))
        return public_pages(procedures)[: self.length]

    def item_description(self, item):
        return item.summary
