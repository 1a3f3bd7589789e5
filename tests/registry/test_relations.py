"""What documents do to each other: recorded once, seen from both ends, with effect on validity."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cchc_wagtail.registry.models import DocumentRelation, LegalDocument, RelationKind
from cchc_wagtail.registry.models.validity import attach_legal_force
from cchc_wagtail.registry.validity.problems import problems_of
from tests.factories import DocumentRelationFactory, LegalDocumentFactory

pytestmark = pytest.mark.django_db

BEGINS = datetime.date(2018, 6, 21)
ENDS = datetime.date(2025, 7, 1)


@pytest.fixture
def old(db):
    return LegalDocumentFactory(number="61/2018/NĐ-CP", effective_from=BEGINS)


@pytest.fixture
def new(db):
    return LegalDocumentFactory(
        number="118/2025/NĐ-CP", issued_on=datetime.date(2025, 6, 9), effective_from=ENDS
    )


def force(document, day):
    return attach_legal_force([LegalDocument.objects.get(pk=document.pk)], day)[0].legal_force


def test_a_replaced_document_ends_when_the_other_enters_into_force(old, new):
    relation = DocumentRelationFactory(source=new, target=old)
    assert force(old, ENDS - datetime.timedelta(days=1)).status == "in_force"
    ended = force(old, ENDS)
    assert (ended.status, ended.since) == ("ended", ENDS)
    assert ended.causes == [relation]
    assert force(new, ENDS).status == "in_force"


def test_a_partly_repealed_document_says_which_part_and_by_what(old, new):
    DocumentRelationFactory(source=new, target=old, kind=RelationKind.REPEALS, articles="Điều 5")
    partly = force(old, ENDS)
    assert partly.status == "partly_ended"
    assert [(cause.source, cause.articles) for cause in partly.causes] == [(new, "Điều 5")]


def test_a_relation_takes_effect_on_its_own_day(old, new):
    day = datetime.date(2025, 9, 1)
    DocumentRelationFactory(source=new, target=old, effective_on=day)
    assert force(old, ENDS).status == "in_force"
    assert force(old, day).status == "ended"


def test_a_change_of_the_day_moves_the_validity_of_the_other(old, new):
    DocumentRelationFactory(source=new, target=old)
    new.effective_from = datetime.date(2026, 1, 1)
    new.save()
    assert force(old, ENDS).status == "in_force"
    assert force(old, datetime.date(2026, 1, 1)).status == "ended"


def test_a_draft_changes_nothing_until_it_is_published(old, new):
    DocumentRelationFactory(source=new, target=old)
    new.unpublish()
    assert force(old, ENDS).status == "in_force"
    new.save_revision().publish()
    assert force(old, ENDS).status == "ended"


@pytest.mark.parametrize("gone", ["relation", "document", "relations of a queryset"])
def test_what_is_deleted_has_no_effect_any_more(old, new, gone):
    relation = DocumentRelationFactory(source=new, target=old)
    if gone == "relation":
        relation.delete()
    elif gone == "document":
        new.delete()
    else:
        DocumentRelation.objects.filter(source=new).delete()
    assert force(old, ENDS).status == "in_force"


def test_the_validity_of_many_documents_takes_one_query_and_its_causes_another(old, new):
    relation = DocumentRelationFactory(source=new, target=old)
    for _ in range(10):
        DocumentRelationFactory(source=new)
    documents = list(LegalDocument.objects.all())
    with CaptureQueriesContext(connection) as queries:
        attach_legal_force(documents)
        for document in documents:
            assert document.legal_force.label
        assert len(queries) == 1
        causes = {document: document.legal_force.causes for document in documents}
    assert causes[old] == [relation] and causes[new] == []
    assert len(queries) == 2


def test_a_document_has_no_relation_to_itself(old):
    with pytest.raises(ValidationError) as caught:
        DocumentRelation(source=old, target=old, kind=RelationKind.CITES).full_clean()
    assert "target" in caught.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentRelationFactory(source=old, target=old)


def test_replacements_do_not_go_round_in_a_circle(old, new):
    third = LegalDocumentFactory()
    DocumentRelationFactory(source=new, target=old)
    DocumentRelationFactory(source=third, target=new)
    closing = DocumentRelation(source=old, target=third, kind=RelationKind.REPEALS)
    with pytest.raises(ValidationError) as caught:
        closing.full_clean()
    assert third.type_and_number in caught.value.message_dict["target"][0]
    closing.articles = "Điều 3"
    closing.full_clean()


def test_a_circle_that_is_there_all_the_same_is_no_crash(client, old, new):
    DocumentRelationFactory(source=new, target=old)
    DocumentRelationFactory(source=old, target=new)
    assert force(new, ENDS).status == "ended"
    assert client.get(old.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "values",
    [
        {"kind": RelationKind.REPLACES, "effective_until": ENDS},
        {"kind": RelationKind.PAUSES, "effective_on": ENDS, "effective_until": BEGINS},
    ],
)
def test_the_end_of_a_relation(old, new, values):
    with pytest.raises(ValidationError) as caught:
        DocumentRelation(source=new, target=old, **values).full_clean()
    assert "effective_until" in caught.value.message_dict


class TestProblems:
    """Data that contradicts itself is told to the editor."""

    def test_none(self, old, new):
        DocumentRelationFactory(source=new, target=old)
        assert problems_of(old) == []

    def test_two_replacements(self, old, new):
        DocumentRelationFactory(source=new, target=old)
        other = DocumentRelationFactory(target=old, source__effective_from=BEGINS).source
        (problem,) = problems_of(old)
        assert new.number in problem and other.number in problem

    def test_it_ends_before_it_begins(self, old):
        LegalDocument.objects.filter(pk=old.pk).update(effective_to=datetime.date(2018, 5, 1))
        (problem,) = problems_of(LegalDocument.objects.get(pk=old.pk))
        assert "01/5/2018" in problem and "21/6/2018" in problem

    def test_the_day_on_which_it_enters_into_force_is_missing(self, old):
        assert problems_of(LegalDocumentFactory(number="5/2020/NĐ-CP"))
        assert not problems_of(LegalDocumentFactory(number="5/QĐ-UBND"))

    def test_its_own_end_and_that_by_another(self, old, new):
        DocumentRelationFactory(source=new, target=old)
        old.effective_to = datetime.date(2024, 12, 31)
        old.save()
        (problem,) = problems_of(old)
        assert "31/12/2024" in problem and new.number in problem

    def test_changed_before_it_was_issued(self, old):
        relation = DocumentRelationFactory(target=old, effective_on=datetime.date(2017, 1, 1))
        (problem,) = problems_of(old)
        assert relation.source.number in problem

    def test_a_document_whose_basis_is_gone(self, old, new):
        DocumentRelationFactory(source=new, target=old)
        circular = LegalDocumentFactory(number="1/2018/TT-VPCP", effective_from=BEGINS)
        DocumentRelationFactory(source=circular, target=old, kind=RelationKind.DETAILS)
        (problem,) = problems_of(circular)
        assert old.number in problem and "01/7/2025" in problem
