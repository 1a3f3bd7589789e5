"""The public page of a document, and the addresses that lead to it."""

import datetime
import json
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from rdflib import Graph, Namespace
from rdflib.namespace import RDF
from wagtail.models import PageViewRestriction

from cchc_wagtail.registry.models import LegalDocument, RelationKind
from tests.factories import (
    ArticlePageFactory,
    DocumentRelationFactory,
    DocumentTypeFactory,
    IssuerFactory,
    LegalDocumentFactory,
)

pytestmark = pytest.mark.django_db

SCHEMA = Namespace("https://schema.org/")
BEGINS, ENDS = datetime.date(2018, 6, 21), datetime.date(2025, 7, 1)


@pytest.fixture
def old(db):
    return LegalDocumentFactory(number="61/2018/NĐ-CP", effective_from=BEGINS)


@pytest.fixture
def new(old):
    document = LegalDocumentFactory(
        number="118/2025/NĐ-CP", issued_on=datetime.date(2025, 6, 9), effective_from=ENDS
    )
    DocumentRelationFactory(source=document, target=old)
    return document


def page_of(client, document, **query):
    response = client.get(document.get_absolute_url(), query)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def header(page):
    return page.select_one(".cchc-columns__aside").get_text(" ", strip=True)


class TestValidityForADay:
    def test_today(self, client, old, new):
        text = header(page_of(client, old))
        assert "Hết hiệu lực" in text and "01/7/2025" in text and new.number in text

    @pytest.mark.parametrize("typed", ["2020-02-03", "03/02/2020", "3/2/2020"])
    def test_another_day(self, client, old, new, typed):
        page = page_of(client, old, ngay=typed)
        assert "Còn hiệu lực" in header(page) and "Hết hiệu lực" not in header(page)
        assert page.select_one("#ngay")["value"] == "2020-02-03"

    def test_before_it_began(self, client, old):
        assert "Chưa có hiệu lực" in header(page_of(client, old, ngay="2018-05-01"))

    @pytest.mark.parametrize("typed", ["hôm qua", "2020-13-45", "<script>", "9" * 500])
    def test_what_is_no_date_says_so(self, client, old, new, typed):
        page = page_of(client, old, ngay=typed)
        assert typed in page.select_one("#ngay-loi").text
        assert page.select_one("#ngay")["aria-describedby"] == "ngay-loi"
        assert "Hết hiệu lực" in header(page)


def test_relations_stand_on_both_pages(client, old, new):
    DocumentRelationFactory(source=new, target=old, kind=RelationKind.AMENDS, articles="Điều 5")
    relations = page_of(client, old).select_one("#luoc-do")
    assert "Văn bản thay thế" in relations.text and "(Điều 5)" in relations.text
    assert relations.find("a", href=new.get_absolute_url())
    relations = page_of(client, new).select_one("#luoc-do")
    assert "Văn bản bị thay thế" in relations.text
    assert relations.find("a", href=old.get_absolute_url())


def test_a_draft_is_on_no_page_of_others(client, old, new):
    new.unpublish()
    assert new.number not in client.get(old.get_absolute_url()).content.decode()
    assert client.get(new.get_absolute_url()).status_code == 404
    assert client.get(f"{new.get_absolute_url()}nguon-tin/").status_code == 404
    assert client.get(f"{new.get_absolute_url()}dan-chieu/").status_code == 404


def test_the_timeline_goes_on_into_the_future(client, old):
    DocumentRelationFactory(target=old, effective_on=datetime.date(2030, 1, 1))
    days = [li.find("time")["datetime"] for li in page_of(client, old).select(".cchc-timeline li")]
    assert days == ["2018-04-23", "2018-06-21", "2030-01-01"]


class TestCitedBy:
    @pytest.fixture
    def articles(self, column, old):
        lead = "Theo Nghị định số 61/2018/NĐ-CP."
        return [ArticlePageFactory(parent=column, lead=lead) for _ in range(7)]

    def test_grouped_counted_and_the_newest_shown(self, client, old, articles):
        LegalDocumentFactory(title="Sửa đổi Nghị định 61/2018/NĐ-CP")
        section = page_of(client, old).select_one("#dan-chieu")
        assert [h3.text for h3 in section.select("h3")] == ["Tin, bài (7)", "Văn bản (1)"]
        assert len(section.select_one("ul").select("li")) == 5
        more = section.find("a", string=lambda text: text and "Tất cả 7" in text)
        listed = BeautifulSoup(client.get(more["href"]).content.decode(), "html.parser")
        for article in articles:
            assert listed.find("a", href=article.url)

    def test_private_pages_and_drafts_are_left_out(self, client, old, articles):
        PageViewRestriction.objects.create(page=articles[0], restriction_type="login")
        articles[1].unpublish()
        html = client.get(f"{old.get_absolute_url()}dan-chieu/").content.decode()
        assert articles[0].title not in html and articles[1].title not in html
        assert "Tin, bài (5)" in page_of(client, old).select_one("#dan-chieu").text

    @pytest.mark.parametrize("query", [{"loai": "'; --"}, {"page": "99"}, {"page": "x"}])
    def test_any_query_is_answered(self, client, old, articles, query):
        assert client.get(f"{old.get_absolute_url()}dan-chieu/", query).status_code == 200

    def test_cited_by_nothing_leads_back(self, client, old):
        response = client.get(f"{old.get_absolute_url()}dan-chieu/")
        assert response.url == old.get_absolute_url()


