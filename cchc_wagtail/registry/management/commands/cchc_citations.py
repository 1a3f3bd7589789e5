from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import DraftStateMixin

from cchc_wagtail.content.citing import citing_models
from cchc_wagtail.organisation.reading import read_or_note
from cchc_wagtail.registry.documents.listed import refresh_listed
from cchc_wagtail.registry.models import ContentCitation, LegalDocument
from cchc_wagtail.registry.signal_handlers import READER
from cchc_wagtail.registry.validity.periods import BATCH, refresh_periods
from cchc_wagtail.turns import one_at_a_time


class Command(BaseCommand):
    help = (
        "Brings what is stored about legal documents into line with the content: which stand on a "
        "public list, on which days each is in force, and which published content cites it. "
        "Saving does the same for what is saved; run this after the first installation beside "
        "content that was there before, after an upgrade that says so, and after a change of "
        "CITING_MODELS. What already fits is not written; interrupted, it can be run again."
    )

    @one_at_a_time("cchc_citations")
    def handle(self, *, verbosity, **options):
        self.verbosity = verbosity
        refresh_listed()
        refresh_periods(LegalDocument.objects.values_list("pk", flat=True))
        read = sum(self.read(model) for model in citing_models())
        dropped = self.drop_superfluous()
        self.report(
            f"Contents: {read} read. Citations: {dropped} dropped, "
            f"{ContentCitation.objects.count()} in all."
        )

    def read(self, model):
        """Store the citations in the published objects of ``model``; return how many there are."""
        objects = published(model).order_by("pk")
        total = objects.count()
        done, last = 0, None
        while batch := list((objects if last is None else objects.filter(pk__gt=last))[:BATCH]):
            with transaction.atomic():
                for instance in batch:
                    read_or_note(READER, instance)
            done, last = done + len(batch), batch[-1].pk
            self.report(f"  {model._meta.verbose_name_plural}: {done}/{total}")
        return done

    def drop_superfluous(self):
        """Drop the citations of content that is no longer there to be read; return how many."""
        kept, dropped = [], 0
        for model in citing_models():
            content_type = ContentType.objects.get_for_model(model)
            kept.append(content_type.pk)
            stored = ContentCitation.objects.filter(content_type=content_type)
            cited_in = set(stored.order_by().values_list("object_id", flat=True).distinct())
            readable = {str(pk) for pk in published(model).values_list("pk", flat=True)}
            gone = sorted(cited_in - readable)
            for first in range(0, len(gone), BATCH):
                dropped += stored.filter(object_id__in=gone[first : first + BATCH]).delete()[0]
        return dropped + ContentCitation.objects.exclude(content_type__in=kept).delete()[0]

    def report(self, message):
        if self.verbosity:
            self.stdout.write(message)


def published(model):
    """Return the objects of ``model`` that readers see; all of them where there are no drafts."""
    objects = model._default_manager.all()
    return objects.filter(live=True) if issubclass(model, DraftStateMixin) else objects
