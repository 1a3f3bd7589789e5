"""The common part of forms that anybody may send, without an account or script."""

import re
import unicodedata
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cchc_wagtail.language import normalise

#: What a form says that brought what the database does not take: full, locked or away.
NOT_STORED = _(
    "It could not be stored just now. Nothing you wrote is lost: "
    "send it again in a few minutes, or call us."
)

_PHONE = re.compile(r"\+?[\d .()\-]{8,25}")


def without_control_characters(text):
    """Return ``text`` with line breaks as ``\\n`` and without other control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(one for one in text if one == "\n" or unicodedata.category(one)[0] != "C")


class LineField(forms.CharField):
    """One line of plain text in the normal form of the language."""

    def to_python(self, value):
        return normalise(without_control_characters(super().to_python(value)))


class LinesField(forms.CharField):
    """Plain text of several lines, each in the normal form of the language."""

    widget = forms.Textarea

    def to_python(self, value):
        lines = without_control_characters(super().to_python(value)).split("\n")
        text = "\n".join(normalise(line) for line in lines)
        return re.sub(r"\n{3,}", "\n\n", text).strip()

    def widget_attrs(self, widget):
        # The browser would cut what is pasted; we say what is too long and keep it.
        return {}


class OpenForm(forms.Form):
    """A form that anybody may send, each key of it once.

    A machine is known by filling in the field that nobody sees.
    """

    use_required_attribute = False

    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    form_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty: it is there to catch machines."))
        return ""

    def clean_form_key(self):
        try:
            return uuid.UUID(self.cleaned_data["form_key"])
        except ValueError:
            return uuid.uuid4()


class SenderForm(OpenForm):
    """An ``OpenForm`` whose sender is answered: by mail, or else by telephone."""

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

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        digits = re.sub(r"\D", "", phone)
        if phone and not (_PHONE.fullmatch(phone) and 8 <= len(digits) <= 15):
            raise ValidationError(_("This is not a telephone number such as 0912 345 678."))
        return phone

    def clean(self):
        super().clean()
        named = {"email", "phone"} & self.errors.keys()
        if not named and not self.cleaned_data.get("email") and not self.cleaned_data.get("phone"):
            self.add_error(
                "email", _("Write an email address or a telephone number, so that we can answer.")
            )
