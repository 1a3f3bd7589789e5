from django.utils.translation import gettext_lazy as _

from cchc_wagtail.editorial.forms import UnitPageForm

from .opening import clash


class ContactPageForm(UnitPageForm):
    """The editor's form of a contact page: no two rows of hours hold at one time."""

    def clean(self):
        cleaned = super().clean()
        formset = self.formsets.get("opening_hours")
        if formset is not None and formset.is_valid():
            self._check_hours(formset)
        return cleaned

    def _check_hours(self, formset):
        rows = [
            (number, form)
            for number, form in enumerate(formset.forms, start=1)
            if form not in formset.deleted_forms and form.instance.opens
        ]
        if found := clash([form.instance.as_hours for _number, form in rows]):
            (first, _form), (second, form) = rows[found[0]], rows[found[1]]
            form.add_error(
                "opens",
                _("Row %(second)d: these hours overlap those of row %(first)d.")
                % {"first": first, "second": second},
            )
