from django.apps import AppConfig
from django.core import checks


class RoomConfig(AppConfig):
    """What every app of the product has in common: its key type and the checks of the settings."""

    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cchc_wagtail.checks import check_apps, check_settings

        checks.register(check_settings)
        checks.register(check_apps)
