from django.core import checks
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class RegistryConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.registry"
    label = "cchc_registry"
    verbose_name = _("Legal documents")

    def ready(self):
        super().ready()
        from .checks import check_citing_models
        from .signal_handlers import register_signal_handlers

        checks.register(check_citing_models)
        register_signal_handlers()
