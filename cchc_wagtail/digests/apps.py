from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class DigestsConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.digests"
    label = "cchc_digests"
    verbose_name = _("Digests")

    def ready(self):
        super().ready()
        from .signal_handlers import register

        register()
