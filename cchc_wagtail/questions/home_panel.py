from django.db.models import Count, F, Q
from wagtail.admin.ui.components import Component

from cchc_wagtail import clock

from .models import Question

SHOWN = 5


class QuestionsPanel(Component):
    """On the admin's home: what the Office has to give out, and what a unit has to answer."""

    name = "questions"
    template_name = "cchc_questions/admin/questions_panel.html"
    order = 110

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        today = clock.today()
        seen = Question.objects.seen_by(user)
        counts = seen.aggregate(
            new=Count("pk", filter=Q(state=Question.State.NEW)),
            assigned=Count("pk", filter=Q(state=Question.State.ASSIGNED)),
            overdue=Count("pk", filter=Q(state=Question.State.ASSIGNED, due_on__lt=today)),
            to_call=Count("pk", filter=Q(pk__in=seen.to_call().values("pk"))),
        )
        waiting = seen.open().select_related("unit")
        return {
            "is_office": user.has_perm("cchc_questions.change_question"),
            "counts": counts,
            "questions": waiting.order_by(F("due_on").asc(nulls_first=True), "pk")[:SHOWN],
        }
