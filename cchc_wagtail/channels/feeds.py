"""The common part of all Atom feeds, and the address of each."""

from django.contrib.sites.shortcuts import get_current_site
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from wagtail.models import Site

from cchc_wagtail.language import printable
from cchc_wagtail.search.kinds import kinds


class CleanAtom1Feed(Atom1Feed):
    """Leaves out what XML may not hold, so that one row does not take the whole feed along."""

    def add_item(self, title, link, description, **kwargs):
        super().add_item(printable(title), link, printable(description or ""), **kwargs)


class AtomFeed(Feed):
    """A feed whose author is the site: Atom asks for one (RFC 4287, 4.1.1).

    The feed of a ``Kind`` has its address by ``slug``.
    """

    feed_type = CleanAtom1Feed
    slug = ""
    length = 30

    def link(self):
        return reverse("cchc_wagtail:feed", args=[self.slug])

    def get_feed(self, obj, request):
        feed = super().get_feed(obj, request)
        site = Site.find_for_request(request)
        name = site and (site.site_name or site.root_page.title)
        feed.feed["author_name"] = name or get_current_site(request).name
        return feed

    def item_link(self, item):
        return item.full_url

    def item_title(self, item):
        return str(item.title)

    def item_updateddate(self, item):
        return item.last_published_at


def feed(request, slug):
    """The feed of the kind of content that has ``slug``."""
    for kind in kinds():
        if kind.feed and kind.feed.slug == slug:
            return kind.feed()(request)
    raise Http404(f"no feed is called {slug!r}")
