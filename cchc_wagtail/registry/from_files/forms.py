"""The forms of the screens on which files become documents."""

from pathlib import PurePath

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.widgets import AdminAutoHeightTextInput

from cchc_wagtail.editorial.forms import UnitContentForm
from cchc_wagtail.files import MOST_BYTES
from cchc_wagtail.files.kinds import KINDS

from ..models import Issuer, LegalDocument

#: Files of one upload, and their bytes together.
MOST_FILES = 50
MOST_AT_ONCE = 500_000_000


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """A field whose value is the list of all files chosen or dropped."""

    widget = SeveralFiles(attrs={"accept": ",".join(KINDS), "class": "cchc-drop"})

    def clean(self, data, initial=None):
        given = data if isinstance(data, list | tuple) else [data]
        if len(given) > MOST_FILES:
            raise forms.ValidationError(
                gettext("Send at most %(most)d files at once.") % {"most": MOST_FILES}
            )
        return [super(SeveralFilesField, self).clean(one, initial) for one in given]


class FilesForm(forms.Form):
    files = SeveralFilesField(
        label=_("Files to be read"),
        max_length=255,
        # What is wrong with one is said beside its name, not instead of all the others.
        allow_empty_file=True,
        help_text=_(
            "DOCX, PDF with text, TXT or HTML, one or many: choose them, or drag them here. "
            "Nothing is registered yet."
        ),
    )

    def clean_files(self):
        files = self.cleaned_data["files"]
        for file in files:
            if file.size > MOST_BYTES:
                raise forms.ValidationError(
                    gettext("“%(name)s” is bigger than %(most)d MB.")
                    % {"name": PurePath(file.name).name, "most": MOST_BYTES // 1_000_000}
                )
        if sum(file.size for file in files) > MOST_AT_ONCE:
            raise forms.ValidationError(
                gettext("These files are too big to be sent at once: send them in turn.")
            )
        return files


class NewDocumentForm(UnitContentForm):
    """The fields of a new document as a file proposes them, and what of the file is taken over."""

    new_issuer = forms.CharField(
        label=_("Issuer that is not in the register yet"),
        required=False,
        max_length=255,
        help_text=_("It is added to the register. Leave it empty if you choose one above."),
    )
    with_text = forms.BooleanField(label=_("Take over the text"), required=False, initial=True)
    is_another = forms.BooleanField(
        label=_("It is another document with the same number: register it as a new one"),
    )

    class Meta:
        model = LegalDocument
        fields = [
            "document_type",
            "number",
            "title",
            "issuer",
            "level",
            "issued_on",
            "effective_from",
            "signatory",
            "signatory_position",
            "unit",
        ]
        formsets = []
        widgets = {"title": AdminAutoHeightTextInput}
        # As the editor of the document has them: days as they are typed here.
        formfield_callback = formfield_for_dbfield

    def __init__(self, *args, proposal, **kwargs):
        found = {name: _initial(one.value) for name, one in proposal.fields.items()}
        issuer = found.get("issuer")
        if isinstance(issuer, str):
            found["issuer"], found["new_issuer"] = None, issuer
        super().__init__(*args, initial={key: one for key, one in found.items() if one}, **kwargs)
        self.proposal = proposal
        self.may_add_issuer = self.for_user.has_perm("cchc_registry.add_issuer")
        self.fields["issuer"].required = False
        if not self.may_add_issuer:
            del self.fields["new_issuer"]
        if not proposal.others:
            del self.fields["is_another"]
        for number, relation in enumerate(proposal.relations):
            self.fields[f"relation-{number}"] = forms.BooleanField(
                label=relation.label, required=False, initial=True
            )
            if len(relation.candidates) > 1:
                self.fields[f"target-{number}"] = forms.ModelChoiceField(
                    LegalDocument.objects.filter(pk__in=[one.pk for one in relation.candidates]),
                    label=_("Which of them is meant?"),
                    required=False,
                    empty_label=gettext("Not decided: it stays a proposal"),
                )

    def clean(self):
        cleaned = super().clean()
        name = " ".join(cleaned.get("new_issuer", "").split())
        if cleaned.get("issuer") is None and not name:
            self.add_error("issuer", gettext("Who issued it?"))
        elif cleaned.get("issuer") is None and not self.errors:
            cleaned["issuer"], _created = Issuer.objects.get_or_create(name=name)
        return cleaned

    @property
    def accepted(self):
        """The relations that the editor has confirmed, each with the document it means, or None."""
        for number, relation in enumerate(self.proposal.relations):
            if self.cleaned_data[f"relation-{number}"]:
                chosen = self.cleaned_data.get(f"target-{number}")
                only = relation.candidates[0] if len(relation.candidates) == 1 else None
                yield relation, chosen or only

    @property
    def declined(self):
        for number, relation in enumerate(self.proposal.relations):
            if not self.cleaned_data[f"relation-{number}"]:
                yield relation


def _initial(value):
    return getattr(value, "pk", value)
