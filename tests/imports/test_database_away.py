"""The database goes away in the middle of an import: no row is wrong, and the next run is whole."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError, connection

from cchc_wagtail.imports import worker
from cchc_wagtail.imports.models import ImportRun
from cchc_wagtail.procedures.models import ProcedurePage
from tests.full import full_database

pytestmark = pytest.mark.django_db
INDEX = "/admin/cchc/nhap-du-lieu/"


@pytest.fixture(autouse=True)
def site(section):
    """The section, which the imported pages go into."""


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_it_waits_and_goes_on(confirmed, breaks, monkeypatch, error):
    usable = iter([False])
    monkeypatch.setattr(connection, "is_usable", lambda: next(usable, True))

    def gone():
        raise error("the connection is closed")

    breaks(gone, "save")
    worker.work(confirmed.pk)
    confirmed.refresh_from_db()
    assert (confirmed.state, confirmed.turn) == ("importing", None)
    assert confirmed.rows.filter(done=True).count() == ProcedurePage.objects.count() == 1
    worker.work(confirmed.pk)
    confirmed.refresh_from_db()
    assert confirmed.state == "done" and confirmed.counts == {"new": 4}
    assert ProcedurePage.objects.count() == 4


def test_it_is_not_begun_for_ever(confirmed, monkeypatch):
    def gone(*arguments, **options):
        raise OperationalError("database is locked")

    monkeypatch.setattr(worker, "run_rows", gone)
    for _time in range(worker.ATTEMPTS + 1):
        worker.work(confirmed.pk)
    confirmed.refresh_from_db()
    assert confirmed.state == "failed" and "bị ngắt" in confirmed.error


def test_a_refused_row_is_still_an_error_of_that_row(confirmed):
    with full_database("cchc_procedures_procedurepage"):
        worker.work(confirmed.pk)
    confirmed.refresh_from_db()
    assert confirmed.state == "done" and confirmed.counts == {"error": 4}


def test_a_file_that_is_not_stored_is_told(log_in, several):
    client = log_in("office")
    file = SimpleUploadedFile("rows.jsonl", several)
    with full_database("cchc_imports_importrun"):
        answer = client.post(INDEX, {"importer": "procedures", "file": file})
    assert answer.status_code == 200 and "chưa lưu được tệp" in answer.content.decode().lower()
    assert not ImportRun.objects.exists()
