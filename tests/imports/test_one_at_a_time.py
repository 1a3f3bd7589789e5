"""Two at once: the second is told and leaves everything alone; nothing is doubled or lost."""

import json
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from cchc_wagtail.imports import worker
from cchc_wagtail.imports.models import ImportRun
from cchc_wagtail.procedures.models import ProcedureIndexPage, ProcedurePage
from cchc_wagtail.search.index.feeding import entries_behind
from cchc_wagtail.search.models import SearchEntry
from cchc_wagtail.turns import TRY_LATER, take_turn
from tests.factories import ProcedurePageFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def held():
    """Call it with a name: another connection has that turn until the test ends."""
    may_end, threads = threading.Event(), []

    def hold(name):
        at_work = threading.Event()

        def work():
            try:
                with take_turn(name):
                    at_work.set()
                    may_end.wait(60)
            finally:
                connection.close()

        thread = threading.Thread(target=work)
        thread.start()
        threads.append(thread)
        assert at_work.wait(30)

    def release():
        may_end.set()
        for thread in threads:
            thread.join()

    hold.release = release
    yield hold
    release()


@pytest.fixture
def file(tmp_path, record):
    path = tmp_path / "rows.jsonl"
    rows = [{**record, "ma_thu_tuc": f"1.{number:06d}"} for number in range(3)]
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return path


def set_up():
    call_command("cchc_setup", verbosity=0)


@pytest.mark.parametrize("command", ["cchc_index", "cchc_citations", "cchc_setup", "cchc_daily"])
def test_the_second_command_is_told(held, command):
    held(command)
    with pytest.raises(CommandError, match=command) as told:
        call_command(command, verbosity=0)
    assert told.value.returncode == TRY_LATER


def test_whether_the_index_is_in_line_may_always_be_asked(held):
    held("cchc_index")
    call_command("cchc_index", check=True, verbosity=0)


def test_of_two_imports_one_works_and_the_next_run_finds_all_done(held, file):
    set_up()
    held(worker.TURN)
    with pytest.raises(CommandError) as told:
        call_command("cchc_import", "procedures", str(file), verbosity=0)
    assert told.value.returncode == TRY_LATER
    assert not ProcedurePage.objects.exists()
    held.release()
    for _run in range(2):
        call_command("cchc_import", "procedures", str(file), publish=True, verbosity=0)
    assert ProcedurePage.objects.count() == 3


def test_an_uploaded_file_waits_for_the_command(held, file):
    set_up()
    held(worker.TURN)
    run = ImportRun.objects.create(
        importer="procedures", file_name="rows.jsonl", content=file.read_bytes()
    )
    worker.work(run.pk)
    run.refresh_from_db()
    assert run.is_working and run.turn is None and run.attempts == 0
    held.release()
    worker.work(run.pk)
    run.refresh_from_db()
    assert run.state in {ImportRun.State.CHECKED, ImportRun.State.ASKING}


def test_publishing_while_the_index_is_rebuilt_fails_neither(record):
    """An editor publishes again and again while the engine is emptied and fed."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("an SQLite database in memory has one writer for all threads")
    set_up()
    index = ProcedureIndexPage.objects.get()
    pages = [ProcedurePageFactory(parent=index, title=f"Thủ tục {n}") for n in range(4)]
    failed, over = [], threading.Event()

    def publish(page):
        try:
            while not over.is_set():
                page = ProcedurePage.objects.get(pk=page.pk)
                # Changed each time, and never too long on a slow machine.
                page.title = page.title[:-1] if page.title.endswith(".") else f"{page.title}."
                page.save_revision().publish()
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=publish, args=(page,)) for page in pages[:2]]
    for thread in threads:
        thread.start()
    try:
        for _time in range(3):
            call_command("cchc_index", rebuild=True, verbosity=0)
    finally:
        over.set()
        for thread in threads:
            thread.join()
    assert failed == []
    call_command("cchc_index", verbosity=0)
    assert not entries_behind().exists()
    assert {entry.title for entry in SearchEntry.objects.filter(kind="procedure")} == {
        page.title for page in ProcedurePage.objects.live()
    }
