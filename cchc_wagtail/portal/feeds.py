from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.frontend.feeds import AtomFeed, at_midnight
from cchc_wagtail.news.models import ArticlePage
from cchc_wagtail.procedures.models import ProcedurePage
from cchc_wagtail.registry.models import LegalDocument
from cchc_wagtail.search.visibility import public_pages

FEED_LENGTH = 30


class NewsFeed(AtomFeed):
    title = _("Reform news")
    link = reverse_lazy("cchc_wagtail:feed_news")

    def items(self):
        return public_pages(ArticlePage.objects.order_by("-date", "-pk"))[:FEED_LENGTH]

    def item_description(self, item):
        return item.lead

    def item_updateddate(self, item):
        return item.last_published_at

    def item_pubdate(self, item):
        return at_midnight(item.date)


class DocumentFeed(AtomFeed):
    title = _("Legal documents")
    link = reverse_lazy("cchc_wagtail:feed_documents")

    def items(self):
        documents = LegalDocument.objects.public().select_related("document_type")
        return documents.order_by("-issued_on", "-pk")[:FEED_LENGTH]

    def item_title(self, item):
        return str(item)

    def item_link(self, item):
        return item.get_absolute_url()

    def item_description(self, item):
        return item.summary

    def item_updateddate(self, item):
        return item.last_published_at

    def item_pubdate(self, item):
        return at_midnight(item.issued_on)


class ProcedureFeed(AtomFeed):
    title = _("Administrative procedures")
    link = reverse_lazy("cchc_wagtail:feed_procedures")

    def items(self):
        return public_pages(ProcedurePage.objects.order_by("-last_published_at"))[:FEED_LENGTH]

    def item_description(self, item):
        return item.summary

    def item_updateddate(self, item):
        return item.last_published_at
