from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.userbar import BaseItem
from wagtail.admin.widgets import ListingButton
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from cchc_wagtail.content.citing import is_citing
from cchc_wagtail.editorial.beginnings import HOOK as BEGINNINGS_HOOK
from cchc_wagtail.editorial.beginnings import Beginning
from cchc_wagtail.editorial.findings import HOOK as FINDINGS_HOOK
from cchc_wagtail.editorial.findings import Finding
from cchc_wagtail.editorial.rights import RightsMenuItem, has_rights
from cchc_wagtail.imports.importer import HOOK as IMPORTER_HOOK
from cchc_wagtail.mail.daily import HOOK as DAILY_HOOK
from cchc_wagtail.mail.daily import DailyPart
from cchc_wagtail.mail.reminders import HOOK as REMINDERS_HOOK
from cchc_wagtail.organisation.registers import MENU_HOOK
from cchc_wagtail.organisation.report_figures import HOOK as FIGURES_HOOK
from cchc_wagtail.search.kinds import HOOK as KINDS_HOOK
from cchc_wagtail.search.kinds import Kind, OnHome

from .api import DocumentsAPIViewSet
from .citator.lapsed import flag_pages, open_tasks
from .citator.letters import remind_of_tasks
from .citator.overview import doubts_of
from .documents.importer import LegalDocumentImporter
from .feeds import DocumentFeed
from .from_files.retention import forget_old_files
from .home_panel import LapsedLawPanel
from .models import LegalDocument, RegistryPage, ValidityStatus
from .on_home import newest_documents
from .registers import DocumentTypeAdmin, IssuerAdmin
from .report_figures import figures_of_documents
from .rich_text import CONVERSION as TABLE_CONVERSION
from .rich_text import ENTITY as TABLE_ENTITY
from .rich_text import FEATURE as TABLE_FEATURE
from .views.citations import ChooseDocumentView, ConfirmContentView
from .views.from_files import FilesView, FileView, first_page, progress
from .views.proposals import RelationProposalsView
from .views.reports import LapsedLawView, UnresolvedCitationsView
from .viewsets import LegalDocumentViewSet

_OPEN_TAB = "cchc_registry/open-tab-of-place.js"

modeladmin_register(DocumentTypeAdmin)
modeladmin_register(IssuerAdmin)
register_snippet(LegalDocumentViewSet)


class ReportMenuItem(MenuItem):
    """A report in the menu, for those who may see it."""

    def __init__(self, view, **kwargs):
        super().__init__(view.page_title, reverse(view.index_url_name), **kwargs)
        self.view = view

    def is_shown(self, request):
        return self.view.permission_policy.user_has_permission(request.user, "view")


hooks.register(REMINDERS_HOOK, remind_of_tasks)


@hooks.register(DAILY_HOOK, order=100)
def open_tasks_for_lapsed_law():
    return DailyPart("lapsed-law", _("Tasks for law that has lapsed"), _open_tasks)


def _open_tasks(today):
    return f"{len(open_tasks(today))} tasks opened"


@hooks.register(DAILY_HOOK, order=710)
def forget_source_files():
    return DailyPart("document-files", _("Uploaded files of documents"), _forget_source_files)


def _forget_source_files(today):
    return f"{forget_old_files()} files removed"


# Before those of pages: who may import documents is known without a look for lists of pages, and
# the menu asks whether a user may import anything.
@hooks.register(IMPORTER_HOOK, order=-10)
def register_document_importer():
    return LegalDocumentImporter


class EditDocumentItem(BaseItem):
    """“Edit” in the user bar on the public page of a document."""

    template_name = "cchc_registry/userbar_edit.html"

    def __init__(self, document):
        self.document = document

    def get_context_data(self, parent_context):
        url = reverse(self.document.snippet_viewset.get_url_name("edit"), args=[self.document.pk])
        return {**super().get_context_data(parent_context), "edit_url": url}


@hooks.register("construct_wagtail_userbar")
def add_edit_document(request, items, page):
    """Offer “Edit” on the page of a document, which Wagtail hands over like a page."""
    if not isinstance(page, LegalDocument) or getattr(request, "is_preview", False):
        return
    policy = page.snippet_viewset.permission_policy
    if policy.user_has_permission_for_instance(request.user, "change", page):
        items.insert(1, EditDocumentItem(page))


