from django.apps import apps
from django.conf import settings
from django.core import checks
from wagtail.admin.localization import get_available_admin_languages

from .dates import FORMAT_SETTINGS, has_own_format

LOCALE_MIDDLEWARE = "django.middleware.locale.LocaleMiddleware"


def check_catalogue_order(app_configs, **kwargs):
    """Warn (W001) where an app of Wagtail stands first: its own few Vietnamese words would win."""
    names = [config.name for config in apps.get_app_configs()]
    before = names[: names.index("cchc_wagtail.wagtail_vi")]
    return [
        checks.Warning(
            f"{name!r} stands before 'cchc_wagtail.wagtail_vi' in INSTALLED_APPS: "
            "its own Vietnamese replaces that of cchc_wagtail.",
            hint="Start INSTALLED_APPS with *cchc_wagtail.CCHC_APPS.",
            id="cchc_wagtail_vi.W001",
        )
        for name in before
        if name.partition(".")[0] in {"wagtail", "wagtail_modeladmin"}
    ]


def check_permitted_languages(app_configs, **kwargs):
    """Warn (W002) where nobody can choose Vietnamese: Wagtail does not offer it by itself."""
    if "vi" in dict(get_available_admin_languages()):
        return []
    return [
        checks.Warning(
            "Vietnamese is not among the languages of the Wagtail admin: nobody can choose it, and "
            "a browser set to another language opens the admin in that language.",
            hint='Set WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt")], '
            "with further languages after it if your editors need them.",
            id="cchc_wagtail_vi.W002",
        )
    ]


def check_date_formats(app_configs, **kwargs):
    """Warn (W003) of a date format of the host in which 05/4/2024 is not read as 5 April."""
    return [
        checks.Warning(
            f"{name} is {getattr(settings, name)!r}: dates typed as people in Vietnam do, such as "
            "05/4/2024, are refused by the admin or read as another day.",
            hint=f'Remove {name}, or set {name} = "{wanted}".',
            id="cchc_wagtail_vi.W003",
        )
        for name, wanted in FORMAT_SETTINGS.items()
        if has_own_format(name)
    ]


def check_language(app_configs, **kwargs):
    """Warn (W004) where all readers get the words around the content in another language."""
    if settings.LANGUAGE_CODE.partition("-")[0] == "vi" or LOCALE_MIDDLEWARE in settings.MIDDLEWARE:
        return []
    return [
        checks.Warning(
            f"LANGUAGE_CODE is {settings.LANGUAGE_CODE!r}, and readers cannot choose another: the "
            "words around Vietnamese content are in that language.",
            hint='Set LANGUAGE_CODE = "vi".',
            id="cchc_wagtail_vi.W004",
        )
    ]
