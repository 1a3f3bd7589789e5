from django.core import checks
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

from cchc_wagtail.apps import RoomConfig
from cchc_wagtail.replacing import replace


class WagtailVietnameseConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.wagtail_vi"
    label = "cchc_wagtail_vi"
    verbose_name = _("Wagtail in Vietnamese")

    def ready(self):
        super().ready()
        from . import dates
        from .checks import (
            check_catalogue_order,
            check_date_formats,
            check_language,
            check_permitted_languages,
        )

        # Wagtail reads the words of its JavaScript from the folder of wagtail.admin alone; this
        # is Django's ordinary order of all apps, in which ours, and a host's, come first.
        replace(
            "wagtail.admin.views.i18n:js_catalog",
            lambda of_one_folder: JavaScriptCatalog.as_view(),
        )
        # Wagtail gives this field no label to translate.
        replace(
            "wagtail.admin.forms.auth:LoginForm.declared_fields.password.label",
            lambda none: _("Password"),
        )
        dates.install()
        checks.register(check_catalogue_order)
        checks.register(check_date_formats)
        checks.register(check_language)
        checks.register(check_permitted_languages)
