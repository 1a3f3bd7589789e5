from django import forms
from django.utils.translation import gettext_lazy as _

#: What a browser may send; bigger files go through the command.
MAX_UPLOAD = 50_000_000


class UploadForm(forms.Form):
    importer = forms.ChoiceField(label=_("What the file holds"))
    file = forms.FileField(
        label=_("File"), help_text=_("XLSX, CSV in UTF-8, or JSON lines of the national database.")
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
