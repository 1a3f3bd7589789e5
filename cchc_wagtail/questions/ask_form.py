"""The form in which a citizen asks, and the checks of what it brings."""

import os
import re

import filetype
from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from PIL import Image

from cchc_wagtail.conf import get_setting
from cchc_wagtail.language import normalise

from .models import Question, QuestionFile
from .open_form import LineField, LinesField, OpenForm, without_control_characters

LONGEST_QUESTION = 3000
LARGEST_FILE = 5 * 1024 * 1024
MOST_PIXELS = 60_000_000
#: The types of files that are taken, by their content, and the ending that they get.
FILE_TYPES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
_PHONE = re.compile(r"\+?[\d .()\-]{8,25}")


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


class AskForm(QuestionTextForm, OpenForm):
    """The whole question."""

    name = LineField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name, so that we know how to address you.")},
    )
    email = forms.EmailField(
        label=_("Email"),
        required=False,
        max_length=254,
        help_text=_("The answer comes here. An email address or a telephone number is enough."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This is not an email address such as ten@example.org.")},
    )
    phone = LineField(
        label=pgettext_lazy("of a citizen", "Telephone"),
        required=False,
        help_text=_("Without an email address, we call you."),
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"},
        ),
    )
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

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        digits = re.sub(r"\D", "", phone)
        if phone and not (_PHONE.fullmatch(phone) and 8 <= len(digits) <= 15):
            raise ValidationError(_("This is not a telephone number such as 0912 345 678."))
        return phone

    def clean_file(self):
        upload = self.cleaned_data["file"]
        return stored_file(upload) if upload else None

    def clean(self):
        super().clean()
        named = {"email", "phone"} & self.errors.keys()
        if not named and not self.cleaned_data.get("email") and not self.cleaned_data.get("phone"):
            self.add_error(
                "email", _("Write an email address or a telephone number, so that we can answer.")
            )

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
