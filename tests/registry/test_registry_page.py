"""A registry: the documents of one level or any other choice, with facets, order and export."""

import csv
import datetime
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from cchc_wagtail.registry.models import Level
from tests.factories import (
    DocumentRelationFactory,
    DocumentTypeFactory,
    IssuerFactory,
    LegalDocumentFactory,
    RegistryPageFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def registry(db):
    return RegistryPageFactory(parent=Site.objects.get().root_page, slug="van-ban-cac-cap")


@pytest.fixture
def documents(db):
    """Two decrees, the older replaced by the newer; and a decision of the province."""
    old = LegalDocumentFactory(number="61/2018/NĐ-CP", effective_from=datetime.date(2018, 6, 21))
    new = LegalDocumentFactory(
        number="118/2025/NĐ-CP",
        issued_on=datetime.date(2025, 6, 9),
        effective_from=datetime.date(2025, 7, 1),
    )
    DocumentRelationFactory(source=new, target=old)
    decision = LegalDocumentFactory(
        number="140/QĐ-UBND",
        document_type=DocumentTypeFactory(name="Quyết định", abbreviation="QĐ", normative=False),
        issuer=IssuerFactory(province=True),
        level=Level.PROVINCE,
        issued_on=datetime.date(2024, 1, 19),
    )
    decision.tags.add("kế hoạch")
    decision.save()
    return {"old": old, "new": new, "decision": decision}


def listed(client, page, **query):
    return [document.number for document in client.get(page.url, query).context["listing"]]


def offered(client, page, facet, **query):
    form = client.get(page.url, query).context["filterset"].form
    return [f"{value.label} ({value.count})" for value in form.fields[facet].offered]


OLD, NEW, DECISION = "61/2018/NĐ-CP", "118/2025/NĐ-CP", "140/QĐ-UBND"


@pytest.mark.parametrize(
    "query, expected",
    [
        ({}, [NEW, DECISION, OLD]),
        ({"document_type": "nghi-dinh"}, [NEW, OLD]),
        ({"document_type": ["nghi-dinh", "quyet-dinh"]}, [NEW, DECISION, OLD]),
        ({"issuer": "chinh-phu", "year": "2018"}, [OLD]),
        ({"level": "province"}, [DECISION]),
        ({"status": "ended"}, [OLD]),
        ({"status": ["in_force"]}, [NEW, DECISION]),
        ({"tag": "ke-hoach"}, [DECISION]),
        ({"year": "x"}, []),
        ({"issuer": "khong-co"}, []),
        ({"sort": "issued"}, [OLD, DECISION, NEW]),
        ({"sort": "-in_force"}, [NEW, DECISION, OLD]),
        ({"sort": "'; --"}, [NEW, DECISION, OLD]),
    ],
)
def test_facets_and_order(client, registry, documents, query, expected):
    assert listed(client, registry, **query) == expected


def test_each_facet_is_counted_without_its_own_filter(client, registry, documents):
    chosen = {"document_type": "nghi-dinh", "status": "ended"}
    assert offered(client, registry, "document_type", **chosen) == ["Nghị định (1)"]
    assert offered(client, registry, "status", **chosen) == ["Hết hiệu lực (1)", "Còn hiệu lực (1)"]
    assert offered(client, registry, "year", **chosen) == ["2018 (1)"]


def test_a_chosen_value_that_nothing_has_can_be_taken_back(client, registry, documents):
    assert offered(client, registry, "issuer", issuer="khong-co")[0] == "khong-co (0)"


def test_a_registry_of_one_level(client, registry, documents):
    page = RegistryPageFactory(parent=registry, level=Level.PROVINCE)
    assert listed(client, page) == [DECISION]


def test_a_registry_of_any_choice(client, registry, documents):
    page = RegistryPageFactory(parent=registry)
    page.document_types = [documents["old"].document_type]
    page.save()
    assert listed(client, page) == [NEW, OLD]
    page.tags = documents["decision"].tags.all()
    page.save()
    assert listed(client, page) == []


def test_drafts_are_listed_and_counted_nowhere(client, registry, documents):
    documents["decision"].unpublish()
    assert DECISION not in listed(client, registry)
    assert offered(client, registry, "level") == ["Trung ương (2)"]


class TestExport:
    HEADINGS = ["Số, ký hiệu", "Loại", "Trích yếu", "Cơ quan ban hành"]

    def test_csv(self, client, registry, documents):
        response = client.get(registry.url, {"export": "csv", "document_type": "nghi-dinh"})
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        assert rows[0][:4] == self.HEADINGS
        assert [row[0] for row in rows[1:]] == [NEW, OLD]
        assert "Hết hiệu lực" in rows[2]

    def test_xlsx(self, client, registry, documents):
        response = client.get(registry.url, {"export": "xlsx"})
        content = b"".join(response.streaming_content) if response.streaming else response.content
        rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.values)
        assert list(rows[0][:4]) == self.HEADINGS
        assert [row[0] for row in rows[1:]] == [NEW, DECISION, OLD]

    def test_no_cell_is_a_formula(self, client, registry, documents):
        documents["old"].title = "=HYPERLINK(1)"
        documents["old"].save()
        response = client.get(registry.url, {"export": "csv"})
        assert "'=HYPERLINK" in b"".join(response.streaming_content).decode()

    def test_another_format_is_refused(self, client, registry, documents):
        assert client.get(registry.url, {"export": "exe"}).status_code == 400


def test_the_queries_do_not_grow_with_the_registry(client, registry, documents):
    def count():
        client.get(registry.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(registry.url)
        return len(queries)

    few = count()
    for _ in range(15):
        LegalDocumentFactory(effective_from=datetime.date(2019, 1, 1))
    assert count() == few
