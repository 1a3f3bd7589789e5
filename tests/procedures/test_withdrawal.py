"""What was published and is taken down says so, and who may take it down."""

import datetime

import pytest
from django.urls import reverse
from wagtail.actions.publish_revision import PublishPermissionError
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.procedures.models import ProcedureIndexPage, ProcedurePage
from cchc_wagtail.questions.models import SituationIndexPage
from cchc_wagtail.search import search
from tests.editorial.acting import act
from tests.factories import (
    ArticlePageFactory,
    LegalDocumentFactory,
    NewsColumnPageFactory,
    ProcedurePageFactory,
    SituationPageFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
REASON = {
    "standing": "repealed",
    "withdrawn_on": "2024-05-01",
    "withdrawn_by": "Quyết định số 12/QĐ-UBND ngày 01/4/2024",
}


@pytest.fixture
def unit(section):
    return Unit.objects.filter(kind=Unit.Kind.PROFESSIONAL).first()


@pytest.fixture
def procedure(section, unit):
    page = ProcedurePageFactory(
        parent=ProcedureIndexPage.objects.get(),
        code="1.001234",
        title="Cấp giấy phép thử nghiệm",
        unit=unit,
        live=False,
    )
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.live
    return page


def office_group():
    return Unit.objects.get(kind=Unit.Kind.OFFICE).group


def addresses(page):
    return [page.url, "/thu-tuc/1-001234/", "/thu-tuc/1-001234/in/"]


def test_its_addresses_say_so_and_lists_forget_it(client, procedure):
    other = ProcedurePageFactory(parent=procedure.get_parent(), title="Thủ tục mới")
    page = procedure
    for name, value in REASON.items():
        setattr(page, name, value)
    page.replacement = other
    page.save_revision().publish()
    page.refresh_from_db()
    assert not page.live
    for address in addresses(page):
        response = client.get(address)
        html = response.content.decode()
        assert response.status_code == 410, address
        for text in [page.title, "1.001234", "01/5/2024", "12/QĐ-UBND", "bãi bỏ", other.url]:
            assert text in html, (address, text)
    assert page.title not in client.get(page.get_parent().url).content.decode()
    assert page.url not in client.get("/so-do-trang.xml").content.decode()
    assert page.title not in [hit.title for hit in search("cap giay phep thu nghiem").hits]


def test_offered_again_it_is_published_again(client, procedure):
    procedure.standing, procedure.withdrawn_by = "suspended", "Thiếu biểu mẫu"
    procedure.save_revision().publish()
    page = ProcedurePage.objects.get(pk=procedure.pk).get_latest_revision_as_object()
    assert page.withdrawn_on is not None
    page.standing = ""
    page.save_revision().publish()
    assert client.get(procedure.url).status_code == 200


def test_one_that_was_unpublished_without_a_reason_says_since_when(client, procedure):
    procedure.unpublish(user=UserFactory(admin=True))
    html = client.get(procedure.url).content.decode()
    assert f"{datetime.date.today().year}" in html and procedure.title in html


def test_a_private_one_tells_nobody(client, procedure):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=procedure, restriction_type="login")
    procedure.unpublish()
    assert client.get("/thu-tuc/1-001234/").status_code == 404
    assert client.get(procedure.url).status_code == 302


def test_what_was_never_published_is_not_there(client, procedure):
    page = ProcedurePageFactory(parent=procedure.get_parent(), code="1.009999", draft=True)
    ProcedurePage.objects.filter(pk=page.pk).update(first_published_at=None)
    assert client.get(page.url).status_code == client.get("/thu-tuc/1-009999/").status_code == 404


def test_articles_situations_and_documents_say_so_too(client, section):
    from cchc_wagtail.portal.models import ReformHomePage

    home = ReformHomePage.objects.get()
    pages = [
        ArticlePageFactory(parent=NewsColumnPageFactory(parent=home), title="Tin đã gỡ"),
        SituationPageFactory(parent=SituationIndexPage.objects.get(), title="Hỏi đã gỡ"),
        LegalDocumentFactory(number="9876/2018/NĐ-CP", title="Văn bản đã gỡ"),
    ]
    for content in pages:
        content.save_revision().publish()
        content.refresh_from_db()
        content.unpublish()
        address = getattr(content, "url", None) or content.get_absolute_url()
        response = client.get(address)
        assert response.status_code == 410 and "đã gỡ" in response.content.decode(), address


