from django.apps import apps
from django.conf import settings
from django.core.checks import Warning
from django.core.files.storage import default_storage
from django.utils.module_loading import import_string

from cchc_wagtail.conf import get_setting
from cchc_wagtail.editorial.review import ReviewedPageMixin

from .forms import ReviewedFileMixin
from .pages import SectionPage

#: The host's settings that name the forms of files, and our form for each.
FORMS = {
    "WAGTAILDOCS_DOCUMENT_FORM_BASE": "ReviewedDocumentForm",
    "WAGTAILIMAGES_IMAGE_FORM_BASE": "ReviewedImageForm",
}
BASE = "wagtail.admin.forms.collections.BaseCollectionMemberForm"


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


def check_forms(app_configs, **kwargs):
    """Warn (W003) where a file that is published can be replaced without a review."""
    return [
        Warning(
            f"{name} is not set: whoever may change a file replaces one that is published without "
            "a review, and files of any type are taken.",
            hint=f'Set {name} = "cchc_wagtail.content.forms.{form}".',
            id="cchc_wagtail.W003",
        )
        for name, form in FORMS.items()
        if not issubclass(import_string(getattr(settings, name, BASE)), ReviewedFileMixin)
    ]


def check_files(app_configs, **kwargs):
    """Warn (W004) of what hands out files that are not published, past Wagtail's own view.

    What the web server does cannot be seen from here: which folders it must not hand out is said
    as long as nobody silences the check.
    """
    found = []
    method = getattr(settings, "WAGTAILDOCS_SERVE_METHOD", None)
    storage = default_storage
    if method in ("direct", "redirect") or (method is None and not _has_path(storage)):
        found.append(
            Warning(
                "Documents are handed out by the storage itself, published or not.",
                hint='Set WAGTAILDOCS_SERVE_METHOD = "serve_view", and keep the storage private.',
                id="cchc_wagtail.W004",
            )
        )
    if _has_path(storage):
        folders = ", ".join(
            f"{settings.MEDIA_URL}{folder}/" for folder in ("documents", "original_images")
        )
        found.append(
            Warning(
                f"The web server must not hand out {folders} by itself: drafts' files are there.",
                hint="Forbid them in its configuration, then put cchc_wagtail.W005 into "
                "SILENCED_SYSTEM_CHECKS.",
                id="cchc_wagtail.W005",
            )
        )
    return found


def _has_path(storage):
    try:
        storage.path("x")
    except NotImplementedError:
        return False
    return True
