from cchc_wagtail.editorial.forms import UnitContentForm


class LegalDocumentForm(UnitContentForm):
    """The editor's form of a legal document with its relations."""

    def is_valid(self):
        # A relation is judged by what it relates: a draft of its document is not saved with it.
        for row in self.formsets["relations"].forms if "relations" in self.formsets else []:
            row.instance.source = self.instance
        return super().is_valid()
