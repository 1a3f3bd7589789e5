from django.core import checks
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class MailConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.mail"
    label = "cchc_mail"
    verbose_name = _("Mail")

    def ready(self):
        super().ready()
        from .checks import check_timeout

        checks.register(check_timeout)
