"""An import that is killed half-way leaves whole pages, and a second run finishes it."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
ROWS = 12


@pytest.fixture
def site(tmp_path, record):
    """A site in a database of its own, and a file to import."""
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}",
        "SANDBOX_DATA": str(tmp_path),
    }
    file = tmp_path / "rows.jsonl"
    rows = ({**record, "ma_thu_tuc": f"1.{number:06d}"} for number in range(ROWS))
    file.write_text("\n".join(json.dumps(row) for row in rows))

    def manage(*arguments):
        command = [sys.executable, str(ROOT / "sandbox" / "manage.py"), *arguments]
        return subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    for arguments in [("migrate", "--verbosity", "0"), ("cchc_setup",)]:
        assert manage(*arguments).wait() == 0

    def import_rows():
        return manage("cchc_import", "procedures", str(file), "--publish")

    return tmp_path / "site.sqlite3", import_rows


def rows_of(database, query):
    with sqlite3.connect(database, timeout=30) as connection:
        return connection.execute(query).fetchall()


def test_killed_and_run_again(site):
    database, import_rows = site
    process = import_rows()
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        if rows_of(database, "SELECT count(*) FROM cchc_imports_importedrecord")[0][0] >= 3:
            break
        time.sleep(0.02)
    assert process.poll() is None, "it was done before it could be killed"
    process.kill()
    process.wait()

    pages = """SELECT p.code, w.live, w.has_unpublished_changes,
        (SELECT count(*) FROM cchc_procedures_servicechannel c WHERE c.page_id = p.page_ptr_id),
        (SELECT count(*) FROM cchc_procedures_procedurelegalbasis b WHERE b.page_id = w.id),
        (SELECT count(*) FROM cchc_imports_importedrecord r WHERE r.key = p.code)
        FROM cchc_procedures_procedurepage p JOIN wagtailcore_page w ON w.id = p.page_ptr_id"""
    half = rows_of(database, pages)
    assert 3 <= len(half) < ROWS
    assert {row[1:] for row in half} == {(1, 0, 1, 1, 1)}

    process = import_rows()
    output = process.communicate(timeout=300)[0].decode()
    assert process.returncode == 0, output
    whole = rows_of(database, pages)
    assert len(whole) == len({row[0] for row in whole}) == ROWS
    assert {row[1:] for row in whole} == {(1, 0, 1, 1, 1)}
    assert f"{len(half)}" in output and f"{ROWS - len(half)}" in output
