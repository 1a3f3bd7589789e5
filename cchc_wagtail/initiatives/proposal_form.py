"""The form in which a citizen proposes something."""

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.conf import get_setting
from cchc_wagtail.open_forms.forms import LineField, LinesField, SenderForm

from .models import Proposal
from .models.proposals import LONGEST_TEXT


def _consent():
    return gettext(
        "I agree that the department uses my name and my contact to answer me, may publish what I "
        "propose without anything that tells who sent it, and removes my data %(days)d days after "
        "the proposal is closed."
    ) % {"days": get_setting("QUESTION_DATA_DAYS")}


class ProposalForm(SenderForm):
    title = LineField(
        label=_("What do you propose?"),
        min_length=10,
        max_length=200,
        help_text=_("In one line."),
        error_messages={"required": _("Write in one line what you propose.")},
    )
    problem = LinesField(
        label=_("What is difficult today?"),
        min_length=10,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Whom it troubles, how often, and what it costs them."),
        error_messages={"required": _("Write what is difficult today.")},
    )
    solution = LinesField(
        label=_("How could it be done better?"),
        min_length=10,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Please write no names or telephone numbers here."),
        error_messages={"required": _("Write how it could be done better.")},
    )
    consent = forms.BooleanField(
        label=lazy(_consent, str)(),
        error_messages={"required": _("We cannot accept the proposal without your consent.")},
    )
    field_order = ["title", "problem", "solution", "name", "email", "phone", "consent"]

    def proposal(self, page):
        """Return the new proposal to ``page``, not stored yet."""
        names = ["form_key", "name", "email", "phone", "title", "problem", "solution"]
        return Proposal(page=page, **{name: self.cleaned_data[name] for name in names})
