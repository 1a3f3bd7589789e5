from django.core import checks
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class PortalConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.portal"
    label = "cchc_portal"
    verbose_name = _("Reform portal")

    def ready(self):
        super().ready()
        from .checks import check_demo_accounts

        checks.register(check_demo_accounts, checks.Tags.database)
