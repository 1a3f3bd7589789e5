"""Looks through and imports an uploaded file, away from the request that asked for it.

The worker of the host's backend for ``django-tasks`` does the work; where a host has none, a thread
of the web process, which needs nothing that it would have to set up. Whoever works gives a sign of
life in the database, and has one import in hand at a time: the others wait for their turn. If the
worker dies or the database goes away, whoever opens the page of an import next starts it again:
what was stored stays, and the rest is done. Work that fails says so and is not begun again.
"""

import datetime
import io
import logging
import threading
import uuid
from contextlib import suppress

from django.db import (
    DEFAULT_DB_ALIAS,
    IntegrityError,
    InterfaceError,
    OperationalError,
    close_old_connections,
    connections,
    transaction,
)
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from cchc_wagtail.background import has_worker
from cchc_wagtail.turns import Taken, take_turn

from .importer import ImportNotPossible, importers
from .mapping import remembered
from .models import ImportRow, ImportRun
from .readers import UnreadableFile, head_of
from .running import run_rows, withdrawn_keys

#: After that long without a sign of life a worker counts as dead.
DEAD_AFTER = datetime.timedelta(seconds=60)
#: Seconds between two signs of life, also while a file is read.
PULSE = 15
#: So often is work that broke off begun again.
ATTEMPTS = 3
#: All imports together, those of the command too, are done one at a time.
TURN = "cchc_import"
#: What is raised while the database is away or busy for too long: no fault of the file.
AWAY = (OperationalError, InterfaceError)
State = ImportRun.State
WAITING = [State.CHECKING, State.IMPORTING]
logger = logging.getLogger(__name__)


class Superseded(Exception):
    """Another worker has taken the import over."""


def start(run):
    """Have ``run`` worked on, in the language of now, once the transaction is over."""
    language = translation.get_language()
    if has_worker():
        ImportRun.objects.filter(pk=run.pk).update(heartbeat=timezone.now())
        transaction.on_commit(lambda: work_in.enqueue(language, run.pk))
    else:
        transaction.on_commit(lambda: _thread(language, run.pk).start())


def revive(run):
    """Start the work on ``run`` if it waits and nobody is at work."""
    if not run.is_working or _in_hand().exists():
        return
    # Handed over a moment ago, it waits in the queue of the host's worker.
    if has_worker() and run.heartbeat and run.heartbeat >= _dead_before():
        return
    start(run)


def _in_hand():
    """The import that a living worker has in hand."""
    return ImportRun.objects.filter(turn=1, heartbeat__gte=_dead_before())


def _dead_before():
    return timezone.now() - DEAD_AFTER


@task()
def work_in(language, key):
    """Do the work on the import ``key``; messages are stored in ``language``."""
    with translation.override(language):
        work(key)


def _thread(language, key):
    def target():
        try:
            work_in.call(language, key)
        finally:
            close_old_connections()

    return threading.Thread(target=target, name=f"cchc-import-{key}", daemon=True)


def work(key):
    """Do what the import ``key`` waits for, then what others wait for, unless a worker does."""
    try:
        with take_turn(TURN):
            _work_on(key)
    except Taken:
        # The command imports a file; whoever opens the import later begins it again.
        return
    except AWAY:
        logger.exception("The import %s waits: the database went away", key)


def _work_on(key):
    while run := _take(key):
        with _Pulse(run):
            _work(run)
        waiting = ImportRun.objects.filter(state__in=WAITING, turn=None).defer("content")
        key = waiting.order_by("created_at").values_list("pk", flat=True).first()


def _take(key):
    """Return the import ``key``, in hand; None where it does not wait or another is in hand."""
    now, worker = timezone.now(), uuid.uuid4().hex
    ImportRun.objects.filter(turn=1, heartbeat__lt=_dead_before()).update(turn=None)
    waiting = ImportRun.objects.filter(pk=key, turn=None, state__in=WAITING)
    try:
        with transaction.atomic():
            taken = waiting.update(turn=1, worker=worker, heartbeat=now, attempts=F("attempts") + 1)
    except IntegrityError:
        return None
    return ImportRun.objects.get(pk=key) if taken else None


