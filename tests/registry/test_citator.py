"""Citations stored with the content, and resolved again when the registry changes."""

import datetime
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cchc_wagtail.registry.citator.recording import choose, resolve_again
from cchc_wagtail.registry.models import (
    CitationStatus,
    ContentCitation,
    DocumentRelation,
    LegalDocument,
)
from tests.factories import (
    ArticlePageFactory,
    DocumentTypeFactory,
    IssuerFactory,
    LegalDocumentFactory,
    ProcedureIndexPageFactory,
    ProcedurePageFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NUMBER = "61/2018/NĐ-CP"
TEXT = f"Thực hiện Nghị định số {NUMBER} ngày 23/4/2018 của Chính phủ."


def body_of(*paragraphs):
    return json.dumps(
        [{"type": "paragraph", "value": f"<p>{text}</p>", "id": None} for text in paragraphs]
    )


def statuses():
    return list(ContentCitation.objects.order_by("pk").values_list("number", "status"))


def test_every_kind_of_text_is_read(column):
    article = ArticlePageFactory(
        parent=column,
        title="Theo Nghị định 1/2020/NĐ-CP",
        lead="Theo Nghị định 2/2020/NĐ-CP",
        body=body_of("Theo <b>Nghị định</b> số 3/2020/NĐ-CP và Nghị định 4/2020/NĐ-CP"),
        search_description="Theo Nghị định 5/2020/NĐ-CP",
    )
    rows = ContentCitation.objects.filter(object_id=str(article.pk))
    assert {(row.field, row.number) for row in rows} == {
        ("title", "1/2020/NĐ-CP"),
        ("lead", "2/2020/NĐ-CP"),
        ("body", "3/2020/NĐ-CP"),
        ("body", "4/2020/NĐ-CP"),
    }
    assert all(row.block for row in rows if row.field == "body")


def test_the_texts_of_inline_children_and_documents_chosen_are_read(column):
    index = ProcedureIndexPageFactory(parent=column)
    document = LegalDocumentFactory(number=NUMBER)
    page = ProcedurePageFactory(parent=index, title="Cấp hộ chiếu")
    page.legal_bases.create(title="Sửa đổi Nghị định 7/2020/NĐ-CP")
    page.legal_bases.create(document=document)
    page.save_revision().publish()
    rows = ContentCitation.objects.filter(object_id=str(page.pk))
    assert {(row.field, row.kind, row.number) for row in rows} == {
        ("legal_bases.title", "document", "7/2020/NĐ-CP"),
        ("legal_bases.document", "reference", NUMBER),
    }


def test_drafts_are_not_stored_until_published(column):
    article = ArticlePageFactory(parent=column, lead=TEXT, draft=True)
    assert statuses() == []
    article.save_revision().publish()
    assert statuses() == [(NUMBER, "unresolved")]
    article.lead = "Không dẫn chiếu gì."
    article.save_revision()
    assert statuses() == [(NUMBER, "unresolved")]
    article.save_revision().publish()
    assert statuses() == []


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_the_citations_of_what_nobody_can_read_go(column, action):
    article = ArticlePageFactory(parent=column, lead=TEXT)
    getattr(Page.objects.get(pk=article.pk).specific, action)()
    assert statuses() == []


def test_unpublishing_a_subtree(column):
    ArticlePageFactory(parent=column, lead=TEXT)
    column.unpublish(set_expired=False)
    for page in column.get_descendants().specific():
        page.unpublish()
    assert statuses() == []


def test_saving_again_writes_nothing(column):
    article = ArticlePageFactory(parent=column, lead=TEXT)
    before = list(ContentCitation.objects.values_list("pk", flat=True))
    article.save()
    assert list(ContentCitation.objects.values_list("pk", flat=True)) == before


class TestTheRegistryChanges:
    @pytest.fixture(autouse=True)
    def article(self, column):
        return ArticlePageFactory(parent=column, lead=TEXT)

    def test_registering_resolves_what_waits(self):
        document = LegalDocumentFactory(number=NUMBER)
        assert statuses() == [(NUMBER, "resolved")]
        assert ContentCitation.objects.get().document == document

    def test_a_draft_resolves_it_when_published(self):
        document = LegalDocumentFactory(number=NUMBER, draft=True)
        assert statuses() == [(NUMBER, "unresolved")]
        document.save_revision().publish()
        assert statuses() == [(NUMBER, "resolved")]
        LegalDocument.objects.get().unpublish()
        assert statuses() == [(NUMBER, "unresolved")]

    def test_deleting(self):
        LegalDocumentFactory(number=NUMBER).delete()
        assert statuses() == [(NUMBER, "unresolved")]

    def test_renumbering(self):
        document = LegalDocumentFactory(number=NUMBER)
        document.number = "62/2018/NĐ-CP"
        document.save()
        assert statuses() == [(NUMBER, "unresolved")]
        document.number = NUMBER
        document.save()
        assert statuses() == [(NUMBER, "resolved")]

    def test_another_date(self):
        document = LegalDocumentFactory(number=NUMBER)
        document.issued_on = datetime.date(2018, 4, 24)
        document.save()
        assert statuses() == [(NUMBER, "doubtful")]

    def test_an_editors_choice_stays(self, article):
        other = LegalDocumentFactory(number="62/2018/NĐ-CP")
        row = ContentCitation.objects.get()
        choose(article, row.signature, other, UserFactory())
        assert ContentCitation.objects.get().document == other
        LegalDocumentFactory(number=NUMBER)
        article.save()
        assert ContentCitation.objects.get().document == other

    def test_an_editor_may_say_that_it_means_none(self, article):
        LegalDocumentFactory(number=NUMBER)
        choose(article, ContentCitation.objects.get().signature, None, UserFactory())
        assert statuses() == [(NUMBER, "unresolved")]


def test_a_document_does_not_cite_itself(db):
    LegalDocumentFactory(number=NUMBER, body=f"<p>{TEXT} Theo Nghị định 1/2020/NĐ-CP.</p>")
    assert statuses() == [("1/2020/NĐ-CP", "unresolved")]


def test_relations_are_no_citations(db):
    old, new = LegalDocumentFactory(), LegalDocumentFactory()
    new.relations.add(DocumentRelation(kind="replaces", target=old))
    new.save()
    assert statuses() == []


def test_ten_thousand_waiting_citations_are_resolved_in_one_batch(column):
    article = ArticlePageFactory(parent=column, lead=TEXT)
    row = ContentCitation.objects.get()

    def queries_for(number_of_citations):
        ContentCitation.objects.all().delete()
        copies = []
        for number in range(number_of_citations):
            copy = ContentCitation.objects.model(
                **{
                    field.attname: getattr(row, field.attname)
                    for field in ContentCitation._meta.concrete_fields
                    if not field.primary_key
                }
            )
            copy.object_id = str(article.pk + number)
            copies.append(copy)
        ContentCitation.objects.bulk_create(copies, batch_size=1000)
        with CaptureQueriesContext(connection) as queries:
            document = LegalDocumentFactory(number=NUMBER)
        resolved = ContentCitation.objects.filter(status=CitationStatus.RESOLVED)
        assert resolved.filter(document=document).count() == number_of_citations
        LegalDocument.objects.all().delete()
        return len(queries)

    queries_for(1)
    assert queries_for(10_000) == queries_for(1)


def test_no_save_gets_slower_with_the_registry(column):
    article = ArticlePageFactory(parent=column, lead=TEXT)

    def queries():
        with CaptureQueriesContext(connection) as queries:
            article.save()
        return len(queries)

    few = queries()
    for _ in range(20):
        LegalDocumentFactory()
    assert queries() == few


def test_resolving_again_without_keys_is_harmless(db):
    resolve_again(["", ""])


class TestWithoutTheSign:
    """ "Thông tư 01/2020" is resolved by the registry, and only where one document fits."""

    TEXT = "Theo Thông tư 1/2020 và Nghị định 61/2018."

    def circular(self, number, issuer):
        return LegalDocumentFactory(
            number=number,
            document_type=DocumentTypeFactory(name="Thông tư", abbreviation="TT"),
            issuer=IssuerFactory(name=issuer),
            issued_on=datetime.date(2020, 2, 5),
        )

    def test_one_fits(self, column):
        ArticlePageFactory(parent=column, lead=self.TEXT)
        assert statuses() == [("1/2020", "unresolved"), (NUMBER, "unresolved")]
        circular = self.circular("01/2020/TT-BNG", "Bộ Ngoại giao")
        citation = ContentCitation.objects.get(number="1/2020")
        assert (citation.status, citation.document) == ("resolved", circular)
        circular.number = "02/2020/TT-BNG"
        circular.save()
        citation.refresh_from_db()
        assert (citation.status, citation.document) == ("unresolved", None)

    def test_two_fit(self, column):
        ArticlePageFactory(parent=column, lead=self.TEXT)
        self.circular("01/2020/TT-BNG", "Bộ Ngoại giao")
        self.circular("01/2020/TT-BTC", "Bộ Tài chính")
        assert ContentCitation.objects.get(number="1/2020").status == "ambiguous"

    def test_another_type_or_year_does_not_fit(self, column):
        ArticlePageFactory(parent=column, lead="Theo Quyết định 1/2020, Thông tư 1/2021.")
        self.circular("01/2020/TT-BNG", "Bộ Ngoại giao")
        assert {status for _number, status in statuses()} == {"unresolved"}

    def test_it_is_linked(self, column, client):
        circular = self.circular("01/2020/TT-BNG", "Bộ Ngoại giao")
        article = ArticlePageFactory(parent=column, body=body_of(self.TEXT))
        html = client.get(article.url).content.decode()
        assert f'href="{circular.get_absolute_url()}"' in html