def test_co_issuers_issue_it_too(client, admin_client, old):
    old.co_issuers.add(IssuerFactory(name="Bộ Ví dụ"))
    old.save()
    page = page_of(client, old)
    (issuers,) = [
        term.find_next_sibling("dd").get_text(" ", strip=True)
        for term in page.select("dt")
        if term.text == "Cơ quan ban hành"
    ]
    assert issuers == f"{old.issuer}; Bộ Ví dụ"
    edit = reverse(LegalDocument.snippet_viewset.get_url_name("edit"), args=[old.pk])
    editor = BeautifulSoup(admin_client.get(edit).content.decode(), "html.parser")
    label = editor.select_one("[for=id_co_issuers]")
    assert "cơ quan cùng ban hành" in label.text.lower()


def test_a_year_and_a_day_that_disagree_are_a_question_in_the_editor(admin_client):
    document = LegalDocumentFactory(number="45/2098/NĐ-CP", issued_on=datetime.date(2099, 4, 8))
    edit = reverse(LegalDocument.snippet_viewset.get_url_name("edit"), args=[document.pk])
    html = admin_client.get(edit).content.decode()
    question = "Số, ký hiệu ghi năm 2098 nhưng ngày ban hành là 08/4/2099. Bên nào đúng?"
    assert question in html


class TestNumbers:
    @pytest.mark.parametrize("typed", ["61-2018-ND-CP", "61-2018-nđ-cp", "61-2018-NĐ-CP"])
    def test_variants_in_the_address(self, client, old, typed):
        response = client.get(f"/van-ban/{typed}/")
        assert response.url == old.get_absolute_url()

    @pytest.mark.parametrize("typed", ["61/2018/NĐ-CP", " 61/2018/ND-CP ", "61-2018-nd-cp"])
    def test_looking_up_a_number(self, client, old, typed):
        assert client.get("/van-ban/", {"so": typed}).url == old.get_absolute_url()

    @pytest.mark.parametrize(
        "typed", ["nd 61 2018", "61/2018", "ND61/2018", "nghi dinh so 61 nam 2018", "nd-61-2018"]
    )
    def test_every_spelling_leads_there(self, client, old, new, typed):
        assert client.get("/van-ban/", {"so": typed}).url == old.get_absolute_url()
        address = f"/van-ban/{typed.replace(' ', '-').replace('/', '-')}/"
        assert client.get(address).url == old.get_absolute_url()

    @pytest.mark.parametrize("ask", ["/van-ban/?so=61 2018", "/van-ban/61-2018/"])
    def test_what_may_be_several_is_a_list(self, client, old, ask):
        other = LegalDocumentFactory(
            number="61/2018/QĐ-UBND", document_type=DocumentTypeFactory(name="Quyết định")
        )
        html = client.get(ask).content.decode()
        assert old.get_absolute_url() in html and other.get_absolute_url() in html

    def test_a_draft_is_not_found_by_any_spelling(self, client, old):
        LegalDocumentFactory(number="7/2018/NĐ-CP", draft=True)
        assert client.get("/van-ban/nd-7-2018/").status_code == 404

    def test_no_number_leads_to_the_search(self, client):
        assert client.get("/van-ban/").url.startswith(reverse("cchc_wagtail:search"))

    def test_what_is_not_registered(self, client, old):
        response = client.get("/van-ban/", {"so": "99/2099/NĐ-CP"})
        assert response.status_code == 404
        assert "99/2099/NĐ-CP" in response.content.decode()

    @pytest.mark.parametrize("typed", ["hom-nay", "'; --", "1" * 3000])
    def test_what_is_no_number_is_searched_for(self, client, old, typed):
        assert client.get("/van-ban/", {"so": typed}).url.startswith(reverse("cchc_wagtail:search"))

    def test_several_documents_of_one_number(self, client):
        directive = DocumentTypeFactory(name="Chỉ thị", abbreviation="CT", normative=False)
        documents = [
            LegalDocumentFactory(
                number="23/CT-TTg",
                document_type=directive,
                issuer=IssuerFactory(name="Thủ tướng Chính phủ"),
                issued_on=datetime.date(year, 9, 2),
            )
            for year in (2021, 2022)
        ]
        html = client.get("/van-ban/", {"so": "23/CT-TTg"}).content.decode()
        for document in documents:
            assert document.get_absolute_url() in html

    def test_the_address_follows_the_number_and_the_old_one_leads_there(self, client, old):
        address = old.get_absolute_url()
        old.number = "62/2018/NĐ-CP"
        old.save()
        assert old.get_absolute_url() == "/van-ban/62-2018-nd-cp/"
        assert client.get(old.get_absolute_url()).status_code == 200
        assert client.get(address).url == old.get_absolute_url()
        assert client.get(f"{address}nguon-tin/").status_code == 200
        assert client.get(f"{address}dan-chieu/").url.startswith("/van-ban/62-2018-nd-cp/")

    def test_a_number_corrected_in_the_editor(self, client, old):
        """Publishing a revision, and going back to one from before, keep to the number."""
        first = old.save_revision()
        old.number = "62/2018/NĐ-CP"
        old.save_revision().publish()
        assert client.get("/van-ban/61-2018-nd-cp/").url == "/van-ban/62-2018-nd-cp/"
        first.publish()
        old.refresh_from_db()
        assert old.slug == "61-2018-nd-cp"
        assert client.get("/van-ban/62-2018-nd-cp/").url == "/van-ban/61-2018-nd-cp/"

    def test_another_document_takes_the_old_address(self, client, old):
        address = old.get_absolute_url()
        old.number = "62/2018/NĐ-CP"
        old.save()
        other = LegalDocumentFactory(number="61/2018/NĐ-CP", title="Văn bản khác")
        assert other.get_absolute_url() == address
        assert "Văn bản khác" in client.get(address).content.decode()

    def test_what_was_never_published_leaves_no_address(self, client, old):
        draft = LegalDocumentFactory(number="7/2018/NĐ-CP", draft=True)
        draft.number = "8/2018/NĐ-CP"
        draft.save()
        assert client.get("/van-ban/7-2018-nd-cp/").status_code == 404
        assert draft.slug == "8-2018-nd-cp"


