from django import forms
from django.utils.translation import gettext_lazy as _

from .readers import Head, UnreadableFile
from .readers.heads import by_plain_name, plain

#: What a browser may send; bigger files go through the command.
MAX_UPLOAD = 50_000_000


class UploadForm(forms.Form):
    importer = forms.ChoiceField(label=_("What the file holds"))
    file = forms.FileField(
        label=_("File"),
        help_text=_("A spreadsheet (XLSX, CSV, a table that a system exports) or JSON records."),
    )
    whole = forms.BooleanField(
        label=_("The file is complete"),
        required=False,
        help_text=_("You are then told what was imported before and is missing from it now."),
    )
    publish = forms.BooleanField(
        label=_("Publish at once"),
        required=False,
        help_text=_("Without it, the pages enter the workflow as drafts."),
    )

    def __init__(self, *args, importers, may_publish, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["importer"].choices = [(one.name, one.label) for one in importers]
        if not may_publish:
            del self.fields["publish"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD:
            raise forms.ValidationError(
                _("The file is bigger than %(most)d MB.") % {"most": MAX_UPLOAD // 1_000_000}
            )
        return file


class ColumnsForm(forms.Form):
    """A form that says of each heading of a file: a column of ours, or left out."""

    def __init__(self, *args, run, columns, **kwargs):
        super().__init__(*args, **kwargs)
        self._head, self._columns = Head(**run.head), columns
        choices = [(one.key, one.label) for one in columns if one.key]
        said = by_plain_name(run.mapping)
        # What is not known first: it is what the file asks.
        self.names = [*self._head.unknown, *self._head.known]
        for number, name in enumerate(self.names):
            likely = self._head.unknown.get(name) or self._head.known.get(name, "")
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=name,
                choices=[("", _("Leave out")), *choices],
                required=False,
                initial=said.get(plain(name), likely),
                help_text=" · ".join(self._head.samples.get(name, [])),
            )

    @property
    def head(self):
        return self._head

    def clean(self):
        cleaned = super().clean()
        self.mapping = {
            name: cleaned.get(f"column-{number}", "") for number, name in enumerate(self.names)
        }
        try:
            self._head.keys(self._columns, self.mapping)
        except UnreadableFile as error:
            raise forms.ValidationError(str(error)) from error
        return cleaned
