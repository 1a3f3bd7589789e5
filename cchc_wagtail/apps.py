from django.apps import AppConfig, apps
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from cchc_wagtail import CCHC_APPS, OPTIONAL_APPS


class RoomConfig(AppConfig):
    """The common part of all apps of the product: the key type and the checks of the settings."""

    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self):
        # The rooms import each other's models: too early for a system check to speak.
        missing = [
            name
            for name in CCHC_APPS
            if not apps.is_installed(name)
            and (
                name not in OPTIONAL_APPS
                or any(apps.is_installed(needy) for needy in OPTIONAL_APPS[name])
            )
        ]
        if missing:
            raise ImproperlyConfigured(
                f"cchc_wagtail needs {', '.join(missing)} in INSTALLED_APPS: "
                "start it with *cchc_wagtail.CCHC_APPS."
            )
        super().import_models()

    def ready(self):
        from cchc_wagtail.checks import (
            check_apps,
            check_page_model,
            check_settings,
            check_time_zone,
            check_upload_limits,
            check_urls,
        )

        checks.register(check_settings)
        checks.register(check_apps)
        checks.register(check_urls, checks.Tags.urls)
        checks.register(check_upload_limits)
        checks.register(check_page_model)
        checks.register(check_time_zone)


def installed_rooms():
    """Return the configurations of those of our apps that the site has, the top room first."""
    return [config for config in apps.get_app_configs() if config.name in CCHC_APPS]
