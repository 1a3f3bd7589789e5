"""What an editor is told beside the text: which documents it cites, and what is doubtful there."""

import logging

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

logger = logging.getLogger(__name__)


class CitationsPanel(Panel):
    """The citations found in the latest draft, what each was resolved to, and what to do next.

    Add it to the panels of a page type or snippet whose citations are looked for.
    """

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("Documents cited"))
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "cchc_registry/panels/citations.html"

        def is_shown(self):
            return super().is_shown() and self.instance.pk is not None

        @cached_property
        def citations(self):
            """The documents cited; None where they could not be read."""
            from .overview import overview_of

            try:
                return overview_of(self.instance)
            except Exception:
                logger.exception("The citations in %r could not be read.", self.instance)
                return None

        def get_context_data(self, parent_context=None):
            return {**super().get_context_data(parent_context), "citations": self.citations}


class ValidityPanel(Panel):
    """The state of a document today, what others do to it, and what contradicts itself."""

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("In force?"))
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "cchc_registry/panels/validity.html"

        def is_shown(self):
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context=None):
            from .problems import problems_of

            return {
                **super().get_context_data(parent_context),
                "document": self.instance,
                "problems": problems_of(self.instance),
            }
