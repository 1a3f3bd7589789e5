from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class OrganisationConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.organisation"
    label = "cchc_organisation"
    verbose_name = _("Organisation")
