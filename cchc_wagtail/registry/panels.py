"""What an editor is told beside the text: which documents it cites, and what is doubtful there."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.editorial.panels import FreshPanel


class CitationsPanel(FreshPanel):
    """The citations found in the latest draft, what each was resolved to, and what to do next.

    Add it to the panels of a page type or snippet whose citations are looked for.
    """

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("Documents cited"))
        super().__init__(**kwargs)

    class BoundPanel(FreshPanel.BoundPanel):
        content_template_name = "cchc_registry/panels/citations.html"

        @cached_property
        def citations(self):
            from .overview import overview_of

            return overview_of(self.instance)

        def get_content(self):
            return {"citations": self.citations}


class ValidityPanel(FreshPanel):
    """The state of a document today, what others do to it, and what contradicts itself."""

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("In force?"))
        super().__init__(**kwargs)

    class BoundPanel(FreshPanel.BoundPanel):
        content_template_name = "cchc_registry/panels/validity.html"

        def get_content(self):
            from .problems import problems_of

            return {
                "document": self.instance,
                "problems": problems_of(self.instance),
                "proposals": self.instance.relation_proposals.filter(decided_on=None).count(),
            }
