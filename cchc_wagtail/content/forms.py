"""The forms of files: what is published is not replaced behind its review, and is what it says.

A host names them in ``WAGTAILDOCS_DOCUMENT_FORM_BASE`` and ``WAGTAILIMAGES_IMAGE_FORM_BASE``.
"""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from .file_types import SIGNATURES, is_of_type
from .files import is_published


class ReviewedFileMixin:
    """Refuses to replace the file of what is published, which its review has approved with it."""

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
