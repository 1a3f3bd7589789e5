from django.utils.translation import gettext_lazy as _

from cchc_wagtail.editorial.forms import UnitPageForm
from cchc_wagtail.language import normalise, slugify


class PlanPageForm(UnitPageForm):
    """The editor's form of a plan: what its contents say fits together."""

    def clean(self):
        cleaned = super().clean()
        formset = self.formsets.get("contents")
        if formset is not None and formset.is_valid():
            rows = [form for form in formset.forms if form not in formset.deleted_forms]
            self._check_days(cleaned, rows)
            self._check_twice(rows)
        return cleaned

    def _check_days(self, cleaned, rows):
        first, last = cleaned.get("begins_on"), cleaned.get("ends_on")
        for form in rows:
            begins_on = form.cleaned_data.get("begins_on") or first
            due_on = form.cleaned_data.get("due_on")
            if due_on and begins_on and due_on < begins_on:
                form.add_error("due_on", _("It is due before it begins."))
            elif due_on and last and due_on > last:
                form.add_error("due_on", _("This day lies after the plan ends."))
            elif due_on and first and due_on < first:
                form.add_error("due_on", _("This day lies before the plan begins."))
            unit = form.cleaned_data.get("unit")
            if unit and unit in form.cleaned_data.get("co_units", []):
                form.add_error("co_units", _("The lead unit is not a co-operating unit as well."))

    def _check_twice(self, rows):
        seen = {}
        for number, form in enumerate(rows, 1):
            text = slugify(normalise(form.cleaned_data.get("text", "")))
            if text in seen:
                message = _("Row %(number)d says the same as row %(first)d.")
                form.add_error("text", message % {"number": number, "first": seen[text]})
            seen.setdefault(text, number)
