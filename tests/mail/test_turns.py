"""One process at a time: the second is told, and a turn ends with its process."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection

from cchc_wagtail.turns import TRY_LATER, Taken, take_turn
from tests.mail.test_daily import PARTS, daily

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_second_of_two_is_told():
    at_work, may_end = threading.Event(), threading.Event()

    def work():
        try:
            with take_turn("cchc_daily"):
                at_work.set()
                may_end.wait(30)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        assert at_work.wait(30)
        with pytest.raises(CommandError) as told:
            daily()
        assert told.value.returncode == TRY_LATER
        with take_turn("cchc_index"):
            pass
    finally:
        may_end.set()
        thread.join()
    assert daily().keys() == PARTS


HOLD = """
import django, sys, time
django.setup()
from cchc_wagtail.turns import take_turn
with take_turn("cchc_index"):
    print("taken", flush=True)
    time.sleep(60)
"""


def test_a_turn_ends_with_its_process(tmp_path):
    """Killed, not ended: nothing has to be cleared before the next may begin."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    if connection.vendor == "postgresql":
        values = connection.settings_dict
        environment["DATABASE_URL"] = (
            f"postgres://{values['USER']}@{values['HOST']}:{values['PORT']}/{values['NAME']}"
        )
    else:
        environment["DATABASE_URL"] = f"sqlite:///{tmp_path / 'site.sqlite3'}"
        connection.settings_dict, kept = (
            {**connection.settings_dict, "NAME": tmp_path / "site.sqlite3"},
            connection.settings_dict,
        )
    try:
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD], env=environment, stdout=subprocess.PIPE, cwd=ROOT
        )
        assert holder.stdout.readline() == b"taken\n"
        with pytest.raises(Taken), take_turn("cchc_index"):
            pass
        holder.kill()
        holder.wait()
        # A server may need a moment to see that its client is gone.
        for _attempt in range(100):
            try:
                with take_turn("cchc_index"):
                    break
            except Taken:
                threading.Event().wait(0.1)
        else:
            pytest.fail("the turn was not given back")
    finally:
        holder.kill()
        if connection.vendor == "sqlite":
            connection.settings_dict = kept
