"""Situations: what stands first, what machines read, what is related, what is merged."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rdflib import RDF, Graph, Namespace

from cchc_wagtail.questions.models import SituationPage
from cchc_wagtail.search import search
from tests.factories import (
    LegalDocumentFactory,
    ProcedureIndexPageFactory,
    ProcedurePageFactory,
    SituationPageFactory,
    ThematicAreaFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db

SCHEMA = Namespace("https://schema.org/")


def linked_data(html):
    """Return the JSON-LD of a page and the graph that rdflib reads from it."""
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[1]
    data = json.loads(text)
    assert data.pop("@context") == "https://schema.org"
    # Without fetching the context: all our terms are schema.org's, addresses are references.
    context = {"@vocab": str(SCHEMA), "url": {"@type": "@id"}}
    graph = Graph().parse(data=json.dumps({"@context": context, **data}), format="json-ld")
    return data, graph


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


class TestThePage:
    def test_the_short_answer_comes_first(self, client, index):
        page = SituationPageFactory(
            parent=index,
            short_answer="Trả lời ngắn đây.",
            details="Chi tiết câu hỏi.",
            full_answer=[("heading", "Phần đầy đủ")],
        )
        html = client.get(page.url).content.decode()
        order = [html.index(part) for part in ["Trả lời ngắn đây", "Chi tiết câu", "Phần đầy đủ"]]
        assert order == sorted(order)

    def test_documents_have_badges(self, client, index):
        page = SituationPageFactory(parent=index)
        page.documents = [LegalDocumentFactory(effective_from="2018-06-21")]
        page.save()
        assert "Còn hiệu lực" in client.get(page.url).content.decode()

    def test_its_preview_before_and_after_it_is_saved(self, index):
        new = SituationPage(title="Chưa lưu", short_answer="Chưa lưu.", locale=index.locale)
        new.tags.add("hộ chiếu")
        page = SituationPageFactory(parent=index)
        draft = page.get_latest_revision_as_object()
        draft.procedures = []
        draft.merged_into = SituationPageFactory(parent=index)
        for one in [new, draft]:
            response = one.make_preview_request()
            assert response.status_code == 200
            assert one.short_answer in response.render().content.decode()

    def test_queries_do_not_grow(self, client, index):
        procedures = ProcedureIndexPageFactory(parent=index.get_parent(), slug="tt")
        shared = ProcedurePageFactory(parent=procedures)

        def related():
            page = SituationPageFactory(parent=index, thematic_area=ThematicAreaFactory())
            page.procedures = [shared, ProcedurePageFactory(parent=procedures)]
            page.documents = [LegalDocumentFactory(effective_from="2018-06-21")]
            page.tags.add("hộ chiếu")
            page.save()
            return page

        page = related()
        related()
        few = queries_of(client, page.url)
        for _number in range(8):
            related()
        page.documents = [LegalDocumentFactory(effective_from="2018-06-21") for _ in range(6)]
        page.save()
        assert queries_of(client, page.url) == few <= 20

    def test_queries_of_the_list_do_not_grow(self, client, index):
        def add():
            SituationPageFactory(parent=index, unit=UnitFactory())

        add()
        few = queries_of(client, index.url)
        for _number in range(10):
            add()
        assert queries_of(client, index.url) == few


class TestRelated:
    def test_a_shared_procedure_says_more_than_a_tag_and_that_more_than_the_field(self, index):
        procedures = ProcedureIndexPageFactory(parent=index.get_parent(), slug="tt")
        shared = ProcedurePageFactory(parent=procedures)
        area = ThematicAreaFactory()
        page, by_procedure, by_tag, by_field, apart = (
            SituationPageFactory(parent=index, title=f"Câu {number}") for number in range(5)
        )
        for one in [page, by_procedure]:
            one.procedures = [shared]
        for one in [page, by_tag]:
            one.tags.add("hộ chiếu", "mất giấy tờ")
        page.thematic_area = by_field.thematic_area = area
        for one in [page, by_procedure, by_tag, by_field, apart]:
            one.save()
        draft = SituationPageFactory(parent=index, thematic_area=area, draft=True)
        merged = SituationPageFactory(parent=index, thematic_area=area, merged_into=by_field)
        found = SituationPage.objects.get(pk=page.pk).related
        assert found == [by_procedure, by_tag, by_field]
        assert draft not in found and merged not in found

    def test_without_anything_to_share(self, index):
        SituationPageFactory(parent=index)
        assert SituationPageFactory(parent=index).related == []


class TestLinkedData:
    def test_of_one_situation(self, client, index):
        unit = UnitFactory(name="Phòng Lãnh sự")
        page = SituationPageFactory(
            parent=index,
            title="Mất hộ chiếu </script><script>alert(1)</script>?",
            details="Tôi ở nước ngoài.",
            unit=unit,
            checked_on="2026-11-01",
        )
        html = client.get(page.url).content.decode()
        data, graph = linked_data(html)
        assert "</script><script>alert" not in html
        (faq,) = graph.subjects(RDF.type, SCHEMA.FAQPage)
        (question,) = graph.objects(faq, SCHEMA.mainEntity)
        assert (question, RDF.type, SCHEMA.Question) in graph
        assert str(graph.value(question, SCHEMA.name)) == page.title
        assert str(graph.value(question, SCHEMA.text)) == page.details
        answer = graph.value(question, SCHEMA.acceptedAnswer)
        assert (answer, RDF.type, SCHEMA.Answer) in graph
        assert str(graph.value(answer, SCHEMA.text)).startswith(page.short_answer)
        assert str(graph.value(graph.value(answer, SCHEMA.author), SCHEMA.name)) == unit.name
        assert str(graph.value(answer, SCHEMA.dateModified)) == "2026-11-01"
        assert data["mainEntity"][0]["url"] == f"http://testserver{page.url}"

    def test_of_the_list(self, client, index):
        pages = [SituationPageFactory(parent=index) for _number in range(3)]
        SituationPageFactory(parent=index, draft=True)
        _data, graph = linked_data(client.get(index.url).content.decode())
        names = {
            str(graph.value(one, SCHEMA.name)) for one in graph.subjects(RDF.type, SCHEMA.Question)
        }
        assert names == {page.title for page in pages}

    def test_of_an_empty_list(self, client, index):
        assert "ld+json" not in client.get(index.url).content.decode()


class TestMerging:
    @pytest.fixture
    def merged(self, index):
        target = SituationPageFactory(parent=index, title="Câu trả lời chung")
        old = SituationPageFactory(parent=index, title="Câu hỏi trùng lặp")
        old.merged_into = target
        old.save_revision().publish()
        return old, target

    def test_the_old_address_redirects(self, client, merged):
        old, target = merged
        response = client.get(old.url)
        assert (response.status_code, response.url) == (301, target.url)

    def test_it_is_in_no_list_search_or_sitemap(self, client, index, merged):
        old, target = merged
        for address in [index.url, reverse("cchc_wagtail:sitemap_part", args=["situation"])]:
            html = client.get(address).content.decode()
            assert target.url in html and old.url not in html
        assert [hit.url for hit in search("cau hoi trung lap").hits if hit.url == old.url] == []
        assert old.get_sitemap_urls() == []

    def test_a_draft_of_a_merging_changes_nothing(self, client, index):
        target, page = SituationPageFactory(parent=index), SituationPageFactory(parent=index)
        page.merged_into = target
        page.save_revision()
        assert client.get(page.url).status_code == 200

    def test_only_into_another_that_is_published(self, index, merged):
        old, target = merged
        page = SituationPageFactory(parent=index)
        draft = SituationPageFactory(parent=index, draft=True)
        for wrong in [page, old, draft]:
            page.merged_into = wrong
            with pytest.raises(ValidationError, match="tình huống"):
                page.full_clean()
        page.merged_into = target
        page.full_clean()

    def test_where_the_target_is_gone_the_old_one_speaks_again(self, client, merged):
        old, target = merged
        target.unpublish()
        assert client.get(old.url).status_code == 200
        assert client.get(reverse("cchc_wagtail:feedback", args=[old.pk])).status_code == 200
