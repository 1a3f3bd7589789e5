import io

import pytest
from django.core.management import call_command

from cchc_wagtail.procedures.models import ProcedurePage
from cchc_wagtail.search import search
from cchc_wagtail.search.index.feeding import entries_behind, forget_everything
from cchc_wagtail.search.models import SearchEntry
from tests.factories import ProcedurePageFactory
from tests.search.test_indexing import assert_counts_are_right

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = io.StringIO()
    call_command("cchc_index", *arguments, stdout=out)
    return out.getvalue()


def test_entries_and_content_are_brought_into_line(procedures):
    kept = ProcedurePageFactory(parent=procedures, title="Cấp hộ chiếu")
    gone = ProcedurePageFactory(parent=procedures)
    ProcedurePage.objects.filter(pk=kept.pk).update(title="Đổi hộ chiếu")
    ProcedurePage.objects.filter(pk=gone.pk).update(live=False)
    assert "1 removed" in run()
    assert SearchEntry.objects.get(key=kept.code).title == "Đổi hộ chiếu"
    assert not SearchEntry.objects.filter(key=gone.code).exists()


def test_an_interrupted_rebuild_goes_on(engine, procedures):
    page = ProcedurePageFactory(parent=procedures, title="Cấp hộ chiếu")
    forget_everything()
    assert search("ho chieu").total == 0
    page.title = "Cấp lại hộ chiếu"
    page.save_revision().publish()
    assert search("ho chieu").total == 1
    assert entries_behind().count() == SearchEntry.objects.count() - 1
    run()
    assert not entries_behind().exists()
    assert_counts_are_right()


def test_a_rebuild_changes_no_answer(engine, procedures):
    for title in ["Cấp hộ chiếu", "Đổi hộ chiếu", "Xây nhà"]:
        ProcedurePageFactory(parent=procedures, title=title)
    before = [hit.key for hit in search("ho chieu").hits]
    assert "brought into the engine" in run("--rebuild")
    assert [hit.key for hit in search("ho chieu").hits] == before
    assert_counts_are_right()
