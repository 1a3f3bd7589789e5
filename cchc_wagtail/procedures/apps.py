from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class ProceduresConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.procedures"
    label = "cchc_procedures"
    verbose_name = _("Administrative procedures")
