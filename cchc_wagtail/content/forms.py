"""The forms of files: what is published is not replaced behind its review, and is what it says.

A file is stored before the form counts as valid: one that the storage does not take is an error of
its field, and neither a half file stays nor is the one lost that it was to replace.

A host names them in ``WAGTAILDOCS_DOCUMENT_FORM_BASE`` and ``WAGTAILIMAGES_IMAGE_FORM_BASE``.
"""

import logging
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from .file_types import SIGNATURES, is_of_type
from .files import is_published

logger = logging.getLogger(__name__)


class ReviewedFileMixin:
    """Refuses to replace the file of what is published, which its review has approved with it."""

    def full_clean(self):
        super().full_clean()
        if self.is_bound and not self.errors and "file" in self.changed_data:
            try:
                store(self.instance)
            except OSError:
                logger.exception("The file “%s” could not be stored", self.instance.file.name)
                self.add_error(
                    "file",
                    _(
                        "The file could not be stored: the disk may be full. What was there "
                        "before is unchanged. Tell whoever looks after the site."
                    ),
                )

    def clean(self):
        cleaned = super().clean()
        is_replaced = self.instance.pk is not None and "file" in self.changed_data
        if is_replaced and is_published(self.instance):
            self.add_error(
                "file",
                _(
                    "This file is part of what is published. Upload the new one as another file, "
                    "and choose it in a draft, so that it is reviewed."
                ),
            )
        return cleaned


class ReviewedDocumentForm(ReviewedFileMixin, BaseDocumentForm):
    """Takes documents of the office, told by their content."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            check_content(file)
        return file


class ReviewedImageForm(ReviewedFileMixin, BaseImageForm):
    """Wagtail looks at the content of pictures itself."""


def store(instance):
    """Store the file that ``instance`` was just given, whole or not at all.

    Raises:
        OSError: the storage does not take it.
    """
    file = instance.file
    storage, longest = file.storage, file.field.max_length
    wanted = file.field.generate_filename(instance, file.name)
    name = storage.get_available_name(wanted, max_length=longest)
    try:
        instance.file = storage.save(name, file.file, max_length=longest)
    except OSError:
        # A whole one of that name is somebody else's, stored in between.
        if storage.exists(name) and storage.size(name) < file.size:
            storage.delete(name)
        raise


def check_content(file):
    """Raise ``ValidationError`` where ``file`` is of no type that is taken, or not of its own."""
    suffix = Path(file.name).suffix.lower()
    if suffix not in SIGNATURES:
        raise ValidationError(
            _("Files of the type “%(type)s” are not taken. Taken are: %(known)s.")
            % {"type": suffix or file.name, "known": ", ".join(SIGNATURES)}
        )
    file.seek(0)
    begins_well = is_of_type(file, suffix)
    file.seek(0)
    if not begins_well:
        raise ValidationError(
            _("What is in this file is not what its name says (“%(type)s”).") % {"type": suffix}
        )
