from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_view

from cchc_wagtail.news.models import ArticlePage
from cchc_wagtail.procedures.models import ProcedurePage
from cchc_wagtail.questions.models import SituationPage
from cchc_wagtail.registry.models import LegalDocument
from cchc_wagtail.search.visibility import public_pages


class PublicPageSitemap(Sitemap):
    """The published pages of a query set that everybody may read."""

    def __init__(self, pages):
        self.pages = pages

    def items(self):
        return public_pages(self.pages.order_by("pk"))

    def location(self, page):
        return page.get_url_parts()[2]

    def lastmod(self, page):
        return page.last_published_at


class LegalDocumentSitemap(Sitemap):
    def items(self):
        return LegalDocument.objects.public().order_by("pk")

    def lastmod(self, document):
        return document.last_published_at


SITEMAPS = {
    "articles": PublicPageSitemap(ArticlePage.objects.all()),
    "procedures": PublicPageSitemap(ProcedurePage.objects.all()),
    "situations": PublicPageSitemap(SituationPage.objects.unmerged()),
    "documents": LegalDocumentSitemap(),
}


def sitemap(request):
    """The sitemap of the section, to be named in the host's robots.txt."""
    return sitemap_view(request, sitemaps=SITEMAPS, template_name="cchc_portal/sitemap.xml")