class TestWhoTakesItDown:
    def test_the_leadership_at_once(self, log_in, procedure):
        client = log_in("leadership")
        address = reverse("cchc_withdraw", args=[procedure.pk])
        assert client.get(address).status_code == 200
        client.post(address, {**REASON, "withdrawn_by": ""})
        assert ProcedurePage.objects.get().live
        draft = procedure.get_latest_revision_as_object()
        draft.title = "Bản nháp của đơn vị"
        draft.save_revision()
        client.post(address, REASON)
        page = ProcedurePage.objects.get()
        assert not page.live and page.standing == "repealed"
        assert page.title == "Cấp giấy phép thử nghiệm"
        draft = page.get_latest_revision_as_object()
        assert (draft.title, draft.standing) == ("Bản nháp của đơn vị", "repealed")

    @pytest.mark.parametrize("kind", ["professional", "office"])
    def test_a_unit_and_the_office_through_the_workflow(self, log_in, procedure, unit, kind):
        client = log_in(kind)
        editor = client.get(reverse("wagtailadmin_pages:edit", args=[procedure.pk]))
        assert reverse("cchc_withdraw", args=[procedure.pk]) in editor.content.decode()
        response = client.post(reverse("cchc_withdraw", args=[procedure.pk]), REASON)
        assert response.status_code == 302
        page = ProcedurePage.objects.get()
        assert page.live and page.workflow_in_progress
        for kind in [Unit.Kind.OFFICE, Unit.Kind.LEADERSHIP]:
            group = Unit.objects.filter(kind=kind).first().group
            page = act(page, UserFactory(groups=[group]), "approve")
        assert not ProcedurePage.objects.get().live

    def test_another_unit_may_not(self, client, procedure, unit):
        others = Unit.objects.filter(kind=Unit.Kind.PROFESSIONAL).exclude(pk=unit.pk)
        client.force_login(UserFactory(groups=[others.first().group]))
        address = reverse("cchc_withdraw", args=[procedure.pk])
        assert client.post(address, REASON).status_code in (302, 403)
        assert ProcedurePage.objects.get().standing == ""

    def test_wagtails_own_way_asks_for_the_reason(self, log_in, procedure):
        client = log_in("admin")
        response = client.post(reverse("wagtailadmin_pages:unpublish", args=[procedure.pk]))
        assert response["Location"] == reverse("cchc_withdraw", args=[procedure.pk])
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
        client.post(f"{bulk}?id={procedure.pk}&next=/admin/", {"next": "/admin/"})
        assert ProcedurePage.objects.get().live


class TestCopies:
    def test_a_copy_blocks_neither_editor_nor_import(self, procedure):
        from cchc_wagtail.procedures.records.importer import ProcedureImporter

        copy = procedure.copy(update_attrs={"slug": "ban-sao"}, keep_live=False)
        assert not copy.live
        copy.save_revision()
        procedure.title = "Tên mới"
        procedure.save_revision().publish()
        found = ProcedureImporter().find(["1.001234"])
        assert found["1.001234"].pk == procedure.pk

    def test_a_copy_is_not_published_under_the_same_code(self, procedure):
        copy = procedure.copy(update_attrs={"slug": "ban-sao"}, keep_live=False)
        revision = copy.save_revision()
        with pytest.raises(PublishPermissionError, match="Cấp giấy phép thử nghiệm"):
            revision.publish()
        draft = copy.get_latest_revision_as_object()
        draft.code = "1.001235"
        draft.save_revision().publish()
        assert ProcedurePage.objects.live().count() == 2

    def test_whoever_approves_last_is_told_and_nothing_fails(self, procedure, log_in):
        copy = procedure.copy(update_attrs={"slug": "ban-sao"}, keep_live=False)
        copy.save_revision()
        copy.get_workflow().start(copy, None)
        act(copy, UserFactory(groups=[office_group()]), "approve")
        leader = UserFactory(groups=[Unit.objects.get(kind=Unit.Kind.LEADERSHIP).group])
        task = ProcedurePage.objects.get(pk=copy.pk).current_workflow_task
        obstacle = task.obstacle(ProcedurePage.objects.get(pk=copy.pk), leader)
        assert procedure.title in obstacle.text
        assert not act(copy, leader, "approve").live

    def test_the_copy_says_what_to_change(self, log_in, procedure):
        copy = procedure.copy(update_attrs={"slug": "ban-sao"}, keep_live=False)
        client = log_in("admin")
        html = client.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).content.decode()
        assert "đang công bố" in html and procedure.title in html

    @pytest.mark.parametrize("is_draft", [True, False])
    def test_only_what_is_submitted_needs_a_code_of_its_own(self, log_in, procedure, is_draft):
        copy = procedure.copy(update_attrs={"slug": "ban-sao"}, keep_live=False)
        client = log_in("admin")
        empty = dict.fromkeys(
            ["channels", "chosen_procedures", "legal_bases", "comments"], inline_formset([])
        )
        streams = dict.fromkeys(["dossier", "steps", "results"], streamfield([]))
        data = {
            "title": "Bản sao",
            "slug": "ban-sao",
            "code": "1.001234",
            "conditions": rich_text("<p></p>"),
            "unit": procedure.unit_id,
            **empty,
            **streams,
        }
        if not is_draft:
            data["action-submit"] = "1"
        edit = reverse("wagtailadmin_pages:edit", args=[copy.pk])
        response = client.post(edit, nested_form_data(data))
        assert (response.status_code == 302) is is_draft, response.content.decode()[-3000:]
        copy.refresh_from_db()
        assert (copy.draft_title == "Bản sao") is is_draft
        if not is_draft:
            assert response.context["form"].errors.keys() == {"code"}
