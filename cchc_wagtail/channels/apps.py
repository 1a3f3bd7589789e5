from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class ChannelsConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.channels"
    label = "cchc_channels"
    verbose_name = _("Feeds, sitemap and open data")
