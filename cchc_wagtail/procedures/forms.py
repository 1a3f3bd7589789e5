from django import forms
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.editorial.forms import UnitPageForm


class ProcedurePageForm(UnitPageForm):
    """A draft may have the code of what is published, as a copy does; what is submitted may not."""

    is_draft = False

    def defer_required_fields(self):
        self.is_draft = True
        super().defer_required_fields()

    def clean(self):
        cleaned = super().clean()
        if not self.is_draft and cleaned.get("code") and not cleaned.get("standing"):
            self.instance.code = cleaned["code"]
            if self.instance.live_twin:
                self.add_error("code", self.instance.twin_message)
        return cleaned


class WithdrawalForm(forms.ModelForm):
    """Why a procedure is not offered any more, since when, and what takes its place."""

    withdrawn_by = forms.CharField(label=_("By decision, or why"), max_length=255)

    class Meta:
        fields = ["standing", "withdrawn_on", "withdrawn_by", "replacement"]
