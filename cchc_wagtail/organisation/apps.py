from django.apps import apps
from django.utils.translation import gettext_lazy as _

from cchc_wagtail import CCHC_APPS
from cchc_wagtail.apps import RoomConfig


class OrganisationConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.organisation"
    label = "cchc_organisation"
    verbose_name = _("Organisation")

    def ready(self):
        super().ready()
        from .clean_texts import clean_texts_of

        clean_texts_of(model for name in CCHC_APPS for model in app_config_of(name).get_models())


def app_config_of(name):
    """Return the app whose module is ``name``, such as ``cchc_wagtail.news``."""
    return next(config for config in apps.get_app_configs() if config.name == name)
