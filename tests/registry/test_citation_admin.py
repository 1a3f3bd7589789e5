"""What editors and the Office see of citations in the admin, and who may."""

import datetime
import io

import openpyxl
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from cchc_wagtail.registry.citator.overview import choose_url, overview_of, register_url
from cchc_wagtail.registry.models import (
    CitationStatus,
    ContentCheck,
    ContentCitation,
    LegalDocument,
)
from tests.factories import (
    ArticlePageFactory,
    DocumentRelationFactory,
    DocumentTypeFactory,
    IssuerFactory,
    LegalDocumentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ROLES = ["anonymous", "professional", "office", "leadership", "admin"]
UNRESOLVED = reverse("cchc_registry_unresolved")
LAPSED = reverse("cchc_registry_lapsed")


@pytest.fixture
def column(section):
    LegalDocument.objects.all().delete()
    return section.get_children().get(slug="tin-tuc").specific


def article(column, text, **kwargs):
    return ArticlePageFactory(parent=column, lead=text, **kwargs)


@pytest.fixture
def lapsed(column):
    """An article that rests on a replaced decree."""
    DocumentRelationFactory(
        source__number="118/2025/NĐ-CP",
        source__issued_on=datetime.date(2025, 6, 9),
        source__effective_from=datetime.date(2025, 7, 1),
        target__number="61/2018/NĐ-CP",
        target__effective_from=datetime.date(2018, 6, 21),
    )
    return article(column, "Theo Nghị định số 61/2018/NĐ-CP.")


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def open_to(log_in, address, method="get"):
    """Return the roles for whom ``address`` answers with a page or a redirect within the admin."""
    allowed = []
    for role in ROLES:
        response = getattr(log_in(role), method)(address)
        refused = response.status_code in {403, 404} or (
            response.status_code == 302
            and response.url.split("?")[0] in {reverse("wagtailadmin_login"), "/admin/"}
        )
        if not refused:
            allowed.append(role)
    return allowed


class TestWhoMay:
    @pytest.mark.parametrize("report", [UNRESOLVED, LAPSED])
    def test_see_the_reports(self, log_in, lapsed, report):
        expected = ["office", "leadership", "admin"]
        if report == LAPSED:
            expected = ["professional", *expected]
        assert open_to(log_in, report) == expected
        assert open_to(log_in, f"{report}results/") == expected
        assert open_to(log_in, f"{report}?export=xlsx") == expected

    def addresses(self, page):
        citation = ContentCitation.objects.get(object_id=str(page.pk))
        args = [citation.content_type_id, page.pk, citation.document_id]
        return choose_url(citation), reverse("cchc_registry_confirm_content", args=args)

    def test_act_on_a_citation(self, log_in, lapsed):
        """Those who may edit the content, no others."""
        choose, confirm = self.addresses(lapsed)
        editors = open_to(log_in, reverse("wagtailadmin_pages:edit", args=[lapsed.pk]))
        assert "anonymous" not in editors and "office" in editors
        assert open_to(log_in, choose) == open_to(log_in, choose, "post") == editors
        assert open_to(log_in, confirm, "post") == editors
        assert log_in("admin").get(confirm).status_code == 405

    def test_act_on_a_citation_outside_their_part_of_the_site(self, log_in, lapsed):
        outside = article(Page.objects.get(depth=2), "Theo Nghị định số 61/2018/NĐ-CP.")
        choose, confirm = self.addresses(outside)
        assert open_to(log_in, choose) == open_to(log_in, choose, "post") == ["admin"]
        assert open_to(log_in, confirm, "post") == ["admin"]

    def test_content_that_is_not_there(self, log_in, lapsed):
        type_id = ContentType.objects.get_for_model(lapsed).pk
        for args in ([type_id, "999999"], [999999, "1"], [type_id, "khong-co"]):
            address = reverse("cchc_registry_choose_document", args=args)
            response = log_in("admin").get(address, {"key": "61/2018/nd-cp"})
            assert response.status_code == 404, args


class TestUnresolved:
    def test_the_most_cited_first(self, log_in, column):
        for _ in range(2):
            article(column, "Nghị định 5/2020/NĐ-CP, Nghị định 5/2020/NĐ-CP")
        article(column, "Nghị định 6/2020/NĐ-CP và Nghị định 7/2020/NĐ-CP")
        LegalDocumentFactory(number="7/2020/NĐ-CP")
        rows = list(log_in("office").get(UNRESOLVED).context["object_list"])
        assert [(row.text, row.contents, row.citations) for row in rows] == [
            ("Nghị định 5/2020/NĐ-CP", 2, 4),
            ("Nghị định 6/2020/NĐ-CP", 1, 1),
        ]

    def test_by_status(self, log_in, column):
        LegalDocumentFactory(number="5/2020/NĐ-CP", issued_on=datetime.date(2020, 1, 2))
        article(column, "Nghị định 5/2020/NĐ-CP ngày 3/1/2020, Nghị định 6/2020/NĐ-CP")
        rows = log_in("office").get(UNRESOLVED, {"status": "doubtful"}).context["object_list"]
        assert [row.status for row in rows] == ["doubtful"]

    def test_export(self, log_in, column):
        article(column, "Nghị định 5/2020/NĐ-CP")
        response = log_in("office").get(UNRESOLVED, {"export": "xlsx"})
        content = b"".join(response.streaming_content) if response.streaming else response.content
        rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.values)
        assert rows[1] == ("Nghị định 5/2020/NĐ-CP", "Chưa có trong sổ văn bản", 1, 1)

    def test_the_queries_do_not_grow(self, log_in, column):
        article(column, "Nghị định 5/2020/NĐ-CP")
        client = log_in("office")
        few = queries_of(client, UNRESOLVED)
        for number in range(10, 25):
            article(column, f"Nghị định {number}/2020/NĐ-CP")
        assert queries_of(client, UNRESOLVED) == few


