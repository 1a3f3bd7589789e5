from itertools import islice

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cchc_wagtail.search.engines import SearchUnavailable, database_engine, remote_engine
from cchc_wagtail.search.index import delivery
from cchc_wagtail.search.index.comparing import missing_objects, superfluous_entries
from cchc_wagtail.search.index.feeding import entries_behind, forget_everything, put_in
from cchc_wagtail.search.index.indexing import index_or_note, remove_entry
from cchc_wagtail.search.index.writing import write_alone
from cchc_wagtail.search.models import SearchEntry
from cchc_wagtail.search.visibility import searchable_models, visible_objects
from cchc_wagtail.turns import one_at_a_time

BATCH = 500
#: Of what is not in line, as many are named.
NAMED = 5


class Command(BaseCommand):
    help = (
        "Brings the search into line with the published content: the engine is fed with what it "
        "does not hold yet, entries are brought up to date and superfluous ones removed. "
        "Interrupted, it goes on where it stopped when run again without --rebuild."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help="feed the engine with everything anew; a search server answers meanwhile",
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="change nothing: compare, and fail where something is not in line",
        )

    def handle(self, *, rebuild, check, verbosity, **options):
        self.verbosity = verbosity
        if check:
            self.check_all()
        else:
            self.bring_into_line(rebuild)

    @one_at_a_time("cchc_index")
    def bring_into_line(self, rebuild):
        if rebuild:
            forget_everything()
        fed = self.feed_engine()
        checked = sum(self.check_objects(model) for model in searchable_models())
        removed = self.remove_superfluous()
        self.report(
            f"Entries: {checked} checked, {removed} removed; {fed} brought into the engine; "
            f"{SearchEntry.objects.count()} in all."
        )
        if remote_engine() is not None:
            self.feed_server(rebuild)

    def check_all(self):
        """Tell how far the entries are behind the content, and the engines behind the entries.

        Raises:
            CommandError: they are, or the search server does not answer.
        """
        behind, named = {}, []
        for what, rows in (
            ("without an entry", missing_objects()),
            ("entries too many", superfluous_entries()),
        ):
            first = list(islice(rows, NAMED))
            more = sum(1 for _ in rows)
            behind[what] = len(first) + more
            named += [f"  {what}: {name}" for name in map(_name, first)]
            named += [f"  {what}: …"] if more else []
        behind["waiting for the database's index"] = entries_behind().count()
        try:
            if remote_engine() is not None:
                counted = delivery.compare()
                behind.update({f"{name} on the search server": n for name, n in counted.items()})
        except SearchUnavailable as error:
            raise CommandError(str(error)) from error
        found = "; ".join(f"{number} {what}" for what, number in behind.items())
        if any(behind.values()):
            raise CommandError("\n".join([f"Not in line: {found}. Run cchc_index.", *named]))
        self.report(f"In line: {found}; {SearchEntry.objects.count()} entries in all.")

    def feed_server(self, rebuild):
        """Bring the search server into line.

        Raises:
            CommandError: it does not answer; what it lacks waits for the next run.
        """

        def progress(done, total):
            self.progress("search server", done, total)

        try:
            if rebuild:
                delivery.rebuild(progress)
            else:
                delivery.compare(mend=True)
                delivery.bring_all(progress)
        except SearchUnavailable as error:
            waiting = delivery.entries_undelivered().count()
            raise CommandError(f"{error} {waiting} entries wait; run cchc_index again.") from error
        self.report("The search server is in line.")

    def feed_engine(self):
        """Bring what the engine lacks into it, a batch a transaction; return how many entries."""
        engine = database_engine()
        if engine is None:
            return 0
        total = entries_behind().count()
        fed = 0
        while True:
            with transaction.atomic():
                write_alone()
                batch = list(entries_behind().order_by("pk")[:BATCH])
                put_in(batch)
            if not batch:
                break
            fed += len(batch)
            self.progress("engine", fed, total)
        if fed:
            engine.tidy()
        return fed

    def check_objects(self, model):
        """Write the entries of the visible objects of ``model``; return how many there are."""
        objects = visible_objects(model).order_by("pk")
        total = objects.count()
        done, last = 0, None
        while True:
            after = objects if last is None else objects.filter(pk__gt=last)
            with transaction.atomic():
                write_alone()
                batch = list(after[:BATCH])
                for instance in batch:
                    index_or_note(instance)
            if not batch:
                return done
            done, last = done + len(batch), batch[-1].pk
            self.progress(model._meta.verbose_name_plural, done, total)

    def remove_superfluous(self):
        """Remove the entries of what is no longer to be found; return how many."""
        removed = 0
        for entry in superfluous_entries():
            remove_entry(entry)
            removed += 1
        return removed

    def progress(self, what, done, total):
        self.report(f"  {what}: {done}/{total}")

    def report(self, message):
        if self.verbosity:
            self.stdout.write(message)


def _name(row):
    """Return in words which object is meant: ``row`` itself, or that of an entry."""
    if isinstance(row, SearchEntry):
        return f"{'.'.join(row.content_type.natural_key())} {row.object_id} {row}"
    return f"{row._meta.label_lower} {row.pk} {row}"
