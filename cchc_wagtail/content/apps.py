from django.core import checks
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class ContentConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.content"
    label = "cchc_content"
    verbose_name = _("Content")

    def ready(self):
        super().ready()
        from .checks import check_files, check_forms, check_page_types
        from .keeping import keep_published_files
        from .signal_handlers import register_signal_handlers

        checks.register(check_page_types)
        checks.register(check_forms)
        checks.register(check_files, deploy=True)
        keep_published_files()
        register_signal_handlers()
