from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class EditorialConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.editorial"
    label = "cchc_editorial"
    verbose_name = _("Editorial workflow")
