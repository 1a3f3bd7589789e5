from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from cchc_wagtail.editorial.panels import FreshPanel

from .completeness import findings_of, score_of


class CompletenessPanel(FreshPanel):
    """The gaps in the latest draft of a procedure."""

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("What citizens would miss"))
        super().__init__(**kwargs)

    class BoundPanel(FreshPanel.BoundPanel):
        content_template_name = "cchc_procedures/panels/completeness.html"

        def get_content(self):
            findings = findings_of(self.instance)
            return {"findings": findings, "score": score_of(findings)}


class PasteRowsPanel(Panel):
    """A place above a StreamField: a table that is pasted there becomes rows of the field.

    ``field`` is "dossier" or "steps"; ``added`` says how many came, with ``{count}`` in it.
    """

    def __init__(self, field="", label="", help="", added="", **kwargs):
        super().__init__(**kwargs)
        self.field, self.label, self.help, self.added = field, label, help, added

    def clone_kwargs(self):
        own = {"field": self.field, "label": self.label, "help": self.help, "added": self.added}
        return {**super().clone_kwargs(), **own}

    class BoundPanel(Panel.BoundPanel):
        template_name = "cchc_procedures/panels/paste_rows.html"


def paste_papers():
    return PasteRowsPanel(
        "dossier",
        label=_("Paste a table of papers"),
        help=_(
            "Copy the table in Word, Excel or on the portal and paste it here: each row becomes a "
            "paper below, with its form, originals and copies."
        ),
        added=_("Papers added below: {count}. Look through them."),
    )


def paste_steps():
    return PasteRowsPanel(
        "steps",
        label=_("Paste a table of steps"),
        help=_(
            "Copy the table in Word, Excel or on the portal and paste it here: each row becomes a "
            "step below."
        ),
        added=_("Steps added below: {count}. Look through them."),
    )
