"""Where citizens ask, and look up where their question stands. Routes of a list of situations."""

import logging
import uuid

from django.db import DatabaseError, transaction
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.models import Site

from cchc_wagtail.frontend.languages import in_reader_language_first, pages_of_site
from cchc_wagtail.open_forms.forms import NOT_STORED
from cchc_wagtail.open_forms.models import as_reference
from cchc_wagtail.open_forms.rate_limit import take_turn
from cchc_wagtail.open_forms.views import private
from cchc_wagtail.search.visibility import public_pages

from ..answering import receive
from ..ask_form import AskForm, QuestionTextForm
from ..models import Question, SituationIndexPage
from ..similar_answers import similar_answers

logger = logging.getLogger(__name__)


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
        sent = _take_in(request, page, form)
    except DatabaseError:
        logger.exception("A question could not be stored")
        form.add_error(None, NOT_STORED)
        return _show(request, page, form, status=503)
    if sent is None:
        form.add_error(
            None,
            _(
                "Too many questions came from your network within an hour. "
                "Nothing you wrote is lost: send it again later, or call us."
            ),
        )
        return _show(request, page, form, status=429)
    address = page.url + page.reverse_subpage("question", args=[sent.reference])
    return HttpResponseRedirect(f"{address}?da-gui=1")


@transaction.atomic
def _take_in(request, page, form):
    """Return the question that ``form`` sends or has sent before; None where it is one too many."""
    sent = Question.objects.filter(form_key=form.cleaned_data["form_key"]).first()
    if sent is None and take_turn(request, "question"):
        sent = receive(form.question(page), form.cleaned_data["file"])
    return sent


@never_cache
def suggest(request, page):
    """Answers that may fit the question being typed, as a piece of a page."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    matches = _matches(request, request.POST.get("text", ""))
    return render(request, "cchc_questions/_suggestions.html", {"matches": matches})


@never_cache
def look_up(request, page):
    """Take a lookup code and lead to the state of its question."""
    context = {"page": page, "code": request.GET.get("ma", "")[:100]}
    if context["code"]:
        question = Question.objects.filter(reference=as_reference(context["code"])).first()
        if question:
            return redirect(page.url + page.reverse_subpage("question", args=[question.reference]))
        context["unknown"] = True
    return private(render(request, "cchc_questions/look_up.html", context))


@never_cache
def show_state(request, page, reference):
    """Where a question stands, in words and without any personal data."""
    questions = Question.objects.select_related("unit", "situation")
    question = questions.filter(reference=as_reference(reference)).first()
    if question is None:
        raise Http404
    answer = None
    if question.state == Question.State.ANSWERED and question.situation:
        situations = type(question.situation).objects.filter(pk=question.situation_id)
        answer = public_pages(situations).first()
    context = {
        "page": page,
        "question": question,
        "answer": answer,
        "just_sent": "da-gui" in request.GET,
    }
    return private(render(request, "cchc_questions/state.html", context))


def _matches(request, text):
    return similar_answers(text, Site.find_for_request(request))


def _show(request, page, form, matches=(), status=None):
    if status is None:
        status = 422 if form.errors else 200
    context = {"page": page, "form": form, "matches": matches}
    template = "ask.html" if isinstance(form, AskForm) else "ask_first.html"
    return render(request, f"cchc_questions/{template}", context, status=status)
