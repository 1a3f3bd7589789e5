from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class NewsConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.news"
    label = "cchc_news"
    verbose_name = _("Reform news")
