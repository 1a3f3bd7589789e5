"""Relations that a file names are proposed: nothing follows before an editor accepts them."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cchc_wagtail.imports.running import run_rows
from cchc_wagtail.imports.sheets import template
from cchc_wagtail.registry.documents.importer import RELATIONS, LegalDocumentImporter
from cchc_wagtail.registry.models import (
    LegalDocument,
    RelationKind,
    RelationProposal,
)
from cchc_wagtail.registry.validity.proposals import accept, named_in, open_proposals
from tests.factories import LegalDocumentFactory, UserFactory
from tests.registry.test_import import ROW, run, sheet, states

pytestmark = pytest.mark.django_db

REPLACING = {**ROW, "Thay thế": "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ"}


@pytest.fixture
def old(section):
    LegalDocument.objects.filter(number="61/2018/NĐ-CP").delete()
    return LegalDocumentFactory(
        number="61/2018/NĐ-CP",
        issued_on=datetime.date(2018, 4, 23),
        effective_from=datetime.date(2018, 6, 21),
    )


@pytest.fixture
def new(old):
    assert states(run(REPLACING, publish=True)) == ["new"]
    return LegalDocument.objects.get(number="45/2099/NĐ-CP")


def address(document):
    return reverse("cchc_registry_relation_proposals", args=[document.pk])


def is_ended(document):
    periods = LegalDocument.objects.get(pk=document.pk).periods.all()
    return any(one.status == "ended" for one in periods)


def test_the_template_has_a_column_for_each_kind():
    assert {kind for kind, _heading in RELATIONS.values()} == set(RelationKind)
    columns = [column.key for column in LegalDocumentImporter.template_columns]
    assert set(RELATIONS) <= set(columns)
    assert template(LegalDocumentImporter())


@pytest.mark.parametrize(
    "cell, named",
    [
        ("61/2018/NĐ-CP", [("61-2018-nd-cp", "")]),
        (
            "Điều 5, khoản 2 Điều 7 Nghị định số 61/2018/NĐ-CP",
            [("61-2018-nd-cp", "Điều 5, khoản 2 Điều 7")],
        ),
        (
            "Nghị định số 61/2018/NĐ-CP và Nghị định số 45/2015/NĐ-CP",
            [("61-2018-nd-cp", ""), ("45-2015-nd-cp", "")],
        ),
        ("Luật Đất đai năm 2013", [("luat-dat-dai", "")]),
    ],
)
def test_what_a_cell_names(cell, named):
    assert [(one.key, one.articles) for one in named_in(cell)] == named


def test_an_import_proposes_and_applies_nothing(old, new):
    (proposal,) = open_proposals(new)
    assert (proposal.kind, proposal.candidates) == (RelationKind.REPLACES, [old])
    assert not new.relations.exists() and not is_ended(old)


def test_it_is_proposed_once(old, new):
    (outcome,) = run(REPLACING, publish=True)
    assert (str(outcome.state), outcome.messages) == ("unchanged", [])
    assert RelationProposal.objects.count() == 1


def test_a_dry_run_tells_and_stores_nothing(old):
    (outcome,) = run(REPLACING, dry_run=True)
    assert [message.found for message in outcome.messages if "61/2018" in message.found]
    assert not RelationProposal.objects.exists()
    run(ROW, publish=True)
    (outcome,) = run(REPLACING, dry_run=True)
    assert [message.found for message in outcome.messages if "61/2018" in message.found]
    assert not RelationProposal.objects.exists()


def test_what_names_no_document_is_told_and_the_rest_is_kept(old):
    (outcome,) = run({**ROW, "Thay thế": "không có; 61/2018/NĐ-CP"}, publish=True)
    assert str(outcome.state) == "new"
    assert [message.found for message in outcome.messages if message.column.startswith("Văn bản")]
    assert RelationProposal.objects.get().target_key == "61-2018-nd-cp"


def test_accepted_it_is_in_the_draft_and_counts_once_published(old, new, admin_client):
    (proposal,) = open_proposals(new)
    admin_client.post(address(new), {"proposal": proposal.pk, "target": old.pk})
    assert not open_proposals(new)
    assert not new.relations.exists() and not is_ended(old)
    new.refresh_from_db()
    new.get_latest_revision().publish()
    relation = new.relations.get()
    assert (relation.kind, relation.target) == (RelationKind.REPLACES, old)
    assert is_ended(old)
    assert states(run(REPLACING, publish=True)) == ["unchanged"]
    assert RelationProposal.objects.count() == 1


def test_a_part_stays_a_part(old):
    run({**ROW, "Bãi bỏ": "Điều 5 Nghị định số 61/2018/NĐ-CP"}, publish=True)
    document = LegalDocument.objects.get(number="45/2099/NĐ-CP")
    (proposal,) = open_proposals(document)
    accept(proposal, old, UserFactory(is_superuser=True))
    document.refresh_from_db()
    document.get_latest_revision().publish()
    assert document.relations.get().articles == "Điều 5"
    assert not is_ended(old)


def test_set_aside_it_does_not_come_back(old, new, admin_client):
    admin_client.post(address(new), {"proposal": open_proposals(new)[0].pk})
    run(REPLACING, publish=True)
    assert not open_proposals(new) and not new.relations.exists()


def test_what_is_not_registered_waits_for_it(old):
    run({**ROW, "Thay thế": "Nghị định số 7/2019/NĐ-CP"}, publish=True)
    document = LegalDocument.objects.get(number="45/2099/NĐ-CP")
    assert open_proposals(document)[0].candidates == []
    other = LegalDocumentFactory(number="7/2019/NĐ-CP", issued_on=datetime.date(2019, 1, 1))
    assert open_proposals(document)[0].candidates == [other]


def test_only_what_is_offered_can_be_accepted(old, new, admin_client):
    (proposal,) = open_proposals(new)
    other = LegalDocumentFactory(number="7/2019/NĐ-CP", issued_on=datetime.date(2019, 1, 1))
    for data in ({"proposal": proposal.pk, "target": other.pk}, {"proposal": 0}, {}):
        assert admin_client.post(address(new), data).status_code == 404
    assert len(open_proposals(new)) == 1


def test_what_is_locked_stays_as_it_is(old, new, client, admin_client, admin_user):
    new.locked, new.locked_by = True, UserFactory()
    new.save(update_fields=["locked", "locked_by"])
    page = admin_client.get(address(new))
    assert "button-small" not in page.content.decode()
    (proposal,) = open_proposals(new)
    answer = admin_client.post(address(new), {"proposal": proposal.pk, "target": old.pk})
    assert answer.status_code == 302 and answer.url == reverse("wagtailadmin_home")
    assert len(open_proposals(new)) == 1


def test_the_editor_is_shown_the_way(old, new, admin_client):
    edit = reverse(LegalDocument.snippet_viewset.get_url_name("edit"), args=[new.pk])
    assert address(new) in admin_client.get(edit).content.decode()
    page = admin_client.get(address(new)).content.decode()
    assert "61/2018/NĐ-CP" in page and f'value="{old.pk}"' in page


def test_an_export_comes_back_as_it_is(old, new):
    (proposal,) = open_proposals(new)
    accept(proposal, old, UserFactory(is_superuser=True))
    new.refresh_from_db()
    new.get_latest_revision().publish()
    importer = LegalDocumentImporter()
    rows = {row["so_ky_hieu"]: row for row in importer.export()}
    assert rows["45/2099/NĐ-CP"]["thay_the"] == "Nghị định 61/2018/NĐ-CP"
    labels = {column.key: column.label for column in importer.columns}
    again = {labels[key]: text for key, text in rows["45/2099/NĐ-CP"].items()}
    (outcome,) = run_rows(LegalDocumentImporter(), sheet(again), publish=True)
    assert (str(outcome.state), outcome.messages) == ("unchanged", [])


def test_the_screen_asks_no_more_for_many(old, new, admin_client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert admin_client.get(address(new)).status_code == 200
        return len(captured)

    queries()
    few = queries()
    for serial in range(5):
        other = LegalDocumentFactory(number=f"{serial + 7}/2019/NĐ-CP")
        RelationProposal.objects.create(
            document=new, kind=RelationKind.CITES, target_key=other.number_key, written=other.number
        )
    assert queries() == few
