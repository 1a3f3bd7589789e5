"""Where citizens ask, and look up where their question stands. Routes of a list of situations."""

import uuid

from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.models import Site

from cchc_wagtail.frontend.languages import in_reader_language_first, pages_of_site
from cchc_wagtail.open_forms.models import as_reference
from cchc_wagtail.open_forms.views import public
from cchc_wagtail.open_forms.views.public import NotTaken, show_receipt, take_in
from cchc_wagtail.search.visibility import public_pages

from ..answering import receive
from ..ask_form import AskForm, QuestionTextForm
from ..models import Question, SituationIndexPage, SituationPage
from ..similar_answers import similar_answers


def ask_redirect(request):
    """Send the short address to the form of the site's first list of situations."""
    pages = pages_of_site(SituationIndexPage.objects.all(), Site.find_for_request(request))
    page = in_reader_language_first(public_pages(pages), "path").first()
    if page is None:
        raise Http404
    query = request.GET.urlencode()
    return redirect(f"{page.ask_url}?{query}" if query else page.ask_url)


@never_cache
def ask(request, page):
    """The form in two steps: the question with what answers it already, then how to reply.

    What is typed in the search box comes with the parameter ``q``.
    """
    if request.method != "POST":
        form = QuestionTextForm(initial={"text": request.GET.get("q", "")[:1000]})
        return _show(request, page, form)
    first = QuestionTextForm(request.POST)
    if request.POST.get("step") != "send":
        if not first.is_valid():
            return _show(request, page, first)
        text = first.cleaned_data["text"]
        form = AskForm(initial={"text": text, "form_key": uuid.uuid4()})
        return _show(request, page, form, matches=_matches(request, text))
    form = AskForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, page, form)
    try:
        sent = take_in(
            request,
            form,
            Question,
            lambda: receive(form.question(page), form.cleaned_data["file"]),
        )
    except NotTaken as refused:
        return _show(request, page, form, status=refused.status)
    return show_receipt(page, sent)


@never_cache
def suggest(request, page):
    """Answers that may fit the question being typed, as a piece of a page."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    matches = _matches(request, request.POST.get("text", ""))
    return render(request, "cchc_questions/_suggestions.html", {"matches": matches})


@never_cache
def look_up(request, page):
    template = "cchc_questions/look_up.html"
    return public.look_up(request, page, Question, template, _("Look up a question"))


@never_cache
def show_state(request, page, reference):
    questions = Question.objects.select_related("unit", "situation")
    question = get_object_or_404(questions, reference=as_reference(reference))
    context = {"answer": None}
    if question.state == Question.State.ANSWERED:
        situations = SituationPage.objects.filter(pk=question.situation_id)
        context["answer"] = public_pages(situations).first()
    elif question.state == Question.State.NEW:
        context["label"] = _("Received")
    title = _("Question %(code)s") % {"code": question.reference}
    template = "cchc_questions/state.html"
    return public.show_state(request, page, question, template, title, **context)


def _matches(request, text):
    return similar_answers(text, Site.find_for_request(request))


def _show(request, page, form, matches=(), status=None):
    if status is None:
        status = 422 if form.errors else 200
    context = {"page": page, "form": form, "matches": matches}
    template = "ask.html" if isinstance(form, AskForm) else "ask_first.html"
    return render(request, f"cchc_questions/{template}", context, status=status)