def _work(run):
    try:
        if run.attempts > ATTEMPTS:
            raise ImportNotPossible(_("The work was interrupted several times."))
        importer = importers()[run.importer]()
        importer.check()
        if run.state == State.CHECKING:
            _check(run, importer)
        else:
            _import(run, importer)
        run.attempts = 0
    except Superseded:
        return
    except AWAY:
        if not connections[DEFAULT_DB_ALIAS].is_usable():
            connections[DEFAULT_DB_ALIAS].close()
        raise
    except (UnreadableFile, ImportNotPossible) as error:
        run.state, run.error = State.FAILED, str(error)
    except Exception as error:
        logger.exception("The import %s failed", run.pk)
        run.state = State.FAILED
        run.error = _("The work failed: %(error)s.") % {"error": f"{type(error).__name__}: {error}"}
    finally:
        names = ["state", "error", "withdrawn", "head", "mapping", "notes", "finished_at"]
        values = {name: getattr(run, name) for name in [*names, "attempts"]}
        ImportRun.objects.filter(pk=run.pk, worker=run.worker).update(
            turn=None, worker="", **values
        )


class _Pulse:
    """Gives signs of life for ``run`` as long as the work goes on, whatever it is at."""

    def __init__(self, run):
        self._run, self._over = run, threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self):
        self._thread.start()

    def __exit__(self, *error):
        self._over.set()
        self._thread.join(timeout=1)

    def _beat(self):
        try:
            while not self._over.wait(PULSE):
                close_old_connections()
                mine = ImportRun.objects.filter(pk=self._run.pk, worker=self._run.worker)
                # A database that is busy or away is asked again at the next beat.
                with suppress(*AWAY):
                    mine.update(heartbeat=timezone.now())
        finally:
            close_old_connections()


def open_file(run):
    file = io.BytesIO(bytes(run.content))
    file.name = run.file_name
    return file


def _check(run, importer):
    file = open_file(run)
    head = head_of(importer.source_of(file))
    run.head = {"known": head.known, "unknown": head.unknown, "samples": head.samples}
    run.notes = head.notes
    if run.mapping is None:
        run.mapping = remembered(importer, head)
    if run.mapping is None and head.unknown:
        run.state = State.ASKING
        return
    head.keys(importer.columns, run.mapping)
    _say(run, total=head.total, processed=0)
    run.rows.all().delete()
    rows, seen = [], []
    options = {"mapping": run.mapping, "user": run.user, "publish": run.publish}
    for outcome in run_rows(importer, file, dry_run=True, **options):
        seen.append(outcome.key)
        rows.append(_row(run, importer, outcome))
        if len(rows) == 50:
            _store(run, rows)
            rows = []
    _store(run, rows)
    run.withdrawn = withdrawn_keys(importer, seen) if run.whole else []
    run.state = State.CHECKED


def _say(run, **values):
    """Store how far the work is.

    Raises:
        Superseded: the worker was thought dead, and another has taken over.
    """
    mine = ImportRun.objects.filter(pk=run.pk, worker=run.worker)
    if not mine.update(heartbeat=timezone.now(), **values):
        raise Superseded


def _store(run, rows):
    _say(run)
    ImportRow.objects.bulk_create(rows)
    _say(run, processed=run.rows.count())


def _import(run, importer):
    decided = run.rows.exclude(decisions={}).values_list("key", "decisions")
    done = set(run.rows.filter(done=True).values_list("number", flat=True))
    _say(run, processed=len(done))

    def save(outcome):
        row = _row(run, importer, outcome)
        values = ["state", "changes", "conflicts", "messages"]
        ImportRow.objects.filter(run=run, number=outcome.number).update(
            done=True, **{name: getattr(row, name) for name in values}
        )

    outcomes = run_rows(
        importer,
        open_file(run),
        user=run.user,
        publish=run.publish,
        mapping=run.mapping,
        decisions=dict(decided),
        skip=done,
        leave_hidden=run.leave_hidden,
        on_saved=save,
    )
    for number, _outcome in enumerate(outcomes, len(done) + 1):
        if number % 5 == 0:
            _say(run, processed=number)
    _say(run, processed=ImportRun.objects.values_list("total", flat=True).get(pk=run.pk))
    run.state, run.finished_at = State.DONE, timezone.now()


def _row(run, importer, outcome):
    return ImportRow(
        run=run,
        number=outcome.number,
        key=outcome.key[:255],
        title=outcome.title[:500],
        state=outcome.state,
        is_hidden=outcome.is_hidden,
        changes=[_shown(importer, change) for change in outcome.changes],
        conflicts=[_shown(importer, change) for change in outcome.conflicts],
        messages=[message.as_dict() for message in outcome.messages],
    )


def _shown(importer, change):
    return {
        "field": change.field,
        "before": importer.as_text(change.field, change.before),
        "after": importer.as_text(change.field, change.after),
    }
