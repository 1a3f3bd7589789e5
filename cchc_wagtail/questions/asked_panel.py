"""The panel above an answer: who waits for it, and words that would give them away."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.editorial.panels import FreshPanel

from .personal_data import personal_data_of


class AskedPanel(FreshPanel):
    """The questions that a situation answers, and the personal data that stand in its draft.

    The questions are shown to those who handle them only; what looks like personal data, to all.
    """

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("Asked by a citizen"))
        super().__init__(**kwargs)

    class BoundPanel(FreshPanel.BoundPanel):
        content_template_name = "cchc_questions/admin/asked_panel.html"

        def is_shown(self):
            return super().is_shown() and bool(self.all_questions)

        @cached_property
        def all_questions(self):
            return list(self.instance.questions.all()) if self.instance.pk else []

        def get_content(self):
            seen = self.instance.questions.seen_by(self.request.user)
            return {
                "questions": list(seen.select_related("unit")),
                "findings": personal_data_of(self.instance, self.all_questions),
            }
