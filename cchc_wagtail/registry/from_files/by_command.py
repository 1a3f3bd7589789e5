"""Files that a command registers: what is sure becomes a draft, the rest waits for a person."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cchc_wagtail.content.refusals import sentence_for
from cchc_wagtail.files import UnreadableFile, read_file
from cchc_wagtail.imports.importer import TextOutcome
from cchc_wagtail.organisation.models import Unit

from ..models import Issuer, LegalDocument, SourceFile
from .proposals import propose
from .registering import register

_TAKEN_OVER = [
    "document_type",
    "number",
    "title",
    "issued_on",
    "effective_from",
    "signatory",
    "signatory_position",
]
_NEEDED = ["document_type", "number", "issuer", "issued_on", "title"]


def register_by_command(name, content, *, user, dry_run):
    """Make a draft of the legal document in a file; return a ``TextOutcome``.

    Nobody has looked at it: relations stay proposals, the draft is submitted by whoever looks. What
    is registered already, under the same data or others, is left alone.
    """
    digest = hashlib.sha256(content).hexdigest()
    before = SourceFile.objects.filter(sha256=digest, state=SourceFile.State.REGISTERED)
    before = before.exclude(document=None).select_related("document__document_type").first()
    if before is not None:
        return _unchanged(before.document)
    try:
        read = read_file(name, content)
    except UnreadableFile as error:
        return TextOutcome("error", str(sentence_for(error.code)))
    proposal = propose(read)
    if not proposal.is_legal:
        return TextOutcome("left_out", _("No legal document: left out."))
    if proposal.same is not None:
        return _unchanged(proposal.same)
    if proposal.others:
        text = _(
            "This number is registered with other data (%(document)s). Register the file on the "
            "screen “Register from files”, where you say which it is."
        )
        return TextOutcome("left_out", text % {"document": proposal.others[0]})
    missing = [one for one in _NEEDED if not proposal.fields[one].value]
    if missing:
        labels = [str(LegalDocument._meta.get_field(one).verbose_name) for one in missing]
        text = _("The file does not say: %(fields)s. Register it on the screen.")
        return TextOutcome("error", text % {"fields": ", ".join(labels)})
    try:
        with transaction.atomic():
            document = _draft(proposal, user)
            document.full_clean(exclude=["slug", "number_key", "name_key"])
            if dry_run:
                transaction.set_rollback(True)
            else:
                source = _source(name, content, digest, read, proposal, user)
                waiting = [(found, None) for found in proposal.relations]
                register(document, source, with_text=True, accepted=waiting, declined=[], user=user)
    except ValidationError as error:
        return TextOutcome("error", " ".join(error.messages))
    except OSError as error:
        return TextOutcome(
            "error", _("The file could not be stored: %(error)s.") % {"error": error}
        )
    return TextOutcome("new", _said(document, proposal))


def _unchanged(document):
    text = _("%(document)s is registered already.")
    return TextOutcome("unchanged", text % {"document": document.type_and_number})


def _draft(proposal, user):
    fields = proposal.fields
    document = LegalDocument(**{name: fields[name].value or "" for name in _TAKEN_OVER[:3]})
    for name in _TAKEN_OVER[3:]:
        setattr(document, name, fields[name].value)
    issuer = fields["issuer"].value
    if isinstance(issuer, str):
        issuer, _created = Issuer.objects.get_or_create(name=issuer[:255])
    document.issuer, document.level = issuer, issuer.level
    document.unit = Unit.objects.of_user(user).first() if user is not None else None
    return document


def _source(name, content, digest, read, proposal, user):
    values = {**read.as_dict(), "first_page": ""}
    return SourceFile.objects.create(
        file_name=name[-255:],
        content=content,
        size=len(content),
        sha256=digest,
        user=user,
        state=SourceFile.State.READ,
        reading=values,
        title=f"{proposal.head.type} {proposal.head.number}"[:255],
    )


def _said(document, proposal):
    text = _("%(document)s: a draft.") % {"document": document.type_and_number}
    doubtful = [
        f"{LegalDocument._meta.get_field(name).verbose_name}: {found.doubts[0]}"
        for name, found in proposal.fields.items()
        if found.doubts
    ]
    if doubtful:
        text += " " + _("Look at: %(doubts)s") % {"doubts": " ".join(doubtful)}
    if count := len(proposal.relations):
        text += " " + _("Proposed relations: %(count)d.") % {"count": count}
    return text
