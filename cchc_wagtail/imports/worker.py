"""Looks through and imports an uploaded file, away from the request that asked for it.

A thread of the web process does the work; it needs nothing that a host would have to set up. It
gives a sign of life in the database. If it dies, whoever opens the page of the import next starts
it again: what was stored stays, and the rest is done.
"""

import datetime
import io
import threading

from django.db import close_old_connections, transaction
from django.db.models import Q
from django.utils import timezone, translation

from .importer import ImportNotPossible, importers
from .models import ImportRow, ImportRun
from .readers import UnreadableFile, check_file
from .running import run_rows, withdrawn_keys

#: After that long without a sign of life a worker counts as dead.
DEAD_AFTER = datetime.timedelta(seconds=60)
State = ImportRun.State


def start(run):
    """Work on ``run`` in a thread, once the transaction is over."""
    language = translation.get_language()
    transaction.on_commit(lambda: _thread(run.pk, language).start())


def revive(run):
    """Start the work on ``run`` again if its worker has died."""
    if run.is_working and (run.heartbeat is None or timezone.now() - run.heartbeat > DEAD_AFTER):
        start(run)


def _thread(key, language):
    def target():
        try:
            with translation.override(language):
                work(key)
        finally:
            close_old_connections()

    return threading.Thread(target=target, name=f"cchc-import-{key}", daemon=True)


def work(key):
    """Do what the import ``key`` waits for, unless another worker does."""
    now = timezone.now()
    free = Q(heartbeat=None) | Q(heartbeat__lt=now - DEAD_AFTER)
    waiting = ImportRun.objects.filter(free, pk=key, state__in=[State.CHECKING, State.IMPORTING])
    if not waiting.update(heartbeat=now):
        return
    run = ImportRun.objects.get(pk=key)
    try:
        importer = importers()[run.importer]()
        importer.check()
        if run.state == State.CHECKING:
            _check(run, importer)
        else:
            _import(run, importer)
    except (UnreadableFile, ImportNotPossible) as error:
        run.state, run.error = State.FAILED, str(error)
    finally:
        run.heartbeat = None
        run.save(update_fields=["state", "error", "heartbeat", "withdrawn", "finished_at"])


def open_file(run):
    file = io.BytesIO(bytes(run.content))
    file.name = run.file_name
    return file


def _check(run, importer):
    file = open_file(run)
    total = check_file(file, importer.columns)
    ImportRun.objects.filter(pk=run.pk).update(total=total, processed=0)
    run.rows.all().delete()
    rows, seen = [], []
    for outcome in run_rows(importer, file, dry_run=True, user=run.user, publish=run.publish):
        seen.append(outcome.key)
        rows.append(_row(run, importer, outcome))
        if len(rows) == 50:
            _store(run, rows)
            rows = []
    _store(run, rows)
    run.withdrawn = withdrawn_keys(importer, seen)
    run.state = State.CHECKED


def _store(run, rows):
    ImportRow.objects.bulk_create(rows)
    done = run.rows.count()
    ImportRun.objects.filter(pk=run.pk).update(processed=done, heartbeat=timezone.now())


def _import(run, importer):
    decided = run.rows.exclude(decisions={}).values_list("key", "decisions")
    done = set(run.rows.filter(done=True).values_list("number", flat=True))
    ImportRun.objects.filter(pk=run.pk).update(processed=len(done))

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
        decisions=dict(decided),
        skip=done,
        on_saved=save,
    )
    for number, _outcome in enumerate(outcomes, len(done) + 1):
        if number % 5 == 0:
            ImportRun.objects.filter(pk=run.pk).update(processed=number, heartbeat=timezone.now())
    ImportRun.objects.filter(pk=run.pk).update(processed=run.total)
    run.state, run.finished_at = State.DONE, timezone.now()


def _row(run, importer, outcome):
    return ImportRow(
        run=run,
        number=outcome.number,
        key=outcome.key[:255],
        title=outcome.title[:500],
        state=outcome.state,
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