def test_the_feed_of_changes(client, old, new):
    response = client.get(f"{old.get_absolute_url()}nguon-tin/")
    atom = "{http://www.w3.org/2005/Atom}"
    entries = ElementTree.fromstring(response.content).findall(f"{atom}entry")
    assert "118/2025/NĐ-CP" in entries[0].findtext(f"{atom}title")
    assert entries[0].findtext(f"{atom}updated").startswith("2025-07-01")
    assert len({entry.findtext(f"{atom}id") for entry in entries}) == len(entries) == 3
    assert ElementTree.fromstring(response.content).findtext(f"{atom}author/{atom}name")


def test_the_page_is_legislation_for_machines(client, old, new):
    """Parsed by a JSON-LD library; the context of schema.org is put in its place."""
    for document in (old, new):
        document.source_url = f"https://vbpl.vn/{document.slug}"
        document.save()
    data = json.loads(page_of(client, new).find("script", type="application/ld+json").get_text())
    assert data.pop("@context") == "https://schema.org"
    data["@context"] = {"@vocab": str(SCHEMA)}
    graph = Graph().parse(data=json.dumps(data), format="json-ld")
    (subject,) = [
        node
        for node in graph.subjects(RDF.type, SCHEMA.Legislation)
        if (node, SCHEMA.name, None) in graph
    ]
    said = {predicate.removeprefix(SCHEMA): str(value) for predicate, value in graph[subject]}
    assert said["legislationIdentifier"] == "118/2025/NĐ-CP"
    assert said["legislationType"] == "Nghị định"
    assert said["legislationDate"] == "2025-06-09"
    assert said["legislationDateOfApplicability"] == "2025-07-01"
    assert said["temporalCoverage"] == "2025-07-01/.."
    assert said["legislationLegalForce"] == str(SCHEMA.InForce)
    assert said["sameAs"] == new.source_url
    assert said["legislationRepeals"].endswith(old.get_absolute_url())
    assert str(subject) == said["url"] == f"http://testserver{new.get_absolute_url()}"
    issuer = next(graph.objects(subject, SCHEMA.legislationPassedBy))
    assert (issuer, RDF.type, SCHEMA.GovernmentOrganization) in graph
