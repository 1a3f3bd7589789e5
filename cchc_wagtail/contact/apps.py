from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig


class ContactConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.contact"
    label = "cchc_contact"
    verbose_name = _("Contact")

    def ready(self):
        super().ready()
        from . import signal_handlers

        signal_handlers.register()
