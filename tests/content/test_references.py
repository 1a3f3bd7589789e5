"""What a piece refers to is noted with all its parts, and gone through once a saving."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from cchc_wagtail.procedures.models import ProcedureLegalBasis
from cchc_wagtail.registry.models import DocumentRelation
from tests.factories import LegalDocumentFactory, ProcedurePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def documents():
    return LegalDocumentFactory.create_batch(4)


def referred_to(piece):
    rows = ReferenceIndex.get_references_for_object(piece)
    ours = {str(row.to_object_id) for row in rows if row.to_content_type.model == "legaldocument"}
    return ours


def keys(documents):
    return {str(document.pk) for document in documents}


def times_gone_through(action):
    with CaptureQueriesContext(connection) as queries:
        action()
    asked = 'SELECT "wagtailcore_referenceindex"'
    return sum(one["sql"].startswith(asked) for one in queries.captured_queries)


def test_the_parts_of_a_page(section, documents):
    page = ProcedurePageFactory(parent=section.get_children().get(slug="thu-tuc").specific)
    for document in documents:
        page.legal_bases.add(ProcedureLegalBasis(document=document))
    assert times_gone_through(page.save) == 1
    assert referred_to(page) == keys(documents)
    page.legal_bases.remove(page.legal_bases.get(document=documents[-1]))
    page.save()
    assert referred_to(page) == keys(documents[:-1])
    page.legal_bases.clear()
    page.save_revision().publish()
    assert referred_to(page) == set()


def test_the_parts_of_a_document(documents):
    first, *others = documents
    for other in others:
        first.relations.add(DocumentRelation(kind="guides", target=other))
    assert times_gone_through(first.save) == 1
    assert referred_to(first) == keys(others)


def test_where_a_host_notes_nothing_nothing_is_noted(section, documents):
    page = ProcedurePageFactory(parent=section.get_children().get(slug="thu-tuc").specific)
    page.legal_bases.add(ProcedureLegalBasis(document=documents[0]))
    with disable_reference_index_auto_update():
        page.save()
        assert not referred_to(page)
        page.save()
    assert not referred_to(page)
    page.save()
    assert referred_to(page) == keys(documents[:1])
