"""The steps that everything takes that was sent by an open form, from its sender to the outcome.

Each locks what was sent, a ``Submission``, and leaves an entry in Wagtail's log, named
``cchc.<model>.<step>``. What tells of a step is queued in the same transaction.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cchc_wagtail.conf import get_setting

from .letters import about


class WrongState(Exception):
    """It was meanwhile taken further by somebody else, or is not theirs to take."""


def store_once(sent):
    """Store the new ``sent``, unless its form was sent before.

    Returns what is stored, and whether it is new.
    """
    names = [field.name for field in sent._meta.concrete_fields if not field.primary_key]
    return type(sent).objects.get_or_create(
        form_key=sent.form_key, defaults={name: getattr(sent, name) for name in names}
    )


def locked(stored, *states):
    """Return the row ``stored`` as it is now, locked, if its state is one of ``states``.

    Raises:
        WrongState: it is in another one.
    """
    stored = type(stored).objects.select_for_update(of=("self",)).get(pk=stored.pk)
    if stored.state not in states:
        raise WrongState(
            _("Somebody else has taken this further meanwhile, or it has not come that far.")
        )
    return stored


def note(sent, step, user, **data):
    """Leave an entry on ``step`` in the log; ``data`` are what its sentence names."""
    log(sent, f"cchc.{sent._meta.model_name}.{step}", user=user, data=data or None)


def record_opening(sent, user):
    """Note that ``user`` has seen the personal data of ``sent``."""
    note(sent, "open", user)


def close(sent, state, tell):
    """Close ``sent``, locked, in ``state``; ``tell(sent)`` writes to its sender.

    Whoever sent advertising or nonsense is not written to, and is not to be called.
    """
    sent.state, sent.closed_at = state, timezone.now()
    is_spam = sent.reason == sent.Reason.SPAM
    if sent.email and not is_spam:
        tell(sent)
    if sent.email or is_spam:
        sent.told_at = sent.closed_at
    sent.save()


@transaction.atomic
def decline(sent, reason, word, user, tell):
    """Close ``sent`` for one of its ``Reason``s, with the message ``word`` to its sender.

    Raises:
        WrongState: it is closed already.
    """
    sent = locked(sent, *sent.OPEN)
    sent.reason, sent.word = reason, word
    note(sent, "decline", user, reason=reason)
    close(sent, sent.State.DECLINED, tell)
    return sent


@transaction.atomic
def mark_called(sent, user):
    """Note that the sender, who gave a telephone number only, was told by telephone.

    Raises:
        WrongState: there is nobody to call, or it is not closed yet.
    """
    sent = locked(sent, *sent.State)
    if not sent.is_to_be_called:
        raise WrongState(_("There is nobody to call, or the call has been made."))
    sent.told_at, sent.told_by = timezone.now(), user
    sent.save()
    note(sent, "call", user)
    return sent


def forget_senders(model, forget_words, now=None):
    """Remove the personal data of what was closed ``QUESTION_DATA_DAYS`` days ago or earlier.

    These are name, addresses, the message to the sender and the mails about it; ``forget_words``
    takes a ``model``, locked, and empties what its sender wrote. Returns how many there were.
    """
    now = now or timezone.now()
    before = now - timedelta(days=get_setting("QUESTION_DATA_DAYS"))
    old = model.objects.filter(closed_at__lte=before, forgotten_at=None)
    keys = list(old.values_list("pk", flat=True))
    for key in keys:
        with transaction.atomic():
            sent = model.objects.select_for_update(of=("self",)).get(pk=key)
            forget_words(sent)
            about(sent).delete()
            sent.name = sent.email = sent.phone = sent.word = ""
            sent.forgotten_at = now
            sent.save()
            note(sent, "forget", None)
    return len(keys)
