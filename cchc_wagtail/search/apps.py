from django.core import checks
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class SearchConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.search"
    label = "cchc_search"
    verbose_name = _("Search")

    def ready(self):
        super().ready()
        from .checks import check_delivery, check_engine
        from .signal_handlers import register_signal_handlers

        checks.register(check_engine)
        checks.register(check_delivery, checks.Tags.database)
        register_signal_handlers()
