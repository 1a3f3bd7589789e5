"""What an open form brings, and where its sender looks up what became of it.

These are parts of the views of a list page, whose route ``<model>`` shows one state.
"""

import logging

from django.db import DatabaseError, transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ..forms import NOT_STORED
from ..models import as_reference
from ..rate_limit import take_turn

logger = logging.getLogger(__name__)


class NotTaken(Exception):
    """What a form brings could not be stored, which it says; ``status`` is that of the answer."""

    def __init__(self, status):
        super().__init__(status)
        self.status = status


def take_in(request, form, model, receive):
    """Return the ``model`` that a valid ``form`` sends or has sent before.

    ``receive()`` stores it, where it is new.

    Raises:
        NotTaken: it was one too many from there, or the database does not take it; the form says
            so, and has kept everything.
    """
    sent = None
    try:
        with transaction.atomic():
            sent = model.objects.filter(form_key=form.cleaned_data["form_key"]).first()
            if sent is None and take_turn(request, model._meta.model_name):
                sent = receive()
    except DatabaseError:
        logger.exception("A %s could not be stored", model._meta.model_name)
        form.add_error(None, NOT_STORED)
        raise NotTaken(503) from None
    if sent is None:
        form.add_error(
            None,
            _(
                "Too much was sent from your network within an hour. "
                "Nothing you wrote is lost: send it again later, or call us."
            ),
        )
        raise NotTaken(429)
    return sent


def address_of(page, sent):
    """Return where the state of ``sent`` can be looked up."""
    return page.url + page.reverse_subpage(sent._meta.model_name, args=[sent.reference])


def show_receipt(page, sent):
    """Lead whoever has just sent ``sent`` to its state."""
    return redirect(f"{address_of(page, sent)}?da-gui=1")


def look_up(request, page, model, template, title):
    """Take a lookup code and lead to the state of what was sent; ``title`` heads the form."""
    code = request.GET.get("ma", "")[:100]
    sent = model.objects.filter(reference=as_reference(code)).first() if code else None
    if sent:
        return redirect(address_of(page, sent))
    context = {"page": page, "title": title, "code": code, "unknown": bool(code)}
    return private(render(request, template, context))


def show_state(request, page, sent, template, title, **context):
    """Tell where ``sent`` stands, in words and without any personal data.

    The template is given the ``label`` of the state, unless ``context`` has another.
    """
    context = {
        "page": page,
        "title": title,
        "sent": sent,
        "label": sent.get_state_display(),
        "just_sent": "da-gui" in request.GET,
        **context,
    }
    return private(render(request, template, context))


def private(response):
    """Return ``response``, which shows what only the holder of a code may see, kept out of sight.

    No searching machine lists it, and no link on it tells where its reader came from.
    """
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
