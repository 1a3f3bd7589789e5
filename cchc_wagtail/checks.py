import datetime
from difflib import get_close_matches

import swapper
from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Warning
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from cchc_wagtail.conf import DEFAULTS, get_setting

#: The least that editors need: a text as long as ``registry.validators`` lets through, in JSON.
UPLOAD_LIMITS = {
    "DATA_UPLOAD_MAX_MEMORY_SIZE": 20_000_000,
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": 10_000,
}
VIETNAM_OFFSET = datetime.timedelta(hours=7)
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


def check_page_model(app_configs, **kwargs):
    """Say (E006) that our page types need Wagtail's own page model, where a site has another."""
    model = swapper.is_swapped("wagtailcore", "Page")
    if not model:
        return []
    return [
        Error(
            f"The pages of cchc_wagtail do not work on the page model {model!r} of the site.",
            hint="Install cchc_wagtail in a site without WAGTAIL_PAGE_MODEL.",
            id="cchc_wagtail.E006",
        )
    ]


def check_time_zone(app_configs, **kwargs):
    """Warn (W006) where a day does not begin when it begins in Vietnam: seven hours before UTC.

    What is due or published on a day would be so some hours early or late.
    """
    noon = datetime.datetime(2024, 1, 1, 12, tzinfo=timezone.get_default_timezone())
    if noon.utcoffset() == VIETNAM_OFFSET:
        return []
    return [
        Warning(
            f"TIME_ZONE is {settings.TIME_ZONE!r}: days begin and end when they do not in Vietnam.",
            hint='Set TIME_ZONE = "Asia/Ho_Chi_Minh".',
            id="cchc_wagtail.W006",
        )
    ]
