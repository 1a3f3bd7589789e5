"""Panels beside the text: the documents that it cites, and the doubtful among them."""

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
        content_function = "cchc_wagtail.registry.citator.overview.cited_by_draft"


class ValidityPanel(FreshPanel):
    """The state of a document today, what others do to it, and what contradicts itself."""

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("In force?"))
        super().__init__(**kwargs)

    class BoundPanel(FreshPanel.BoundPanel):
        content_template_name = "cchc_registry/panels/validity.html"
        content_function = "cchc_wagtail.registry.validity.problems.state_of"
