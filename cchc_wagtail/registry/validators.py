from pathlib import Path

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from cchc_wagtail.content.file_types import is_of_type

MAX_TEXT_SIZE = 2_000_000

#: What a file of a legal document may be.
FILE_TYPES = [".pdf", ".docx", ".doc", ".odt", ".rtf", ".xlsx", ".xls", ".txt", ".zip"]


def validate_document_file(value):
    """Accept a file of Wagtail's documents that is what its name says, and a usual type.

    ``value`` is the key of the file. Raises ValidationError.
    """
    from wagtail.documents import get_document_model

    document = get_document_model().objects.get(pk=value)
    suffix = Path(document.file.name).suffix.lower()
    if suffix not in FILE_TYPES:
        raise ValidationError(
            _("“%(name)s” is no file of a document; choose one of: %(types)s.")
            % {"name": document.filename, "types": ", ".join(FILE_TYPES)}
        )
    with document.open_file() as opened:
        begins_well = is_of_type(opened, suffix)
    if not begins_well:
        raise ValidationError(
            _("“%(name)s” is not a %(type)s file, although its name says so.")
            % {"name": document.filename, "type": suffix}
        )


def validate_text_size(value):
    """Refuse a text that no reader could want: mostly the hidden markup of a word processor.

    Raises ValidationError when ``value`` is longer than two million characters.
    """
    if len(value) > MAX_TEXT_SIZE:
        raise ValidationError(
            _(
                "This text has %(size)s with its formatting, more than the %(limit)s allowed. "
                "Paste it without formatting, or add it as a file."
            )
            % {"size": filesizeformat(len(value)), "limit": filesizeformat(MAX_TEXT_SIZE)}
        )
