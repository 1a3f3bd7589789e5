"""The sitemap of the section, to be named in the host's robots.txt: an index, in parts."""

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as django_views
from django.db.models import Count, Max
from django.utils.functional import cached_property
from wagtail.models import Page, Site

from cchc_wagtail.frontend.languages import content_languages, default_language, pages_of_site
from cchc_wagtail.search.kinds import kinds
from cchc_wagtail.search.visibility import visible_objects


class KindSitemap(Sitemap):
    """The public objects of one kind of content; of pages, those of ``site``."""

    limit = 1000

    def __init__(self, kind, site):
        self.model, self.site = kind.model, site

    def items(self):
        return self._objects.all()

    @cached_property
    def _objects(self):
        objects = visible_objects(self.model)
        if issubclass(self.model, Page):
            # The columns of Page are enough for an address, and quick to read.
            pages = Page.objects.filter(pk__in=objects.values("pk"))
            objects = pages_of_site(pages, self.site) if self.site else pages
            if content_languages():
                objects = objects.select_related("locale")
        return objects.order_by("pk")

    def get_urls(self, page=1, site=None, protocol=None):
        """Return what the template shows of each, with the ``alternates`` of pages."""
        urls = super().get_urls(page=page, site=site, protocol=protocol)
        if issubclass(self.model, Page) and content_languages():
            self._add_alternates(urls)
        return urls

    def _add_alternates(self, urls):
        versions = {}
        keys = [url["item"].translation_key for url in urls]
        for item in self.items().filter(translation_key__in=keys):
            versions.setdefault(item.translation_key, {})[item.locale.language_code] = item
        root = urls[0]["location"].removesuffix(self.location(urls[0]["item"])) if urls else ""
        for url in urls:
            found = versions[url["item"].translation_key]
            if len(found) > 1:
                addresses = {code: root + self.location(item) for code, item in found.items()}
                default = addresses.get(default_language(), url["location"])
                url["alternates"] = [
                    {"lang_code": code, "location": address}
                    for code, address in [*sorted(addresses.items()), ("x-default", default)]
                ]

    def location(self, item):
        return item.get_url_parts()[2] if isinstance(item, Page) else item.get_absolute_url()

    def lastmod(self, item):
        return item.last_published_at

    @cached_property
    def _extent(self):
        """How many there are and when the last was published, in one query."""
        return self.items().aggregate(count=Count("pk"), last=Max("last_published_at"))

    @property
    def paginator(self):
        paginator = super().paginator
        paginator.count = self._extent["count"]
        return paginator

    def get_latest_lastmod(self):
        return self._extent["last"]


def sitemap(request):
    """The index of the parts."""
    return django_views.index(
        request,
        sitemaps=_sitemaps(request),
        template_name="cchc_channels/sitemap_index.xml",
        sitemap_url_name="cchc_wagtail:sitemap_part",
    )


def sitemap_part(request, section):
    """A thousand addresses at most of one kind of content."""
    return django_views.sitemap(
        request,
        sitemaps=_sitemaps(request),
        section=section,
        template_name="cchc_channels/sitemap.xml",
    )


def _sitemaps(request):
    site = Site.find_for_request(request)
    return {kind.name: KindSitemap(kind, site) for kind in kinds()}
