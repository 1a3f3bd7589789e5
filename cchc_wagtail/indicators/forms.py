from wagtail.admin.forms import WagtailAdminModelForm

from .component_rows import faults_of_rows
from .figure_rules import version_of


class FigureForm(WagtailAdminModelForm):
    """The form of a figure: its components are checked against the method of its year."""

    def clean(self):
        cleaned = super().clean()
        formset = self.formsets.get("component_figures")
        index, year = cleaned.get("index"), cleaned.get("year")
        if index and year and formset is not None and formset.is_valid():
            version = version_of(index.versions.all(), year)
            rows = [
                form.instance
                for form in formset.forms
                if form not in formset.deleted_forms and form.instance.component_id
            ]
            if version and rows:
                for fault in faults_of_rows(version, rows, cleaned.get("score")):
                    self.add_error(None, fault)
        return cleaned
