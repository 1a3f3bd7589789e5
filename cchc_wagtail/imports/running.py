"""Carries the rows of a file into the content, one transaction a row."""

import logging
from dataclasses import dataclass, field
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, DatabaseError, OperationalError, connections, transaction
from django.utils.translation import gettext as _
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from .differences import Change, compare, fingerprint
from .importer import Record, validation_messages
from .messages import Message
from .models import ImportedRecord, ImportRow
from .sheets import TOO_LONG

logger = logging.getLogger(__name__)
CHUNK = 50
State = ImportRow.State


class DatabaseGone(OperationalError):
    """The connection to the database broke off, whatever was at hand."""


@dataclass
class Outcome:
    """The outcome of a row, or of a dry run of it."""

    number: int
    key: str = ""
    title: str = ""
    state: str = State.UNCHANGED
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Change] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    is_hidden: bool = False

    def name(self, importer):
        """The record's name for people: its code, or its title where the key is only ours."""
        return self.key if importer.key_is_name else self.title


def run_rows(
    importer,
    file,
    *,
    dry_run=False,
    user=None,
    publish=False,
    mapping=None,
    decisions=None,
    skip=frozenset(),
    leave_hidden=False,
    on_saved=None,
):
    """Import the rows of ``file``; yield the ``Outcome`` of each.

    Each row is stored in a transaction of its own, in which ``on_saved(outcome)`` is called, so an
    interruption leaves whole objects only. Whatever goes wrong with a row is that row's error; that
    the database is gone is no row's.
    ``mapping`` is heading → column key for headings that are not known; ``decisions`` is key →
    {field: "file" | "page"}; rows with a number in ``skip`` are left alone, and with
    ``leave_hidden`` those that the spreadsheet hides. ``user`` is None for a command, which is
    trusted.

    Raises:
        UnreadableFile: see ``readers.read_rows``; ask for ``head_of`` first to know it in time.
        DatabaseGone: the connection broke off; what was stored stays.
    """
    seen, session = {}, _Session()
    source = importer.source_of(file)
    rows = source.rows(source.head().keys(importer.columns, mapping))
    if leave_hidden:
        rows = (row for row in rows if not row.is_hidden)
    while chunk := list(islice(rows, CHUNK)):
        work = []
        for row in chunk:
            record = _parse(importer, row, session) if row.values else None
            outcome = Outcome(row.number, is_hidden=row.is_hidden, messages=list(row.messages))
            if record:
                outcome.key, outcome.title = record.key, record.title
                outcome.messages += record.messages
                if record.key and record.key in seen:
                    text = _("This one already appears in row %(row)d.") % {"row": seen[record.key]}
                    outcome.messages.append(Message.error("", text, outcome.name(importer)))
                elif record.key:
                    seen[record.key] = row.number
            work.append((outcome, record))
        keys = [outcome.key for outcome, _record in work if outcome.key]
        stored = importer.find(keys)
        remembered = {
            one.key: one
            for one in ImportedRecord.objects.filter(importer=importer.name, key__in=keys)
        }
        for outcome, record in work:
            if outcome.number in skip:
                continue
            if any(message.is_error for message in outcome.messages):
                outcome.state = State.ERROR
                if on_saved:
                    on_saved(outcome)
            else:
                memory = remembered.get(record.key) or ImportedRecord(
                    importer=importer.name, key=record.key
                )
                step = _Step(importer, outcome, record, memory, session, user=user, publish=publish)
                chosen = (decisions or {}).get(record.key, {})
                step.run(stored.get(record.key), chosen, dry_run=dry_run, on_saved=on_saved)
            yield outcome


def _parse(importer, row, session):
    try:
        said = {key: value for key, value in row.values.items() if value != TOO_LONG}
        record = importer.parse(said)
        importer.align(record)
        return record
    except Exception as error:
        session.check(error)
        return Record("", messages=[_failure(error)])


class _Session:
    """The session at the database in which an import began."""

    def __init__(self):
        self._wrapper = connections[DEFAULT_DB_ALIAS]
        self._wrapper.ensure_connection()
        self._connection = self._wrapper.connection

    def check(self, error):
        """Raise ``DatabaseGone`` where ``error`` came of the session's end."""
        # Django connects again by itself when a transaction has broken off.
        is_same = self._wrapper.connection is self._connection
        if not is_same or not self._wrapper.is_usable():
            raise DatabaseGone(str(error)) from error


def _failure(error):
    """Return what is to be said about a row of which nobody foresaw what it would do."""
    logger.exception("A row could not be imported")
    text = _("This row has a form that is not understood.")
    return Message.error("", text, f"{type(error).__name__}: {error}"[:200])


def withdrawn_keys(importer, seen):
    """Return the keys once imported that are not among ``seen``, and whose objects still exist."""
    keys = ImportedRecord.objects.filter(importer=importer.name).values_list("key", flat=True)
    gone = sorted(set(keys) - set(seen))
    found = []
    for start in range(0, len(gone), CHUNK):
        stored = importer.find(gone[start : start + CHUNK])
        found += [{"key": key, "title": str(instance)} for key, instance in sorted(stored.items())]
    return found


