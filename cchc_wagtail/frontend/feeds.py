"""What the Atom feeds of all rooms have in common."""

from django.contrib.sites.shortcuts import get_current_site
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from wagtail.models import Site

from cchc_wagtail import clock
from cchc_wagtail.language import printable


def at_midnight(date):
    """The beginning of ``date`` in the site's time zone, as an aware datetime."""
    return clock.midnight(date)


class CleanAtom1Feed(Atom1Feed):
    """Leaves out what XML may not hold, so that one row does not take the whole feed along."""

    def add_item(self, title, link, description, **kwargs):
        super().add_item(printable(title), link, printable(description or ""), **kwargs)


class AtomFeed(Feed):
    """A feed whose author is the site: Atom asks for one (RFC 4287, 4.1.1)."""

    feed_type = CleanAtom1Feed

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
