"""Reads uploaded files away from the request that brought them.

The worker of the host's backend for ``django-tasks`` does it; where a host has none, a thread of
the web process. One file is read at a time, in all processes together. If whoever reads dies, the
turn is free at once, and the next who looks at the list begins again.
"""

import datetime
import logging
import threading

from django.db import InterfaceError, OperationalError, close_old_connections, transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from cchc_wagtail.background import has_worker
from cchc_wagtail.citations import read_head
from cchc_wagtail.files import UnreadableFile, read_file
from cchc_wagtail.turns import Taken, take_turn

from ..models import SourceFile

TURN = "cchc_files"
#: So often is a file begun whose reading broke off.
ATTEMPTS = 3
#: After that long in the queue of the host's worker a file is handed over again.
HAND_OVER_AFTER = datetime.timedelta(seconds=90)
AWAY = (OperationalError, InterfaceError)
State = SourceFile.State
logger = logging.getLogger(__name__)


def start():
    """Have all files read that wait, once the transaction is over."""
    if has_worker():
        waiting = SourceFile.objects.filter(state=State.WAITING)
        waiting.update(queued_at=timezone.now())
        transaction.on_commit(lambda: read_waiting.enqueue())
    else:
        transaction.on_commit(lambda: threading.Thread(target=_in_thread, daemon=True).start())


def revive():
    """Start reading where files wait and nobody seems to be at work."""
    waiting = SourceFile.objects.filter(state=State.WAITING)
    if has_worker():
        waiting = waiting.exclude(queued_at__gte=timezone.now() - HAND_OVER_AFTER)
    if waiting.exists():
        start()


@task()
def read_waiting():
    """Read the files that wait, one after another, unless somebody else does."""
    try:
        with take_turn(TURN):
            while file := _take():
                read(file)
    except Taken:
        return
    except AWAY:
        logger.exception("Files wait to be read: the database went away")


def _in_thread():
    try:
        read_waiting.call()
    finally:
        close_old_connections()


def _take():
    waiting = SourceFile.objects.filter(state=State.WAITING)
    waiting.filter(attempts__gte=ATTEMPTS).update(state=State.FAILED, error="interrupted")
    file = waiting.order_by("created_at", "pk").first()
    if file is not None:
        SourceFile.objects.filter(pk=file.pk).update(attempts=F("attempts") + 1)
    return file


def read(file):
    """Read ``file``, a ``SourceFile``, and store what stands in it, or why that is not known."""
    try:
        found = read_file(file.file_name, bytes(file.content))
    except UnreadableFile as error:
        file.state, file.error = State.FAILED, error.code
    except Exception:
        logger.exception("The file %s could not be read", file.pk)
        file.state, file.error = State.FAILED, "broken"
    else:
        file.first_page, found.first_page = found.first_page, b""
        file.reading = found.as_dict()
        head = read_head(found.text)
        file.title = " ".join(filter(None, [head.type, head.number]))[:255]
        file.state, file.error = State.READ, ""
    names = ["state", "error", "reading", "first_page", "title"]
    values = {name: getattr(file, name) for name in names}
    SourceFile.objects.filter(pk=file.pk, state=State.WAITING).update(**values)
