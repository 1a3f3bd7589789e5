import hashlib
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.registry.from_files.by_command import register_by_command
from cchc_wagtail.registry.from_files.proposals import propose
from cchc_wagtail.registry.from_files.registering import add_to
from cchc_wagtail.registry.from_files.working import read
from cchc_wagtail.registry.models import LegalDocument, SourceFile


class Command(BaseCommand):
    help = (
        "Registers and publishes the legal documents whose files lie in a folder, with their full "
        "texts. Only for a demonstration: nobody has checked them. Relations stay proposals."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, folder, **options):
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder.")
        office = get_user_model().objects.filter(groups__cchc_unit__kind=Unit.Kind.OFFICE)
        user = office.order_by("pk").first()
        count = sum(load(path, user) for path in sorted(folder.iterdir()) if path.is_file())
        self.stdout.write(f"{count} legal documents have their full text now.")


@transaction.atomic
def load(path, user):
    """Publish the document in the file ``path``; tell whether it was without its text before."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if SourceFile.objects.filter(sha256=digest, state=SourceFile.State.REGISTERED).exists():
        return False
    outcome = register_by_command(path.name, content, user=user, dry_run=False)
    if outcome.state == "new":
        document = SourceFile.objects.get(sha256=digest).document
    elif outcome.state == "unchanged":
        document = give_text(path.name, content, digest, user)
    else:
        document = None
    if document is None:
        return False
    document.latest_revision.publish()
    return True


def give_text(name, content, digest, user):
    """Put the text of a file into the registered document that it is, unless that has one."""
    source = SourceFile.objects.create(
        file_name=name, content=content, size=len(content), sha256=digest, user=user
    )
    read(source)
    proposal = propose(source.read_file)
    if proposal.same.body:
        source.delete()
        return None
    add_to(
        proposal.same,
        source,
        with_file=True,
        with_text=True,
        relations=proposal.relations,
        user=user,
    )
    return LegalDocument.objects.get(pk=proposal.same.pk)
