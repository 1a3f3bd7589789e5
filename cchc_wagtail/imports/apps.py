from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class ImportsConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.imports"
    label = "cchc_imports"
    verbose_name = _("Imports")
