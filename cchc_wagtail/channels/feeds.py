"""The common part of all feeds, and the address of each: Atom, JSON, and a list to embed."""

import json

from django.contrib.sites.shortcuts import get_current_site
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.shortcuts import render
from django.utils.feedgenerator import Atom1Feed, SyndicationFeed
from django.utils.html import escape
from django.views.decorators.clickjacking import xframe_options_exempt
from wagtail.models import Site

from cchc_wagtail.frontend.languages import in_reader_language
from cchc_wagtail.language import printable
from cchc_wagtail.search.kinds import Kind, kinds
from cchc_wagtail.search.visibility import public_pages

#: So many titles stand in the list to embed.
EMBEDDED = 10


class CleanAtom1Feed(Atom1Feed):
    """Leaves out what XML may not hold, so that one row does not take the whole feed along.

    Descriptions are plain text here, and Django calls a summary HTML (RFC 4287, 3.1.1.2).
    """

    def add_item(self, title, link, description, **kwargs):
        super().add_item(printable(title), link, escape(printable(description or "")), **kwargs)


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding):
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "language": self.feed["language"],
            "authors": [{"name": str(self.feed["author_name"])}],
            "items": [self._item(item) for item in self.items],
        }
        outfile.write(json.dumps(feed, ensure_ascii=False, default=str))

    def _item(self, item):
        days = {"date_published": item["pubdate"], "date_modified": item["updateddate"]}
        return {
            "id": item["unique_id"] or item["link"],
            "url": item["link"],
            "title": printable(item["title"]),
            # An item has a text (1.1, “content_text”), be it its title.
            "content_text": printable(item["description"] or item["title"]),
            **{name: day.isoformat() for name, day in days.items() if day},
        }


class AtomFeed(Feed):
    """A feed whose author is the site: Atom asks for one (RFC 4287, 4.1.1).

    The feed of a ``Kind`` has its address by ``slug``, and is of the page that lists the kind.
    """

    feed_type = CleanAtom1Feed
    kind: Kind | None = None
    slug = ""
    length = 30

    def link(self):
        lists = self.kind.list_page.objects.order_by("path") if self.kind.list_page else None
        page = lists and public_pages(in_reader_language(lists)).first()
        # A feed has another address for what it is of than its own (RFC 4287, 4.2.7.2).
        return page.url if page else "/"

    def get_feed(self, obj, request):
        feed = super().get_feed(obj, request)
        # It is known by its own address, wherever the list may move to.
        feed.feed["id"] = feed.feed["feed_url"]
        site = Site.find_for_request(request)
        name = site and (site.site_name or site.root_page.title)
        feed.feed["author_name"] = name or get_current_site(request).name
        return feed

    def item_link(self, item):
        return item.full_url

    def item_title(self, item):
        return str(item.title)

    def item_updateddate(self, item):
        """An entry has such a day (RFC 4287, 4.1.2), be it only its own."""
        return item.last_published_at or self._own_day(item)

    def day_of(self, item):
        """The day that readers know it by: its own, where the feed has one."""
        return self._own_day(item) or self.item_updateddate(item)

    def _own_day(self, item):
        own = getattr(self, "item_pubdate", None)
        return own(item) if own else None


def feed(request, slug):
    """The Atom feed of the kind of content that has ``slug``."""
    return _open_to_all(_feed_called(slug)(request))


def json_feed(request, slug):
    """The same as JSON Feed."""
    found = _feed_called(slug)
    found.feed_type = JsonFeed
    return _open_to_all(found(request))


@xframe_options_exempt
def embedded_list(request, slug):
    """The newest of it as a page for the frame of another site: titles and days, no script."""
    found = _feed_called(slug)
    site = Site.find_for_request(request)
    context = {
        "title": found.title,
        "site_name": site and (site.site_name or site.root_page.title),
        "items": [
            (found.item_title(item), found.item_link(item), found.day_of(item))
            for item in found.items()[:EMBEDDED]
        ],
    }
    response = render(request, "cchc_channels/embedded_list.html", context)
    # Of all pages this one alone may stand in a frame anywhere; it runs nothing.
    response["Content-Security-Policy"] = "script-src 'none'; frame-ancestors *"
    return response


def _feed_called(slug):
    for kind in kinds():
        if kind.feed and kind.feed.slug == slug:
            found = kind.feed()
            found.kind = kind
            return found
    raise Http404(f"no feed is called {slug!r}")


def _open_to_all(response):
    """Let scripts of other sites read it: it says nothing that is not public (Fetch, CORS)."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
