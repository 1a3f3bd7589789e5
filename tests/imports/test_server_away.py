"""The server of the database is restarted in the middle of an import."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from cchc_wagtail.imports import worker
from cchc_wagtail.imports.models import ImportRow
from cchc_wagtail.procedures.models import ProcedurePage

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server"),
]


@pytest.fixture(autouse=True)
def site(transactional_db):
    call_command("cchc_setup", verbosity=0)


def cut_off():
    """What the server does to its sessions when it is restarted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        session = cursor.fetchone()[0]

    def end_it():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [session])
        connections.close_all()

    thread = threading.Thread(target=end_it)
    thread.start()
    thread.join()


@pytest.mark.parametrize("method", ["parse", "save"])
def test_an_upload(confirmed, breaks, monkeypatch, method):
    breaks(cut_off, method)
    worker.work(confirmed.pk)
    confirmed.refresh_from_db()
    assert (confirmed.state, confirmed.turn, confirmed.error) == ("importing", None, "")
    assert not ImportRow.objects.filter(state="error").exists()
    worker.work(confirmed.pk)
    confirmed.refresh_from_db()
    assert confirmed.state == "done" and confirmed.counts == {"new": 4}
    assert ProcedurePage.objects.count() == 4


@pytest.mark.parametrize("method", ["parse", "save"])
def test_the_command(several, breaks, tmp_path, method):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(several)
    breaks(cut_off, method)
    with pytest.raises(CommandError, match="chạy lại lệnh"):
        call_command("cchc_import", "procedures", str(path), verbosity=0)
    connection.close()
    call_command("cchc_import", "procedures", str(path), verbosity=0)
    assert ProcedurePage.objects.count() == 4
