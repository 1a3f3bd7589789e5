from django.apps import apps
from django.core.checks import Warning

from cchc_wagtail.conf import get_setting
from cchc_wagtail.editorial.review import ReviewedPageMixin

from .pages import SectionPage


def check_page_types(app_configs, **kwargs):
    """Warn (cchc_wagtail.W002) of each page type that could be published unreviewed in a section.

    A page type is reviewed that is a ``ContentPage`` or a ``SectionPage``; what a host leaves out
    on purpose stands in the setting ``UNREVIEWED_PAGE_TYPES``.
    """
    exempt = {name.lower() for name in get_setting("UNREVIEWED_PAGE_TYPES")}
    return [
        Warning(
            f"Pages of the type {model._meta.label} can stand in the section on administrative "
            "reform, and anybody who may publish does so without a review.",
            hint="Make it a cchc_wagtail.content.pages.ContentPage, keep it out with "
            "parent_page_types, or name it in CCHC_WAGTAIL['UNREVIEWED_PAGE_TYPES'].",
            obj=model,
            id="cchc_wagtail.W002",
        )
        for model in sorted(types_in_sections(), key=lambda model: model._meta.label)
        if not issubclass(model, ReviewedPageMixin) and model._meta.label_lower not in exempt
    ]


def types_in_sections():
    """Return all page types that can stand below a page of a section, at whatever depth."""
    found = set()
    waiting = [model for model in apps.get_models() if issubclass(model, SectionPage)]
    while waiting:
        below = set(waiting.pop().allowed_subpage_models()) - found
        found |= below
        waiting.extend(below)
    return found
