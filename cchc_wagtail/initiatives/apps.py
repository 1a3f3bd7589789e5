from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class InitiativesConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.initiatives"
    label = "cchc_initiatives"
    verbose_name = _("Initiatives and good models")

    def ready(self):
        super().ready()
        from . import signal_handlers

        signal_handlers.register()
