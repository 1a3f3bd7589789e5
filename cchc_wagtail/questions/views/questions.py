"""Where the Office and the units handle the questions of citizens."""

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput, AdminPageChooser
from wagtail.models import ModelLogEntry

from cchc_wagtail import clock
from cchc_wagtail.language import format_date
from cchc_wagtail.open_forms.letters import undelivered
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
    """Finds the question that the address names; for those who do not handle it, there is none."""

    office_only = False

    def dispatch(self, request, pk, **kwargs):
        questions = Question.objects.seen_by(request.user)
        related = questions.select_related("unit", "situation", "told_by", "file")
        # The content of a file may be megabytes.
        self.question = get_object_or_404(related.defer("file__content"), pk=pk)
        if self.office_only and not self.is_office:
            raise PermissionDenied
        return super().dispatch(request, **kwargs)

    @cached_property
    def is_office(self):
        return self.request.user.has_perm("cchc_questions.change_question")

    @property
    def question_url(self):
        return reverse(QUESTION, args=[self.question.pk])

    def get_breadcrumbs_items(self):
        trail = [
            {"url": reverse(INDEX), "label": QuestionIndexView.page_title},
            {"url": self.question_url, "label": self.question.reference},
        ]
        return [*super().get_breadcrumbs_items(), *trail]

    def act(self, action, *args, message):
        """Do a step of ``answering`` and tell how it went; return its result, None if refused."""
        try:
            result = action(self.question, *args, self.request.user)
        except answering.WrongState as error:
            messages.error(self.request, str(error))
            return None
        messages.success(self.request, message)
        return result


class QuestionView(QuestionMixin, WagtailAdminTemplateMixin, TemplateView):
    """One question with everything known of it. That it was opened stands in its history."""

    template_name = "cchc_questions/admin/question.html"
    header_icon = "help"

    def get_page_title(self):
        return self.question.reference

    def get(self, request, *args, **kwargs):
        if not self.question.forgotten_at:
            answering.record_opening(self.question, request.user)
        response = super().get(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get_context_data(self, **kwargs):
        entries = ModelLogEntry.objects.for_instance(self.question).select_related("user")
        return {
            **super().get_context_data(**kwargs),
            "question": self.question,
            "is_office": self.is_office,
            "history": entries.order_by("-timestamp", "-pk")[:30],
            "undelivered": undelivered(self.question),
            "is_draft": self.question.situation and not self.question.situation.live,
        }


class QuestionFileView(QuestionMixin, View):
    """The file of a question, always as a download."""

    def get(self, request):
        if not self.question.has_file:
            return HttpResponse(status=404)
        answering.record_opening(self.question, request.user)
        file = self.question.file
        response = HttpResponse(bytes(file.content), content_type=file.content_type)
        response["Content-Disposition"] = content_disposition_header(True, file.name)
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        add_never_cache_headers(response)
        return response


class StepView(QuestionMixin, WagtailAdminTemplateMixin, FormView):
    """A step in handling a question that needs a form."""

    template_name = "cchc_questions/admin/question_step.html"
    header_icon = "help"
    submit_button_label = gettext_lazy("Save")

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "question": self.question,
            "media": context["form"].media,
            "submit_button_label": self.submit_button_label,
        }

    def form_valid(self, form):
        self.step(form.cleaned_data)
        return redirect(self.question_url)


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


class AssignView(StepView):
    form_class = AssignForm
    office_only = True
    page_title = gettext_lazy("Assign to a unit")
    submit_button_label = gettext_lazy("Assign")

    def get_initial(self):
        due_on = self.question.due_on or answering.usual_due_date(clock.today())
        return {"unit": self.question.unit, "due_on": due_on}

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


class GiveBackView(StepView):
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


class AnswerWithView(StepView):
    form_class = AnswerWithForm
    page_title = gettext_lazy("Answer with a published situation")
    submit_button_label = gettext_lazy("Answer")

    def step(self, data):
        message = _("Answered.")
        self.act(answering.answer_with, data["situation"], message=message)


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        choices=Question.Reason.choices, widget=forms.RadioSelect, label=gettext_lazy("Reason")
    )
    word = forms.CharField(
        label=gettext_lazy("Message to the asker"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Sent as it stands: which body is competent and how to reach it, or what is unclear. "
            "Whoever sends advertising gets no word."
        ),
    )

    def clean(self):
        data = super().clean()
        if data.get("reason") != Question.Reason.SPAM and not data.get("word"):
            self.add_error("word", _("Say what the asker should do now."))
        return data


class DeclineView(StepView):
    form_class = DeclineForm
    office_only = True
    page_title = gettext_lazy("Close without an answer")
    submit_button_label = gettext_lazy("Close the question")

    def step(self, data):
        self.act(answering.decline, data["reason"], data["word"], message=_("Closed."))


class DraftView(QuestionMixin, View):
    """Makes the draft that answers a question, and opens it."""

    http_method_names = ["post"]

    def post(self, request):
        message = _("Write the answer and send it to be checked. The asker gets it once approved.")
        draft = self.act(answering.draft_answer, message=message)
        if draft is None:
            return redirect(self.question_url)
        return redirect("wagtailadmin_pages:edit", draft.pk)


class CalledView(QuestionMixin, View):
    """Ticks off that an asker without mail was called."""

    http_method_names = ["post"]
    office_only = True

    def post(self, request):
        self.act(answering.mark_called, message=_("Ticked off."))
        return redirect(self.question_url)
