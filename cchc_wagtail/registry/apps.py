from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class RegistryConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.registry"
    label = "cchc_registry"
    verbose_name = _("Legal documents")
