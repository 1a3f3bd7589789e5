from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class PlansConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.plans"
    label = "cchc_plans"
    verbose_name = _("Plans")

    def ready(self):
        super().ready()
        from .signal_handlers import register_signal_handlers

        register_signal_handlers()
