"""An import that is killed before each of its writes: the row at hand is whole or not there."""

import pytest

from cchc_wagtail.imports.models import ImportedRecord
from cchc_wagtail.procedures.models import ProcedurePage
from cchc_wagtail.search.models import ShippedSynonym, Synonym
from tests.killing import killed_everywhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_site(section):
    """The section, without the thousands of rows that every comparison would read."""
    for model in (Synonym, ShippedSynonym):
        model.objects.all().delete()


def facts():
    fields = ["code", "title", "live", "has_unpublished_changes", "summary"]
    return {
        "pages": list(ProcedurePage.objects.order_by("code").values_list(*fields)),
        "records": list(ImportedRecord.objects.order_by("key").values_list("key", "source")),
    }


@pytest.mark.parametrize("publish", [False, True])
def test_a_new_row(small_site, run, record, publish, django_capture_on_commit_callbacks):
    writes = killed_everywhere(
        lambda: run(record, publish=publish), facts, django_capture_on_commit_callbacks
    )
    assert writes > 20


def test_a_changed_row(small_site, run, record, django_capture_on_commit_callbacks):
    run(record, publish=True)
    changed = {**record, "ten_thu_tuc": "Cấp lại giấy phép thử nghiệm"}
    writes = killed_everywhere(
        lambda: run(changed, publish=True), facts, django_capture_on_commit_callbacks
    )
    assert writes > 10