class _Step:
    """One row on its way into the content."""

    def __init__(self, importer, outcome, record, memory, session, *, user, publish):
        self.importer, self.outcome, self.record, self.memory = importer, outcome, record, memory
        self.session, self.user, self.publish = session, user, publish

    def run(self, stored, decisions, *, dry_run, on_saved):
        try:
            with transaction.atomic():
                instance = self._carry_out(stored, decisions, dry_run)
                if self.record.proposals and instance is not None:
                    self.outcome.messages += self.importer.propose(instance, self.record.proposals)
                if dry_run:
                    transaction.set_rollback(True)
                elif on_saved:
                    on_saved(self.outcome)
        except Exception as error:
            self.session.check(error)
            self._failed(error)
            dry_run = True
        if dry_run:
            self.importer.forget()
            if on_saved:
                on_saved(self.outcome)

    def _failed(self, error):
        self.outcome.state = State.ERROR
        if isinstance(error, ValidationError):
            self.outcome.messages += validation_messages(error, self.importer.field_labels)
        elif isinstance(error, DatabaseError):
            self.outcome.messages.append(Message.error("", _("The database refused it."), error))
        else:
            self.outcome.messages.append(_failure(error))

    def _carry_out(self, stored, decisions, dry_run):
        """Return the instance after the row; None where something stood against it."""
        source = fingerprint(self.record.fields)
        untouched = stored is not None and self.memory.revision == stored.latest_revision_id
        if stored is not None and untouched and self.memory.source == source and not decisions:
            self._publish_if_asked(stored, dry_run)
            return stored
        instance = (
            self.importer.new(self.record.key) if stored is None else self.importer.latest(stored)
        )
        current = {} if stored is None else self.importer.read(instance)
        if stored is None:
            self.memory.fingerprints = {}
        chosen = {
            side: [f for f, one in decisions.items() if one == side] for side in ("file", "page")
        }
        comparison = compare(
            current,
            self.record.fields,
            self.memory.fingerprints,
            taken=chosen["file"],
            kept=chosen["page"],
        )
        self.outcome.changes, self.outcome.conflicts = comparison.changes, comparison.conflicts
        if stored is None:
            self.outcome.state = State.NEW
        elif comparison.conflicts:
            self.outcome.state = State.CONFLICT
        elif comparison.changes:
            self.outcome.state = State.CHANGED
        obstacle = ""
        if stored is not None and comparison.changes:
            obstacle = self.importer.obstacle(instance, self.user)
        if obstacle:
            self.outcome.state = State.ERROR
            self.outcome.messages.append(Message.error("", obstacle))
            return None
        if stored is None or comparison.changes:
            values = {change.field: change.after for change in comparison.changes}
            if stored is None:
                values = self.record.fields
            self.outcome.messages += self.importer.write(instance, values) or []
            _clean(instance, self.importer.set_on_saving)
            if dry_run:
                return instance
            publish = self._may_publish(stored, untouched)
            # Wagtail would bring it into line after each row of each inline child.
            with disable_reference_index_auto_update():
                revision = self.importer.save(
                    instance, is_new=stored is None, user=self.user, publish=publish
                )
            ReferenceIndex.create_or_update_for_object(instance)
            self.memory.revision = revision.pk
        if not dry_run:
            self._remember(comparison, source)
        return instance

    def _may_publish(self, stored, untouched):
        if not (self.publish and self.importer.has_drafts):
            return False
        if stored is not None and stored.has_unpublished_changes and not untouched:
            text = _("Not published: there is a draft of an editor.")
            self.outcome.messages.append(Message.remark("", text))
            return False
        return True

    def _publish_if_asked(self, stored, dry_run):
        if not (self.publish and self.importer.has_drafts):
            return
        if stored.live and not stored.has_unpublished_changes:
            return
        if self.importer.is_withdrawn(stored):
            return
        self.outcome.state = State.PUBLISHED
        if not dry_run:
            stored.latest_revision.publish()

    def _remember(self, comparison, source):
        fields = [change.field for change in comparison.changes] + comparison.settled
        for name in fields:
            self.memory.fingerprints[name] = fingerprint(self.record.fields[name])
        self.memory.source = "" if comparison.conflicts else source
        self.memory.save()


def _clean(instance, set_on_saving):
    """Ask of ``instance`` and what hangs on it all that saving would ask.

    Raises:
        ValidationError: a value cannot be kept.
    """
    instance.full_clean(exclude=set_on_saving)
    if isinstance(instance, ClusterableModel):
        for relation in get_all_child_relations(instance):
            for child in getattr(instance, relation.get_accessor_name()).get_object_list():
                child.clean_fields(exclude=[relation.field.name])
