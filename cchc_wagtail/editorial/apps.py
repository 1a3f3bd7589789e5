from django.core import checks
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class EditorialConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.editorial"
    label = "cchc_editorial"
    verbose_name = _("Editorial workflow")

    def ready(self):
        super().ready()
        from .confining import confine_wagtail
        from .problems import check_problems
        from .signal_handlers import register_signal_handlers
        from .undivided import keep_reviews_whole

        confine_wagtail()
        keep_reviews_whole()
        register_signal_handlers()
        checks.register(check_problems, checks.Tags.database)
