import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.documents.permissions import permission_policy as file_policy

from cchc_wagtail.organisation.models import ReformField, Unit
from cchc_wagtail.portal.models import ReformHomePage
from cchc_wagtail.portal.setup.registers import fill_synonyms
from cchc_wagtail.registry.models import LegalDocument
from cchc_wagtail.search.models import Synonym
from tests.factories import UserFactory
from tests.portal.snapshots import snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(db):
    """Made for each test: what is tested here is the making."""
    call_command("cchc_setup", verbosity=0)
    return ReformHomePage.objects.get()


def test_the_section_is_complete(section):
    assert {type(page).__name__ for page in section.get_children().specific()} == {
        "ProcedureIndexPage",
        "SituationIndexPage",
        "RegistryPage",
        "NewsColumnPage",
        "ContactIndexPage",
        "DigestIndexPage",
        "PlanIndexPage",
        "InitiativeIndexPage",
        "IndexListPage",
        "OneStopPage",
    }
    assert ReformField.objects.count() == 6
    assert Unit.objects.filter(group=None).count() == 0
    assert section.get_workflow().tasks.count() == 2
    assert LegalDocument.get_default_workflow() == section.get_workflow()


def test_the_documents_of_the_plan_are_registered(section, shared_data):
    import json

    wanted = json.loads((shared_data / "plan-documents.json").read_text())["documents"]
    found = LegalDocument.objects.filter(live=True).values_list("number", "issued_on", "title")
    assert {(number, str(day), title) for number, day, title in found} == {
        (row["number"], row["date"], row["title"]) for row in wanted
    }


def test_each_unit_keeps_its_files_in_a_collection_of_its_own(section):
    def may(kind, action):
        user = UserFactory(groups=[Unit.objects.filter(kind=kind).first().group])
        found = file_policy.collections_user_has_permission_for(user, action)
        return set(found.values_list("name", flat=True))

    units = set(Unit.objects.values_list("name", flat=True))
    own = Unit.objects.filter(kind=Unit.Kind.PROFESSIONAL).first().name
    assert may("professional", "choose") == {own, "Dùng chung"}
    assert may("professional", "change") == may("professional", "add") == {own}
    assert may("office", "choose") >= units | {"Dùng chung"}
    assert may("office", "change") == {"Văn phòng Sở", "Dùng chung"}
    assert may("leadership", "choose") >= units


def test_run_again_it_changes_nothing(section):
    before = snapshot()
    call_command("cchc_setup", stdout=io.StringIO())
    assert snapshot() == before


def test_what_an_editor_changed_stays(section):
    section.title = "Chuyên trang cải cách"
    section.save()
    field = ReformField.objects.first()
    field.name = "Tên đã sửa"
    field.save()
    group = Unit.objects.get(kind=Unit.Kind.OFFICE).group
    group.page_permissions.all().delete()
    call_command("cchc_setup", stdout=io.StringIO())
    section.refresh_from_db()
    field.refresh_from_db()
    assert section.title == "Chuyên trang cải cách"
    assert field.name == "Tên đã sửa"
    assert not group.page_permissions.exists()
    assert ReformField.objects.count() == 6


def test_a_page_that_is_not_there_is_named_and_nothing_is_made():
    with pytest.raises(CommandError, match="khong-co"):
        call_command("cchc_setup", under="khong-co", stdout=io.StringIO())
    assert not ReformHomePage.objects.exists()
    assert not Unit.objects.exists()


@pytest.mark.parametrize("under", ["gioi-thieu", "/gioi-thieu/", "/trang-chu/gioi-thieu/"])
def test_the_section_is_made_below_the_page_named(under):
    call_command("cchc_setup", under=under, stdout=io.StringIO())
    assert ReformHomePage.objects.get().get_parent().slug == "gioi-thieu"


def test_synonyms_are_added_once(section, monkeypatch):
    """What an editor deleted or changed stays so; what a later release brings comes in."""
    deleted, changed = Synonym.objects.order_by("pk")[:2]
    deleted.delete()
    changed.meaning = "nghĩa của cán bộ"
    changed.save()
    own = Synonym.objects.create(words="chữ của cán bộ", meaning="giấy phép lái xe")
    before = list(Synonym.objects.values_list("pk", "words", "meaning", "both_ways"))
    assert fill_synonyms() == 0
    assert list(Synonym.objects.values_list("pk", "words", "meaning", "both_ways")) == before
    later = [
        {"words": deleted.words, "meaning": deleted.meaning, "both_ways": ""},
        {"words": own.words, "meaning": own.meaning, "both_ways": "x"},
        {"words": "chữ của bản mới", "meaning": "giấy phép lái xe", "both_ways": "x"},
    ]
    monkeypatch.setattr("cchc_wagtail.portal.setup.registers.read_tables", lambda folder: later)
    assert fill_synonyms() == 1
    new = Synonym.objects.exclude(pk__in=[pk for pk, *_ in before]).get()
    assert (new.words, new.both_ways) == ("chữ của bản mới", True)
    own.refresh_from_db()
    assert not own.both_ways
    new.delete()
    assert fill_synonyms() == 0


def test_synonyms_take_few_queries(db, django_assert_num_queries):
    with CaptureQueriesContext(connection) as queries:
        assert fill_synonyms() == Synonym.objects.count() > 1500
    # SQLite takes some hundred rows at once.
    assert len(queries) < 100
    with django_assert_num_queries(2):
        assert fill_synonyms() == 0
