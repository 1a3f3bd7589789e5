"""What an editor is told above an answer: who waits for it, and what would give them away."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.rich_text import get_text_for_indexing

from cchc_wagtail.editorial.panels import FreshPanel


class AskedPanel(FreshPanel):
    """The questions that a situation answers, and the personal data that stand in its draft.

    The questions are shown to those who handle them only; what looks like personal data, to all.
    """

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("Asked by a citizen"))
        super().__init__(**kwargs)

    class BoundPanel(FreshPanel.BoundPanel):
        content_template_name = "cchc_procedures/admin/asked_panel.html"

        def is_shown(self):
            return super().is_shown() and bool(self.all_questions)

        @cached_property
        def all_questions(self):
            from .models import Question

            if self.instance.pk is None:
                return []
            return list(Question.objects.filter(situation=self.instance.pk))

        def get_content(self):
            from .models import Question

            seen = Question.objects.seen_by(self.request.user).filter(situation=self.instance.pk)
            return {
                "questions": list(seen.select_related("unit")),
                "findings": personal_data_of(self.instance, self.all_questions),
            }


def personal_data_of(situation, questions):
    """Return the different ``Finding``s in the draft ``situation``, which answers ``questions``."""
    from .personal_data import find_personal_data

    texts = [situation.title, situation.details, situation.short_answer, situation.answer_text]
    text = "\n".join([*texts, situation.slug.replace("-", " "), situation.search_description])
    text = get_text_for_indexing(text)
    known = [
        {"name": question.name, "email": question.email, "phone": question.phone}
        for question in questions
    ]
    found = [finding for one in known or [{}] for finding in find_personal_data(text, **one)]
    return list({finding.text: finding for finding in found}.values())
