import logging

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from .completeness import findings_of, score_of

logger = logging.getLogger(__name__)


class CompletenessPanel(Panel):
    """What a citizen would still miss in the latest draft of a procedure."""

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("What citizens would miss"))
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "cchc_procedures/panels/completeness.html"

        def is_shown(self):
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context=None):
            try:
                findings = findings_of(self.instance)
            except Exception:
                # An editor can open, mend and save what cannot be judged.
                logger.exception("The completeness of %r could not be read.", self.instance)
                findings = []
            return {
                **super().get_context_data(parent_context),
                "findings": findings,
                "score": score_of(findings),
            }