@hooks.register(BEGINNINGS_HOOK, order=40)
def begin_with_a_document(user):
    viewset = LegalDocument.snippet_viewset
    if viewset.permission_policy.user_has_permission(user, "add"):
        url = reverse(viewset.get_url_name("add"))
        yield Beginning(gettext("Register a document"), url, "doc-full")


@hooks.register(FINDINGS_HOOK)
def find_doubtful_law(content):
    """Yield what of the law that ``content`` cites is unknown, doubtful or no longer in force."""
    if is_citing(type(content)):
        for text in doubts_of(content):
            yield Finding(_("Documents cited"), text)


@hooks.register("register_permissions")
def register_permissions():
    # Wagtail offers the others of a snippet, but not “view”.
    return Permission.objects.filter(
        content_type__app_label="cchc_registry",
        codename__in=["view_legaldocument", "view_contentcitation"],
    )


@hooks.register("register_admin_urls")
def register_citation_urls():
    content = "cchc/van-ban/<int:content_type_id>/<str:object_id>"
    return [
        path(
            f"{content}/chon/", ChooseDocumentView.as_view(), name="cchc_registry_choose_document"
        ),
        path(
            f"{content}/da-kiem-tra/<int:document_id>/",
            ConfirmContentView.as_view(),
            name="cchc_registry_confirm_content",
        ),
        path(
            "cchc/van-ban/<int:document_id>/quan-he/",
            RelationProposalsView.as_view(),
            name="cchc_registry_relation_proposals",
        ),
        path("cchc/van-ban/tu-tep/", FilesView.as_view(), name="cchc_registry_from_files"),
        path("cchc/van-ban/tu-tep/tien-do/", progress, name="cchc_registry_from_files_progress"),
        path("cchc/van-ban/tu-tep/<int:pk>/", FileView.as_view(), name="cchc_registry_from_file"),
        path(
            "cchc/van-ban/tu-tep/<int:pk>/trang-dau.jpg",
            first_page,
            name="cchc_registry_from_file_page",
        ),
        *report_urls("cchc/dan-chieu-chua-ro/", UnresolvedCitationsView),
        *report_urls("cchc/dan-van-ban-het-hieu-luc/", LapsedLawView),
    ]


def report_urls(address, view):
    return [
        path(address, view.as_view(), name=view.index_url_name),
        path(
            f"{address}results/",
            view.as_view(results_only=True),
            name=view.index_results_url_name,
        ),
    ]


@hooks.register(MENU_HOOK)
def register_unresolved_report():
    return ReportMenuItem(UnresolvedCitationsView, icon_name="doc-full", order=710)


@hooks.register(MENU_HOOK)
def register_lapsed_report():
    address = reverse(LapsedLawView.index_url_name)
    return RightsMenuItem(LapsedLawView.page_title, address, icon_name="warning", order=720)


@hooks.register("insert_editor_js")
def open_tab_of_place():
    return format_html('<script src="{}" defer></script>', versioned_static(_OPEN_TAB))


@hooks.register("register_rich_text_features")
def register_tables(features):
    features.register_converter_rule("contentstate", TABLE_FEATURE, TABLE_CONVERSION)
    features.register_editor_plugin(
        "draftail",
        TABLE_FEATURE,
        EntityFeature(
            {"type": TABLE_ENTITY},
            js=["cchc_registry/tables-in-text.js"],
            css={"all": ["cchc_registry/tables-in-text.css"]},
        ),
    )


@hooks.register("construct_homepage_panels")
def add_lapsed_law_panel(request, panels):
    if has_rights(request.user):
        panels.append(LapsedLawPanel())


@hooks.register("construct_explorer_page_queryset")
def flag_lapsed_law(parent_page, pages, request):
    return flag_pages(pages)


@hooks.register("register_page_listing_buttons")
def add_lapsed_law_flag(page, user, next_url=None):
    if getattr(page, "rests_on_lapsed_law", False):
        yield ListingButton(
            _("Cites law no longer in force"),
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            icon_name="warning",
            priority=5,
        )


@hooks.register(KINDS_HOOK)
def register_documents():
    return Kind(
        "document",
        _("Legal documents"),
        LegalDocument,
        order=30,
        feed=DocumentFeed,
        api=DocumentsAPIViewSet,
        list_page=RegistryPage,
        on_home=OnHome("cchc_registry/_on_home.html", newest_documents),
        labels={"validity": dict(ValidityStatus.choices)},
    )


@hooks.register(FIGURES_HOOK)
def tell_figures(first, last):
    return figures_of_documents(first, last)
