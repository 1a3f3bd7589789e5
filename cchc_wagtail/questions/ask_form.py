"""The form in which a citizen asks, and the checks of what it brings."""

import os

import filetype
from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from PIL import Image

from cchc_wagtail.conf import get_setting
from cchc_wagtail.language import normalise
from cchc_wagtail.open_forms.forms import LinesField, SenderForm, without_control_characters

from .models import Question, QuestionFile

LONGEST_QUESTION = 3000
LARGEST_FILE = 5 * 1024 * 1024
MOST_PIXELS = 60_000_000
#: The types of files that are taken, by their content, and the ending that they get.
FILE_TYPES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


class QuestionTextForm(forms.Form):
    """The first step: nothing but the question."""

    use_required_attribute = False

    text = LinesField(
        label=_("Your question"),
        min_length=10,
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Say what you want to do and what your case is, as you would tell a clerk."),
        error_messages={"required": _("Write your question.")},
    )


def _consent():
    return gettext(
        "I agree that the department uses my name, my contact and what I write to answer me, "
        "publishes the answer without anything that tells who asked, and removes my data "
        "%(days)d days after the question is closed."
    ) % {"days": get_setting("QUESTION_DATA_DAYS")}


class AskForm(QuestionTextForm, SenderForm):
    """The whole question."""

    file = forms.FileField(
        label=_("File (if needed)"),
        required=False,
        help_text=_("A photo or a scan: PDF, JPEG or PNG, 5 MB at most."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"empty": _("This file is empty.")},
    )
    consent = forms.BooleanField(
        label=lazy(_consent, str)(),
        error_messages={"required": _("We cannot accept the question without your consent.")},
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        return stored_file(upload) if upload else None

    def question(self, page):
        """Return the new question to ``page``, not stored yet."""
        names = ["form_key", "name", "email", "phone", "text"]
        return Question(page=page, **{name: self.cleaned_data[name] for name in names})


def stored_file(upload):
    """Return the upload as a ``QuestionFile``, not stored yet, of the type that its content has.

    Raises:
        ValidationError: it is too large, or its content is none of ``FILE_TYPES``.
    """
    if upload.size > LARGEST_FILE:
        raise ValidationError(
            _("The file has %(size)s; 5 MB is the most we take.")
            % {"size": filesizeformat(upload.size)}
        )
    content = upload.read()
    mime = filetype.guess_mime(content)
    if mime not in FILE_TYPES or (mime.startswith("image/") and not _is_whole_image(upload)):
        raise ValidationError(
            _("“%(name)s” is not a PDF, JPEG or PNG file, whatever its name says.")
            % {"name": upload.name}
        )
    stem = os.path.splitext(os.path.basename(upload.name))[0]
    stem = normalise(without_control_characters(stem))[:100] or "tep"
    return QuestionFile(
        name=f"{stem}.{FILE_TYPES[mime]}", content_type=mime, size=len(content), content=content
    )


def _is_whole_image(upload):
    upload.seek(0)
    try:
        with Image.open(upload, formats=["JPEG", "PNG"]) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                return False
            image.verify()
    except Exception:  # Pillow has no common error for what is broken.
        return False
    return True
