from dataclasses import fields

from django.core.checks import Error, Warning
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from cchc_wagtail.conf import get_setting

from .languages import content_languages
from .office_document import Agency


def check_agency(app_configs, **kwargs):
    """Name every wrong key of the setting ``AGENCY`` (E007)."""
    known = [field.name for field in fields(Agency)]
    return [
        Error(
            f"CCHC_WAGTAIL['AGENCY'] has no key {key!r}.",
            hint=f"Known: {', '.join(known)}.",
            id="cchc_wagtail.E007",
        )
        for key in get_setting("AGENCY")
        if key not in known
    ]


def check_languages(app_configs, **kwargs):
    """Warn (W007) where pages are in several languages and our addresses in one alone.

    Who reads in another language would search, and follow short addresses, in that of the site.
    """
    addresses = set()
    for language in content_languages():
        with override(language):
            try:
                addresses.add(reverse("cchc_wagtail:search"))
            except NoReverseMatch:
                return []
    if len(addresses) != 1:
        return []
    return [
        Warning(
            "The site has pages in several languages, and the search is in one.",
            hint='Write *i18n_patterns(path("", include("cchc_wagtail.urls")), '
            "prefix_default_language=False) in the URL configuration.",
            id="cchc_wagtail.W007",
        )
    ]
