from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from cchc_wagtail.editorial.beginnings import HOOK as BEGINNINGS_HOOK
from cchc_wagtail.editorial.beginnings import begin_page
from cchc_wagtail.editorial.findings import HOOK as FINDINGS_HOOK
from cchc_wagtail.editorial.findings import Finding
from cchc_wagtail.mail.daily import HOOK as DAILY_HOOK
from cchc_wagtail.mail.daily import DailyPart
from cchc_wagtail.mail.reminders import HOOK as REMINDERS_HOOK
from cchc_wagtail.open_forms.log_actions import register_steps
from cchc_wagtail.organisation.registers import MENU_HOOK
from cchc_wagtail.organisation.report_figures import HOOK as FIGURES_HOOK
from cchc_wagtail.search.admin.reports import ACTIONS_HOOK
from cchc_wagtail.search.kinds import HOOK as KINDS_HOOK
from cchc_wagtail.search.kinds import Kind, OnHome

from .answering import forget, working_title
from .api import SituationsAPIViewSet
from .home_panel import QuestionsPanel
from .models import Question, SituationIndexPage, SituationPage
from .personal_data import personal_data_of
from .reminders import remind_of_questions
from .report_figures import figures_of_questions
from .views.from_query import FromQueryView, may_write_from_queries
from .views.questions import may_handle
from .views.reports import FeedbackReportView
from .viewsets import QuestionViewSet

LOG_ACTIONS = {
    "assign": (gettext_lazy("Assign"), gettext_lazy("Assigned to %(unit)s until %(due_on)s")),
    "give_back": (gettext_lazy("Give back"), gettext_lazy("Given back by %(unit)s: %(why)s")),
    "draft": (gettext_lazy("Begin the answer"), gettext_lazy("Answer begun")),
    "answer_with": (
        gettext_lazy("Answer with a situation"),
        gettext_lazy("Answered with “%(situation)s”"),
    ),
    "decline": (gettext_lazy("Close"), gettext_lazy("Closed without an answer")),
}

hooks.register(REMINDERS_HOOK, remind_of_questions)


@hooks.register("register_permissions")
def register_permissions():
    return Permission.objects.filter(
        content_type__app_label="cchc_questions",
        codename__in=["view_question", "change_question", "view_feedback"],
    )


@hooks.register(DAILY_HOOK, order=600)
def forget_askers():
    return DailyPart("questions", gettext_lazy("Personal data of questions"), _forget_askers)


def _forget_askers(today):
    return f"personal data removed from {forget()} questions"


@hooks.register("register_admin_viewset")
def register_questions():
    return QuestionViewSet()


@hooks.register("register_admin_urls")
def register_feedback_report():
    view = FeedbackReportView
    return [
        path("cchc/y-kien/", view.as_view(), name=view.index_url_name),
        path(
            "cchc/y-kien/results/",
            view.as_view(results_only=True),
            name=view.index_results_url_name,
        ),
    ]


@hooks.register("register_admin_urls")
def register_writing_from_queries():
    return [
        path("cchc/tinh-huong/tu-tim-kiem/", FromQueryView.as_view(), name="cchc_questions_wanted")
    ]


@hooks.register(ACTIONS_HOOK)
def offer_to_write_a_situation(user):
    if may_write_from_queries(user):
        return _("Begin a situation"), reverse("cchc_questions_wanted")


class FeedbackMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("cchc_questions.view_feedback")


@hooks.register(MENU_HOOK)
def register_feedback_menu_item():
    view = FeedbackReportView
    return FeedbackMenuItem(
        view.page_title, reverse(view.index_url_name), icon_name=view.header_icon, order=700
    )


@hooks.register("construct_homepage_panels")
def add_questions_panel(request, panels):
    if may_handle(request.user):
        panels.append(QuestionsPanel())


@hooks.register("register_log_actions")
def register_question_actions(actions):
    register_steps(actions, Question, LOG_ACTIONS)


@hooks.register("after_edit_page")
def warn_of_personal_data(request, page):
    """Say it once more when a draft is saved or sent on that still tells who asked."""
    # A draft that saves itself has no page on which to say it.
    if not isinstance(page, SituationPage) or not request.accepts("text/html"):
        return
    questions = Question.objects.filter(situation=page)
    if not questions:
        return
    draft = page.get_latest_revision_as_object()
    found = personal_data_of(draft, questions)
    if found:
        messages.warning(
            request,
            _("This answer still holds what may tell who asked: %(found)s")
            % {"found": ", ".join(f"“{finding.text}” ({finding.kind})" for finding in found)},
        )


@hooks.register(BEGINNINGS_HOOK, order=20)
def answer_a_situation(user):
    return begin_page(user, SituationPage, _("Answer a situation"), "help")


@hooks.register(FINDINGS_HOOK)
def find_what_tells_who_asked(content):
    if isinstance(content, SituationPage):
        questions = Question.objects.filter(situation=content.pk)
        for finding in personal_data_of(content, questions):
            text = f"“{finding.text}”: {finding.kind}"
            yield Finding(_("Personal data"), text, needs_reason=True)
        if content.title in [working_title(question) for question in questions]:
            yield Finding(_("Question"), _("It still has its working title: write the question."))


@hooks.register(KINDS_HOOK)
def register_kind():
    return Kind(
        "situation",
        gettext_lazy("Situations"),
        SituationPage,
        order=20,
        api=SituationsAPIViewSet,
        asks_if_useful=True,
        is_service=True,
        list_page=SituationIndexPage,
        on_home=OnHome("cchc_questions/_on_home.html", list, newest=4),
    )


@hooks.register(FIGURES_HOOK)
def tell_figures(first, last):
    return figures_of_questions(first, last)
