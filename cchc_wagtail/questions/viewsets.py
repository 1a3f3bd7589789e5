from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from cchc_wagtail.organisation.registers import MENU_HOOK

from .views import questions


class QuestionMenuItem(MenuItem):
    """Shown to those who have anything to do with questions."""

    def is_shown(self, request):
        return questions.may_handle(request.user)


class QuestionViewSet(ViewSet):
    """The questions of citizens: nobody adds, edits or deletes them; each step is a view."""

    name = "cchc_questions"
    url_prefix = "cchc/cau-hoi"
    icon = "help"
    menu_label = _("Questions of citizens")
    menu_order = 90
    menu_hook = MENU_HOOK
    menu_item_class = QuestionMenuItem

    def get_urlpatterns(self):
        one = "<int:pk>/"
        return [
            path("", questions.QuestionIndexView.as_view(), name="index"),
            path(
                "results/",
                questions.QuestionIndexView.as_view(results_only=True),
                name="index_results",
            ),
            path(one, questions.QuestionView.as_view(), name="question"),
            path(f"{one}tep/", questions.QuestionFileView.as_view(), name="file"),
            path(f"{one}giao/", questions.AssignView.as_view(), name="assign"),
            path(f"{one}tra-lai/", questions.GiveBackView.as_view(), name="give_back"),
            path(f"{one}soan/", questions.DraftAnswerView.as_view(), name="draft"),
            path(f"{one}tra-loi/", questions.AnswerWithView.as_view(), name="answer_with"),
            path(f"{one}khong-tra-loi/", questions.DeclineQuestionView.as_view(), name="decline"),
            path(f"{one}da-goi/", questions.AskerCalledView.as_view(), name="called"),
        ]
