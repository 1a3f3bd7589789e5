from django.utils.translation import gettext_lazy as _

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
