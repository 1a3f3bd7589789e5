"""Letters to colleagues: a heading, what happened, and where to go on."""

import logging
from functools import wraps

from django.db import transaction
from django.template.loader import render_to_string
from wagtail.admin.utils import get_admin_base_url

from .outbox import queue_mail

logger = logging.getLogger(__name__)


def queue_letter(user, heading, *, name="letter", about=None, **context):
    """Queue the letter ``name`` to ``user``, made from the templates of that name in ``cchc_mail``.

    The template ``letter`` shows ``lines``, the ``url`` to go to, a ``comment`` and ``by`` whom.
    """
    context["heading"] = heading
    queue_mail(
        user.email,
        heading,
        render_to_string(f"cchc_mail/{name}.txt", context).strip() + "\n",
        html=render_to_string(f"cchc_mail/{name}.html", context),
        about=about,
    )


def absolute(path):
    """Return the whole address of ``path`` in the admin, as ``WAGTAILADMIN_BASE_URL`` has it."""
    return f"{(get_admin_base_url() or '').rstrip('/')}{path}"


def never_in_the_way(notify):
    """Make ``notify`` log what goes wrong in it, and leave the transaction around it whole."""

    @wraps(notify)
    def safely(*args, **kwargs):
        try:
            with transaction.atomic():
                return notify(*args, **kwargs)
        except Exception:
            logger.exception("Nobody could be notified: %s", notify.__name__)

    return safely
