import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cchc_wagtail.procedures.models import ProcedurePage
from cchc_wagtail.search import search
from cchc_wagtail.search.index.feeding import entries_behind, forget_everything
from cchc_wagtail.search.models import SearchEntry
from tests.factories import ProcedureIndexPageFactory, ProcedurePageFactory
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


def check():
    """Return what the check finds, the message of its failure or of its success."""
    try:
        return run("--check")
    except CommandError as error:
        assert error.returncode == 1
        return str(error)


def test_a_check_names_what_has_no_entry(procedures):
    pages = [ProcedurePageFactory(parent=procedures, title=f"Thủ tục {n}") for n in range(7)]
    assert check().startswith("In line")
    SearchEntry.objects.filter(key=pages[2].code).delete()
    found = check()
    assert found.startswith("Not in line") and "1 without an entry" in found
    assert f"{pages[2].pk} Thủ tục 2" in found
    SearchEntry.objects.all().delete()
    found = check()
    assert f"{len(pages)} without an entry" in found
    # The first few of many.
    assert "Thủ tục 4" in found and "Thủ tục 5" not in found and "…" in found
    assert not SearchEntry.objects.exists()
    run()
    assert check().startswith("In line")


def test_a_check_names_entries_of_what_is_no_longer_public(procedures):
    kept = ProcedurePageFactory(parent=procedures)
    gone = ProcedurePageFactory(parent=procedures, title="Cấp hộ chiếu")
    ProcedurePage.objects.filter(pk=gone.pk).update(live=False)
    found = check()
    assert "1 entries too many" in found and "Cấp hộ chiếu" in found
    assert set(SearchEntry.objects.values_list("key", flat=True)) == {kept.code, gone.code}


def test_what_is_not_to_be_found_is_not_missing(procedures):
    ProcedurePageFactory(parent=procedures, draft=True)
    ProcedurePageFactory(parent=procedures, title="Của riêng").view_restrictions.create(
        restriction_type="login"
    )
    # Below no site, so without an address.
    ProcedurePageFactory(parent=ProcedureIndexPageFactory(parent=Page.objects.get(depth=1)))
    assert check().startswith("In line")


def test_what_cannot_be_read_is_missing(procedures, monkeypatch):
    page = ProcedurePageFactory(parent=procedures)
    SearchEntry.objects.all().delete()
    monkeypatch.setattr(ProcedurePage, "get_search_entry", lambda page: 1 / 0)
    assert f"{page.pk} {page.title}" in check()


def test_a_check_reads_no_content_that_has_an_entry(procedures):
    for _ in range(3):
        ProcedurePageFactory(parent=procedures)
    with CaptureQueriesContext(connection) as queries:
        check()
    assert not [q for q in queries if '"wagtailcore_page"."title"' in q["sql"]]


def test_a_check_goes_through_the_site_in_batches(procedures, monkeypatch):
    monkeypatch.setattr("cchc_wagtail.search.index.comparing.BATCH", 2)
    pages = [ProcedurePageFactory(parent=procedures) for _ in range(5)]
    assert check().startswith("In line")
    SearchEntry.objects.filter(key__in=[pages[1].code, pages[4].code]).delete()
    ProcedurePage.objects.filter(pk__in=[pages[0].pk, pages[3].pk]).update(live=False)
    found = check()
    assert "2 without an entry" in found and "2 entries too many" in found
