from django.utils.translation import gettext_lazy as _

from cchc_wagtail.editorial.panels import FreshPanel


class MissingPanel(FreshPanel):
    """What the latest draft of an initiative lacks, by its status."""

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("What is missing"))
        super().__init__(**kwargs)

    class BoundPanel(FreshPanel.BoundPanel):
        content_template_name = "cchc_initiatives/admin/missing.html"
        content_function = "cchc_wagtail.initiatives.completeness.missing_in"
