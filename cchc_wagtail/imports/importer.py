"""The declaration of a room by which its content can be imported and exported."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from wagtail import hooks

from . import sheets
from .messages import Message
from .readers import source_of

#: A hook that returns an ``Importer`` subclass.
HOOK = "register_cchc_importer"


class Column(NamedTuple):
    """A column of a file: its key in JSON, its heading in a spreadsheet, an example.

    ``names`` are other headings under which files have it. What has no key is known and left out.
    """

    key: str
    label: str
    help: str = ""
    example: str = ""
    required: bool = False
    names: tuple[str, ...] = ()


@dataclass
class Record:
    """One record of a file, understood: its key, field → plain value, and what is to be said.

    A plain value is text, a number, a boolean, or a list or dict of them. A field that the file
    does not speak of is not there.
    """

    key: str
    title: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    #: What the file says beyond the fields, for ``Importer.propose``.
    proposals: list[Any] = field(default_factory=list)

    @property
    def has_errors(self):
        return any(message.is_error for message in self.messages)


class TextOutcome(NamedTuple):
    """What became of a file that holds one record as a text.

    ``state`` is a value of ``ImportRow.State``: new, unchanged, left_out or error.
    """

    state: str
    text: str


class Importer:
    """Subclass it, and return the subclass from the hook ``register_cchc_importer``.

    An instance serves one run, and may keep what it has looked up.
    """

    #: As the command names it.
    name = ""
    label = ""
    columns: list[Column] = []
    #: Those of them that the template and the export have.
    template_columns: list[Column] = []
    #: field → what an editor calls it.
    field_labels: dict[str, str] = {}
    #: Whether people call a record by its key.
    key_is_name = True
    #: Model fields that saving fills in, which are not asked for before.
    set_on_saving: list[str] = []
    #: Whether what is stored is a draft till it is published; a register has none.
    has_drafts = True

    def source_of(self, file):
        """Return what reads ``file``, with ``head()`` and ``rows(keys)``, as ``readers`` has it.

        Files in which several rows make one record, or whose head is a form, have a reader of
        their own.

        Raises:
            UnreadableFile: nothing in it can be read.
        """
        return source_of(file, self.columns)

    def parse(self, values) -> Record:
        """Return the ``Record`` of a row, a dict of column key → value as it stands in the file."""
        raise NotImplementedError

    #: Endings of files that hold one record as a text, for ``import_text``.
    text_endings: tuple[str, ...] = ()

    def import_text(self, name, content, *, user, dry_run) -> TextOutcome:
        """Bring the record into the content that the file called ``name`` holds as a text."""
        raise NotImplementedError

    def align(self, record):
        """Write the names in ``record`` as the registers have them."""

    def find(self, keys) -> dict[str, Any]:
        """Return key → stored object for those of ``keys`` that there are; a few queries."""
        raise NotImplementedError

    def latest(self, stored):
        """Return ``stored`` as its latest draft has it."""
        latest = stored.get_latest_revision_as_object()
        latest.latest_revision_id = stored.latest_revision_id
        return latest

    def new(self, key):
        """Return an object that is not stored yet."""
        raise NotImplementedError

    def forget(self):
        """Drop what was looked up: a transaction in which some of it was made was undone."""

    def read(self, instance) -> dict[str, Any]:
        """Return field → plain value of ``instance``."""
        raise NotImplementedError

    def write(self, instance, fields):
        """Set ``fields`` on ``instance``. What it returns are messages for the report."""
        raise NotImplementedError

    def propose(self, instance, proposals) -> list[Message]:
        """Keep the ``proposals`` of a record for an editor of ``instance`` to decide.

        Called last, again and again with what the file says; what it returns tells what is new.
        In a dry run ``instance`` may not be stored.
        """
        return []

    def save(self, instance, *, is_new, user, publish):
        """Store ``instance``, published or as a draft in its workflow; return the revision.

        Raises:
            ValidationError: a field has a value that cannot be kept.
        """
        raise NotImplementedError

    def obstacle(self, instance, user) -> str:
        """Return why ``user`` may not change ``instance``; empty where they may."""
        return ""

    def is_withdrawn(self, stored) -> bool:
        """Tell whether ``stored`` was taken down on purpose, so that no import publishes it."""
        return False

    def check(self):
        """Raise ``ImportNotPossible`` where there is no place for what is imported."""

    def export(self) -> Iterator[dict[str, Any]]:
        """Yield column key → plain value of everything that is published."""
        raise NotImplementedError

    def template_file(self) -> bytes:
        """Return the XLSX file in which editors fill in what is to be imported."""
        return sheets.template(self)

    def spreadsheet_file(self) -> bytes:
        """Return all that ``export`` yields as an XLSX file that can be imported."""
        return sheets.spreadsheet(self)

    def as_cell(self, key, value) -> str:
        """Return the plain ``value`` of a column as the text of a spreadsheet's cell."""
        return "" if value is None else str(value)

    def as_text(self, field, value) -> str:
        """Return the plain ``value`` of a field as an editor reads it in a preview."""
        return "" if value is None else str(value)

    def may_import(self, user):
        return user.has_perm("cchc_imports.add_importrun")

    def may_publish(self, user):
        return user.has_perm("cchc_imports.publish_importrun")


class ImportNotPossible(Exception):
    """Why nothing can be imported here; the text is for whoever tried."""


def submit(instance, user):
    """Start the workflow of ``instance``, unless it is in one or has none."""
    workflow = instance.get_workflow()
    if workflow and not instance.workflow_in_progress:
        workflow.start(instance, user)


def importers():
    """Return name → ``Importer`` class of all that rooms have registered."""
    classes = [function() for function in hooks.get_hooks(HOOK)]
    return {importer.name: importer for importer in classes}


def validation_messages(error: ValidationError, labels) -> list[Message]:
    """Return what a ``ValidationError`` says as error messages of a row."""
    if not hasattr(error, "error_dict"):
        return [Message.error("", text) for text in error.messages]
    return [
        Message.error("" if name == "__all__" else labels.get(name, name), text)
        for name, texts in error.message_dict.items()
        for text in texts
    ]
