from django.http import Http404
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext, gettext_lazy
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.widgets import Button

from cchc_wagtail.editorial.beginnings import HOOK as BEGINNINGS_HOOK
from cchc_wagtail.editorial.beginnings import Beginning
from cchc_wagtail.editorial.findings import HOOK as FINDINGS_HOOK
from cchc_wagtail.editorial.findings import Finding

from .files import may_have
from .from_word import may_begin, word_models, word_places
from .pages import ContentPage
from .pictures import undescribed_pictures
from .translated import TranslatedMixin, with_links
from .views import FromWordView, WordPlacesView, word_url

_PASTING = ["cchc_frontend/pasted-table.js", "cchc_content/pasting.js"]


@hooks.register("insert_editor_js")
def keep_what_is_pasted():
    return format_html_join(
        "\n", '<script src="{}" defer></script>', ((versioned_static(one),) for one in _PASTING)
    )


@hooks.register("before_serve_document")
def keep_what_is_not_published(document, request):
    """Answer as if there were no such file: whether there is one is not for everybody."""
    if not may_have(request.user, document):
        raise Http404("This file is not published.")


@hooks.register("on_serve_page")
def name_address_and_languages(serve):
    """Name the one address of a page and its versions in other languages to machines."""

    def serve_with_links(page, request, args, kwargs):
        response = serve(page, request, args, kwargs)
        is_whole = response.status_code == 200 and isinstance(page, TranslatedMixin)
        if is_whole and request.path == page.get_url(request):
            return with_links(response, page, request)
        return response

    return serve_with_links


@hooks.register("register_admin_urls")
def register_word_urls():
    address = "cchc/tu-tep-word/"
    return [
        path(address, WordPlacesView.as_view(), name="cchc_content_word_places"),
        path(
            f"{address}<slug:app_label>/<slug:model_name>/<int:parent_id>/",
            FromWordView.as_view(),
            name="cchc_content_from_word",
        ),
    ]


@hooks.register("register_page_header_buttons")
def offer_to_begin_from_word(page, user, view_name, next_url=None):
    """Offer it in the explorer, above the pages below which one may write."""
    if view_name != "index":
        return
    parent = page.specific
    for model in word_models():
        if may_begin(user, model, parent):
            yield Button(
                gettext("Begin from a Word file"),
                url=word_url(model, parent),
                icon_name="upload",
                priority=15,
            )


@hooks.register(BEGINNINGS_HOOK, order=15)
def begin_from_word(user):
    if any(True for _place in word_places(user)):
        yield Beginning(
            gettext("Begin from a Word file"), reverse("cchc_content_word_places"), "upload"
        )


@hooks.register(FINDINGS_HOOK)
def find_undescribed_pictures(content):
    """Yield each picture in a body of which nobody says what it shows."""
    if isinstance(content, ContentPage):
        for number, caption in undescribed_pictures(content):
            name = gettext("Picture %(number)d") % {"number": number}
            text = gettext("%(picture)s has no alternative text: say what it shows.")
            named = f"{name} (“{caption}”)" if caption else name
            yield Finding(gettext_lazy("Pictures in the text"), text % {"picture": named})
