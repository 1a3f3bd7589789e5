from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class QuestionsConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.questions"
    label = "cchc_questions"
    verbose_name = _("Questions and answers")

    def ready(self):
        super().ready()
        from . import signal_handlers

        signal_handlers.register()
