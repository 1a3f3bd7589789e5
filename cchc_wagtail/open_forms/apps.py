from django.core import checks
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class OpenFormsConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.open_forms"
    label = "cchc_open_forms"
    verbose_name = _("Open forms")

    def ready(self):
        super().ready()
        from .rate_limit import check_client_address

        checks.register(check_client_address)
