"""“Was this useful?”, which needs neither account nor script, and what the units read of it."""

import logging
import uuid

from django import forms
from django.db import DatabaseError, transaction
from django.db.models import BigIntegerField
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from cchc_wagtail.open_forms.forms import NOT_STORED, LinesField, OpenForm
from cchc_wagtail.open_forms.personal_data import mask_personal_data
from cchc_wagtail.open_forms.rate_limit import take_turn
from cchc_wagtail.search.kinds import kinds
from cchc_wagtail.search.visibility import public_pages

from ..models import Feedback

logger = logging.getLogger(__name__)


class FeedbackForm(OpenForm):
    useful = forms.TypedChoiceField(
        label=gettext_lazy("Was this useful?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose yes or no.")},
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("If not, why?"),
        choices=[("", gettext_lazy("No reason given")), *Feedback.Reason.choices],
        required=False,
    )
    comment = LinesField(
        label=gettext_lazy("What should we improve?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Do not write names, telephone numbers or the like here; nobody answers this."
        ),
    )


@never_cache
def feedback(request, page_id):
    """Take the opinion of a reader on a procedure or situation; ``huu-ich`` is already chosen."""
    page = _rated_page(page_id)
    context = {"page": page}
    status = 200
    if request.method == "POST":
        form = FeedbackForm(request.POST)
        if form.is_valid():
            try:
                if _take_in(request, page, form.cleaned_data):
                    return redirect(f"{request.path}?cam-on=1")
            except DatabaseError:
                logger.exception("Feedback could not be stored")
                form.add_error(None, NOT_STORED)
                status = 503
            else:
                form.add_error(
                    None,
                    _("Too much feedback came from your network within an hour. Try again later."),
                )
                status = 429
        else:
            status = 422
    elif "cam-on" in request.GET:
        return render(request, "cchc_questions/feedback_thanks.html", context)
    else:
        chosen = {"co": "yes", "khong": "no"}.get(request.GET.get("huu-ich"))
        form = FeedbackForm(initial={"useful": chosen, "form_key": uuid.uuid4()})
    context["form"] = form
    response = render(request, "cchc_questions/feedback.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _rated_page(page_id):
    """Return the page that everybody may read and is asked about; 404 where there is none."""
    if page_id > BigIntegerField.MAX_BIGINT:
        raise Http404
    for kind in kinds():
        if kind.asks_if_useful:
            pages = public_pages(kind.model.objects.filter(pk=page_id))
            page = pages.select_related("unit").first()
            if page:
                return page
    raise Http404


@transaction.atomic
def _take_in(request, page, given):
    """Store what was ``given``, once; tell whether it was not one too many."""
    if not take_turn(request, "feedback"):
        return False
    Feedback.objects.get_or_create(
        form_key=given["form_key"],
        defaults={
            "page_id": page.pk,
            "unit": page.unit,
            "useful": given["useful"],
            "reason": "" if given["useful"] else given["reason"],
            "comment": mask_personal_data(given["comment"]),
        },
    )
    return True
