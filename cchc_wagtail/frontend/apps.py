from django.core import checks
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class FrontendConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.frontend"
    label = "cchc_frontend"
    verbose_name = _("Public pages")

    def ready(self):
        super().ready()
        from .checks import check_agency, check_languages
        from .exports import guard_exports

        guard_exports()
        checks.register(check_agency)
        checks.register(check_languages, checks.Tags.urls)