class TestRegisteringFromACitation:
    def form(self, log_in, column, text):
        article(column, text)
        address = register_url(ContentCitation.objects.get())
        return log_in("office").get(address).context["form"]

    def test_what_the_citation_says_is_filled_in(self, log_in, column):
        text = "Nghị định số 5/2020/NĐ-CP ngày 3/1/2020 của Chính phủ"
        form = self.form(log_in, column, text)
        assert form["number"].value() == "5/2020/NĐ-CP"
        assert form.instance.document_type.name == "Nghị định"
        assert form.instance.issuer.name == "Chính phủ"
        assert form.instance.issued_on == datetime.date(2020, 1, 3)

    def test_a_law_by_name(self, log_in, column):
        form = self.form(log_in, column, "theo Luật Cư trú năm 2020")
        assert form.instance.document_type.name == "Luật"
        assert form.instance.title.startswith("Cư trú")

    def test_hostile_values_fill_nothing_in(self, log_in, section):
        address = reverse("wagtailsnippets_cchc_registry_legaldocument:add")
        query = {"issued_on": "32/13/x", "type": "'; --", "issuer": "<b>", "number": "9" * 999}
        assert log_in("office").get(address, query).status_code == 200


class TestChoosing:
    @pytest.fixture
    def cited(self, column):
        directive = DocumentTypeFactory(name="Chỉ thị", abbreviation="CT", normative=False)
        issuer = IssuerFactory(name="Thủ tướng Chính phủ")
        documents = [
            LegalDocumentFactory(
                number="23/CT-TTg",
                document_type=directive,
                issuer=issuer,
                issued_on=datetime.date(year, 9, 2),
            )
            for year in (2021, 2022)
        ]
        return article(column, "Chỉ thị 23/CT-TTg"), documents

    def test_an_ambiguous_citation_waits_for_an_editor(self, log_in, cited):
        page, documents = cited
        citation = ContentCitation.objects.get()
        assert citation.status == CitationStatus.AMBIGUOUS
        client = log_in("office")
        html = client.get(choose_url(citation)).content.decode()
        assert "02/9/2021" in html and "02/9/2022" in html and " checked" not in html
        response = client.post(choose_url(citation), {"document": documents[1].pk})
        assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
        citation.refresh_from_db()
        assert (citation.status, citation.document) == ("resolved", documents[1])

    def test_none_of_them(self, log_in, cited):
        citation = ContentCitation.objects.get()
        log_in("office").post(choose_url(citation), {"document": ""})
        citation.refresh_from_db()
        assert (citation.status, citation.document) == ("unresolved", None)

    def test_nothing_chosen_is_an_error_at_the_field(self, log_in, cited):
        citation = ContentCitation.objects.get()
        response = log_in("office").post(choose_url(citation), {})
        assert response.context["form"].errors["document"]
        citation.refresh_from_db()
        assert citation.status == CitationStatus.AMBIGUOUS

    @pytest.mark.parametrize("value", ["999999", "'; --"])
    def test_only_the_documents_offered(self, log_in, cited, value):
        citation = ContentCitation.objects.get()
        response = log_in("office").post(choose_url(citation), {"document": value})
        assert response.context["form"].errors["document"]

    @pytest.mark.parametrize("query", ["", "key=a&date=x", "key=a&year=x", "date=2020-01-01"])
    def test_an_address_without_a_citation(self, log_in, cited, query):
        page, _documents = cited
        type_id = ContentType.objects.get_for_model(page).pk
        address = reverse("cchc_registry_choose_document", args=[type_id, page.pk])
        assert log_in("office").get(f"{address}?{query}").status_code == 400

    def test_no_way_out_of_the_site(self, log_in, cited):
        citation = ContentCitation.objects.get()
        values = {"document": "", "next": "https://example.org/"}
        response = log_in("office").post(choose_url(citation), values)
        assert response.url.startswith("/admin/")


