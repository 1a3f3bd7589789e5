from django.core.management.base import BaseCommand
from django.db import transaction

from cchc_wagtail.search.feeding import entries_behind, forget_everything, put_in
from cchc_wagtail.search.indexing import index_object, remove_entry
from cchc_wagtail.search.models import SearchEntry
from cchc_wagtail.search.visibility import searchable_models, visible_objects

BATCH = 100


class Command(BaseCommand):
    help = (
        "Brings the search into line with the published content: missing entries are made, "
        "superfluous ones removed, and the engine is fed with what it does not hold yet. "
        "Interrupted, it goes on where it stopped when run again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help="empty the engine first and feed it with everything anew",
        )

    def handle(self, *, rebuild, verbosity, **options):
        self.verbosity = verbosity
        if rebuild:
            forget_everything()
        written = sum(self.write_entries(model) for model in searchable_models())
        removed = self.remove_orphans()
        fed = self.feed_engine()
        self.report(f"Entries: {written} written, {removed} removed; engine: {fed} brought in.")

    def write_entries(self, model):
        objects = visible_objects(model)
        total = objects.count()
        done = 0
        for instance in objects.iterator(chunk_size=BATCH):
            index_object(instance)
            done += 1
            if done % BATCH == 0:
                self.report(f"  {model._meta.verbose_name}: {done}/{total}", ending="\r")
        return done

    def remove_orphans(self):
        """Remove the entries whose content is no longer published; return how many."""
        removed = 0
        models = {model._meta.label_lower: model for model in searchable_models()}
        for entry in SearchEntry.objects.select_related("content_type").iterator():
            model = models.get(f"{entry.content_type.app_label}.{entry.content_type.model}")
            if model is None or not visible_objects(model).filter(pk=entry.object_id).exists():
                remove_entry(entry)
                removed += 1
        return removed

    def feed_engine(self):
        """Bring what the engine lacks into it, a batch a transaction; return how many entries."""
        fed = 0
        while True:
            with transaction.atomic():
                batch = list(entries_behind().order_by("pk")[:BATCH])
                if not batch:
                    return fed
                put_in(batch)
                if any(not entry.in_engine for entry in batch):
                    return fed
            fed += len(batch)
            self.report(f"  engine: {fed}", ending="\r")

    def report(self, message, ending="\n"):
        if self.verbosity:
            self.stdout.write(message, ending=ending)
