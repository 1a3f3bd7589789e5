import io

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.documents.permissions import permission_policy as file_policy
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Revision,
    Workflow,
)

from cchc_wagtail.news.models import ArticlePage
from cchc_wagtail.organisation.models import ReformField, Unit
from cchc_wagtail.portal.models import ReformHomePage
from cchc_wagtail.procedures.models import ProcedurePage, SituationPage
from cchc_wagtail.registry.models import LegalDocument
from cchc_wagtail.search.models import SearchEntry
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def snapshot():
    return {
        model: sorted(map(str, model.objects.values_list("pk", flat=True)))
        for model in [
            Page,
            Revision,
            Group,
            GroupPagePermission,
            Collection,
            GroupCollectionPermission,
            Workflow,
            Unit,
            ReformField,
            LegalDocument,
            SearchEntry,
        ]
    }


def test_the_section_is_complete(section):
    assert {type(page).__name__ for page in section.get_children().specific()} == {
        "ProcedureIndexPage",
        "SituationIndexPage",
        "RegistryPage",
        "NewsColumnPage",
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


@pytest.fixture
def demo(section):
    out = io.StringIO()
    call_command("cchc_setup", demo=True, stdout=out)
    return out.getvalue()


def test_the_demo_is_real_and_complete(demo):
    assert ProcedurePage.objects.live().count() >= 30
    assert SituationPage.objects.live().count() >= 3
    assert ArticlePage.objects.live().count() >= 12
    about = ArticlePage.objects.exclude(reform_field=None)
    assert about.values("reform_field").distinct().count() == 6
    assert "vanphong" in demo
    before = snapshot()
    call_command("cchc_setup", demo=True, stdout=io.StringIO())
    assert snapshot() == before


def test_the_facts_of_the_demo_are_those_of_the_national_database(demo, shared_data):
    import json
    import unicodedata

    def clean(text):
        return " ".join(unicodedata.normalize("NFC", text).split())

    source = {}
    for line in (shared_data / "procedures-sample.jsonl").read_text().splitlines():
        record = json.loads(line)
        source[record["ma_thu_tuc"]] = record
    units = {"hour": "Giờ", "day": "Ngày", "working_day": "Ngày làm việc", "month": "Tháng"}
    for page in ProcedurePage.objects.prefetch_related("channels"):
        record = source[page.code]
        assert page.title == clean(record["ten_thu_tuc"])
        assert page.decision_number == clean(record["so_quyet_dinh"])
        limits = {
            (channel.time_limit, units.get(channel.time_unit))
            for channel in page.channels.all()
            if channel.time_limit is not None
        }
        assert limits <= {(way["so"], way["don_vi"]) for way in record["cach_thuc"]}