class TestLapsedLaw:
    def test_the_report_says_what_since_when_and_what_replaced_it(self, log_in, lapsed):
        html = log_in("office").get(LAPSED).content.decode()
        for said in [lapsed.title, "61/2018/NĐ-CP", "01/7/2025", "118/2025/NĐ-CP"]:
            assert said in html
        assert reverse("wagtailadmin_pages:edit", args=[lapsed.pk]) in html

    def test_on_the_home_page_of_the_admin(self, log_in, lapsed):
        for role, shown in [("office", True), ("leadership", True), ("professional", False)]:
            html = log_in(role).get("/admin/").content.decode()
            assert ("cchc-lapsed-law" in html) == shown, role

    def test_checked_still_right(self, log_in, lapsed):
        document = LegalDocument.objects.get(number="61/2018/NĐ-CP")
        type_id = ContentType.objects.get_for_model(lapsed).pk
        address = reverse("cchc_registry_confirm_content", args=[type_id, lapsed.pk, document.pk])
        client = log_in("office")
        client.post(address)
        check = ContentCheck.objects.get()
        assert str(check.checked_by.pk) == client.session["_auth_user_id"]
        html = client.get(LAPSED).content.decode()
        assert str(check.checked_by) in html
        assert "cchc-lapsed-law" not in client.get("/admin/").content.decode()

    def test_a_check_holds_until_the_law_moves_again(self, log_in, lapsed):
        document = LegalDocument.objects.get(number="61/2018/NĐ-CP")
        ContentCheck.objects.create(
            content_type=ContentType.objects.get_for_model(lapsed),
            object_id=str(lapsed.pk),
            document=document,
            checked_by=UserFactory(),
        )
        assert "cchc-lapsed-law" not in log_in("office").get("/admin/").content.decode()
        before = datetime.datetime(2025, 6, 1, tzinfo=datetime.UTC)
        ContentCheck.objects.update(checked_at=before)
        assert "cchc-lapsed-law" in log_in("office").get("/admin/").content.decode()

    def test_a_document_that_cites_lapsed_law_is_not_in_the_report(self, log_in, lapsed):
        citing = LegalDocumentFactory(title="Sửa đổi Nghị định 61/2018/NĐ-CP")
        assert citing.title not in log_in("office").get(LAPSED).content.decode()

    def test_the_flag_in_the_explorer(self, log_in, lapsed, column):
        explorer = reverse("wagtailadmin_explore", args=[column.pk])
        article(column, "Không dẫn chiếu gì.")
        client = log_in("admin")
        flag = "Dẫn chiếu văn bản đã hết hiệu lực"
        assert client.get(explorer).content.decode().count(flag) == 1
        few = queries_of(client, explorer)
        for _ in range(5):
            article(column, "Theo Nghị định số 61/2018/NĐ-CP.")
        assert client.get(explorer).content.decode().count(flag) == 6
        assert queries_of(client, explorer) - few < 5

    def test_the_queries_of_the_report_do_not_grow(self, log_in, lapsed, column):
        client = log_in("office")
        few = queries_of(client, LAPSED)
        for _ in range(10):
            article(column, "Theo Nghị định số 61/2018/NĐ-CP.")
        assert queries_of(client, LAPSED) == few


class TestThePanelBesideTheText:
    def test_what_needs_attention_comes_first(self, column):
        LegalDocumentFactory(number="5/2020/NĐ-CP")
        page = article(column, "Nghị định 5/2020/NĐ-CP, Nghị định 6/2020/NĐ-CP, 6/2020/NĐ-CP")
        assert [(one.citation.number, one.count) for one in overview_of(page)] == [
            ("6/2020/NĐ-CP", 2),
            ("5/2020/NĐ-CP", 1),
        ]

    def test_it_shows_the_latest_draft(self, log_in, column):
        page = article(column, "Nghị định 5/2020/NĐ-CP")
        page.lead = "Nghị định 6/2020/NĐ-CP"
        page.save_revision()
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        html = log_in("office").get(address).content.decode()
        panel = html.split("Văn bản được dẫn chiếu")[-1]
        assert "Nghị định 6/2020/NĐ-CP" in panel and "Đăng ký văn bản này" in panel

    def test_a_new_page_has_no_panel_yet(self, log_in, column):
        address = reverse("wagtailadmin_pages:add", args=["cchc_news", "articlepage", column.pk])
        response = log_in("office").get(address)
        assert response.status_code == 200
        assert "cchc_registry/choose" not in response.content.decode()
