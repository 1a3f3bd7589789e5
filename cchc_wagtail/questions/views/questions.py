"""Where the Office and the units handle the questions of citizens."""

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets import AdminDateInput, AdminPageChooser

from cchc_wagtail import clock
from cchc_wagtail.language import format_date
from cchc_wagtail.open_forms.steps import record_opening
from cchc_wagtail.open_forms.views.handling import (
    CalledView,
    DeclineView,
    DraftView,
    StepView,
    SubmissionMixin,
    SubmissionView,
)
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.organisation.working_days import add_working_days

from .. import answering
from ..models import Question, SituationPage

INDEX = "cchc_questions:index"
QUESTION = "cchc_questions:question"


def may_handle(user):
    """Tell whether ``user`` has anything to do with questions."""
    return user.has_perm("cchc_questions.change_question") or user.has_perm(
        "cchc_questions.view_question"
    )


class QuestionFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(
        choices=Question.State.choices, label=gettext_lazy("Status")
    )
    unit = django_filters.ModelMultipleChoiceFilter(
        queryset=Unit.objects.all(), label=gettext_lazy("Unit")
    )
    waiting = django_filters.ChoiceFilter(
        choices=[
            ("overdue", gettext_lazy("Overdue")),
            ("to_call", gettext_lazy("To be called")),
        ],
        method="filter_waiting",
        label=gettext_lazy("Waiting"),
    )

    class Meta:
        model = Question
        fields = ["state", "unit"]

    def filter_waiting(self, queryset, name, value):
        if value == "overdue":
            return queryset.overdue(clock.today())
        return queryset.to_call()


class StateColumn(Column):
    def get_value(self, question):
        state = question.get_state_display()
        return _("%(state)s, overdue") % {"state": state} if question.is_overdue else state


class DueColumn(Column):
    def get_value(self, question):
        return format_date(question.due_on) if question.due_on else ""


class QuestionIndexView(BaseListingView):
    """The questions that one may see, those waiting longest first. The list names no asker."""

    model = Question
    page_title = gettext_lazy("Questions of citizens")
    header_icon = "help"
    index_url_name = INDEX
    index_results_url_name = "cchc_questions:index_results"
    filterset_class = QuestionFilterSet
    paginate_by = 30
    default_ordering = None
    columns = [
        TitleColumn(
            "reference",
            label=gettext_lazy("Lookup code"),
            get_url=lambda question: reverse(QUESTION, args=[question.pk]),
        ),
        Column("excerpt", label=gettext_lazy("Question")),
        StateColumn("state", label=gettext_lazy("Status")),
        Column("unit", label=gettext_lazy("Unit")),
        DateColumn("asked_at", label=gettext_lazy("Asked"), sort_key="asked_at"),
        DueColumn("due_on", label=gettext_lazy("To be answered by"), sort_key="due_on"),
    ]

    def dispatch(self, request, *args, **kwargs):
        if not may_handle(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        questions = Question.objects.seen_by(self.request.user).select_related("unit")
        open_first = Q(state__in=[Question.State.NEW, Question.State.ASSIGNED])
        return questions.alias(is_open=open_first).order_by("-is_open", "-asked_at", "-pk")


class QuestionMixin:
    """A screen on a question; for those who do not handle it, there is none."""

    list_view = QuestionIndexView
    url_name = QUESTION
    words_template = "cchc_questions/admin/_words.html"
    office_only = False

    def get_queryset(self):
        questions = Question.objects.seen_by(self.request.user)
        related = questions.select_related("unit", "situation", "told_by", "file")
        # The content of a file may be megabytes.
        return related.defer("file__content")

    def is_permitted(self):
        return self.is_office or not self.office_only

    @cached_property
    def is_office(self):
        return self.request.user.has_perm("cchc_questions.change_question")


class QuestionView(QuestionMixin, SubmissionView):
    template_name = "cchc_questions/admin/question.html"
    words_heading = gettext_lazy("Question")
    called_url_name = "cchc_questions:called"

    def may_call(self):
        return self.is_office

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "is_office": self.is_office}


class QuestionFileView(QuestionMixin, SubmissionMixin, View):
    """The file of a question, always as a download."""

    def get(self, request):
        if not self.sent.has_file:
            return HttpResponse(status=404)
        record_opening(self.sent, request.user)
        file = self.sent.file
        response = HttpResponse(bytes(file.content), content_type=file.content_type)
        response["Content-Disposition"] = content_disposition_header(True, file.name)
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        add_never_cache_headers(response)
        return response


class AssignForm(forms.Form):
    unit = forms.ModelChoiceField(
        queryset=Unit.objects.exclude(kind=Unit.Kind.LEADERSHIP),
        label=gettext_lazy("Unit that answers"),
    )
    due_on = forms.DateField(
        label=gettext_lazy("To be answered by"),
        widget=AdminDateInput,
        help_text=gettext_lazy("A day off moves to the next working day."),
    )

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day < clock.today():
            raise forms.ValidationError(_("This day is past."))
        return add_working_days(day, 0)


class AssignView(QuestionMixin, StepView):
    form_class = AssignForm
    office_only = True
    page_title = gettext_lazy("Assign to a unit")
    submit_button_label = gettext_lazy("Assign")

    def get_initial(self):
        due_on = self.sent.due_on or answering.usual_due_date(clock.today())
        return {"unit": self.sent.unit, "due_on": due_on}

    def step(self, data):
        message = _("Assigned. The members of the unit were told by mail.")
        self.act(answering.assign, data["unit"], data["due_on"], message=message)


class GiveBackForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why, and who might answer?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For the Office; without personal data of the asker."),
    )


class GiveBackView(QuestionMixin, StepView):
    form_class = GiveBackForm
    page_title = gettext_lazy("Give back to the Office")
    submit_button_label = gettext_lazy("Give back")

    def step(self, data):
        self.act(answering.give_back, data["why"], message=_("Given back to the Office."))

    def form_valid(self, form):
        super().form_valid(form)
        return redirect(INDEX)


class AnswerWithForm(forms.Form):
    situation = forms.ModelChoiceField(
        queryset=SituationPage.objects.live().unmerged(),
        widget=AdminPageChooser(target_models=[SituationPage]),
        label=gettext_lazy("Published situation"),
        help_text=gettext_lazy("The asker gets this answer at once."),
        error_messages={"invalid_choice": gettext_lazy("This situation is not published.")},
    )


class AnswerWithView(QuestionMixin, StepView):
    form_class = AnswerWithForm
    page_title = gettext_lazy("Answer with a published situation")
    submit_button_label = gettext_lazy("Answer")

    def step(self, data):
        message = _("Answered.")
        self.act(answering.answer_with, data["situation"], message=message)


class DeclineQuestionView(QuestionMixin, DeclineView):
    office_only = True
    page_title = gettext_lazy("Close without an answer")
    submit_button_label = gettext_lazy("Close the question")
    decline = staticmethod(answering.decline)
    help_text = gettext_lazy(
        "Sent as it stands: which body is competent and how to reach it, or what is unclear. "
        "Whoever sends advertising gets no word."
    )


class DraftAnswerView(QuestionMixin, DraftView):
    begin_draft = staticmethod(answering.draft_answer)
    message = gettext_lazy(
        "Write the answer and send it to be checked. The asker gets it once approved."
    )


class AskerCalledView(QuestionMixin, CalledView):
    office_only = True
