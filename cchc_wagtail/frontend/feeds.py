"""What the Atom feeds of all rooms have in common."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed


def at_midnight(date):
    """The beginning of ``date`` in the site's time zone, as an aware datetime."""
    return timezone.make_aware(datetime.combine(date, time.min))


class AtomFeed(Feed):
    feed_type = Atom1Feed

    def item_link(self, item):
        return item.full_url

    def item_title(self, item):
        return str(item.title)
