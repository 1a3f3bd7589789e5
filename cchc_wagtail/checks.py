from difflib import get_close_matches

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Warning
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse

from cchc_wagtail.conf import DEFAULTS, get_setting

#: The least that editors need: a text as long as ``registry.validators`` lets through, in JSON.
UPLOAD_LIMITS = {
    "DATA_UPLOAD_MAX_MEMORY_SIZE": 20_000_000,
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": 10_000,
}
REQUIRED_APPS = ["wagtail_modeladmin", "taggit", "modelcluster", "wagtail.snippets"]


def check_settings(app_configs, **kwargs):
    """Name every wrong key of ``CCHC_WAGTAIL`` (E001) and a missing base template (E002)."""
    given = getattr(settings, "CCHC_WAGTAIL", {})
    if not isinstance(given, dict):
        return [Error("CCHC_WAGTAIL must be a dict.", id="cchc_wagtail.E001")]
    errors = []
    for key in given:
        if key not in DEFAULTS:
            close = get_close_matches(str(key), DEFAULTS, n=1)
            errors.append(
                Error(
                    f"CCHC_WAGTAIL has no setting {key!r}.",
                    hint=f"Did you mean {close[0]!r}?" if close else f"Known: {sorted(DEFAULTS)}.",
                    id="cchc_wagtail.E001",
                )
            )
    if not errors:
        try:
            get_template(get_setting("BASE_TEMPLATE"))
        except TemplateDoesNotExist:
            errors.append(
                Error(
                    f"The template {get_setting('BASE_TEMPLATE')!r}, which the pages of "
                    "cchc_wagtail extend, does not exist.",
                    hint="Set CCHC_WAGTAIL['BASE_TEMPLATE'] to the base template of your site.",
                    id="cchc_wagtail.E002",
                )
            )
    return errors


def check_upload_limits(app_configs, **kwargs):
    """Warn (W001) where a long text would be refused before its form could say what is wrong.

    Django answers 400 to a form above these limits, and what was written is lost.
    """
    return [
        Warning(
            f"{name} is {getattr(settings, name)}: a long text or list sent by an editor is lost.",
            hint=f"Set {name} = {wanted:_} or more.",
            id="cchc_wagtail.W001",
        )
        for name, wanted in UPLOAD_LIMITS.items()
        if (getattr(settings, name) or wanted) < wanted
    ]


def check_urls(app_configs, **kwargs):
    """Say which line is missing where the site has none of our addresses (E005)."""
    try:
        reverse("cchc_wagtail:search")
    except NoReverseMatch:
        return [
            Error(
                "The addresses of cchc_wagtail are not in the URL configuration.",
                hint='Add path("", include("cchc_wagtail.urls")) before the addresses of Wagtail.',
                id="cchc_wagtail.E005",
            )
        ]
    return []


def check_apps(app_configs, **kwargs):
    """Name every app that the product needs and the host has not installed (E003)."""
    return [
        Error(
            f"cchc_wagtail needs {name!r} in INSTALLED_APPS.",
            hint=f"Add {name!r} to INSTALLED_APPS.",
            id="cchc_wagtail.E003",
        )
        for name in REQUIRED_APPS
        if not apps.is_installed(name)
    ]
