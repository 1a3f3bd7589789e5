from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class IndicatorsConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.indicators"
    label = "cchc_indicators"
    verbose_name = _("Indices and one-stop results")

    def ready(self):
        super().ready()
        from . import signal_handlers

        signal_handlers.register()
