import re
import secrets
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Without letters and digits that are taken for one another when they are read out.
REFERENCE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def new_reference():
    """Return a new lookup code such as ``K7QM-3FXT-9PWA``: 59 random bits."""
    return _grouped("".join(secrets.choice(REFERENCE_ALPHABET) for _number in range(12)))


def as_reference(text):
    """Return a typed lookup code in the form in which codes are stored."""
    return _grouped(re.sub(r"[^A-Z0-9]", "", text.upper()))


def _grouped(letters):
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


class SubmissionQuerySet(models.QuerySet):
    def new(self):
        return self.filter(state=self.model.State.NEW)

    def open(self):
        """Those about which something is to be done."""
        return self.filter(state__in=self.model.OPEN)

    def to_call(self):
        """Those closed to whose sender no mail can be sent and who were not called yet."""
        closed = self.exclude(state__in=self.model.OPEN)
        return closed.filter(told_at=None, email="").exclude(phone="")


class Submission(models.Model):
    """What somebody without an account sent by a form, and how they are told what became of it.

    ``name``, ``email`` and ``phone`` are personal data, and so may be the text that a subclass
    adds: the room removes them some time after ``closed_at``. The state can still be looked up by
    ``reference``. A subclass has the fields ``page`` (the list at which it can be looked up),
    ``state``, ``reason`` (why it was declined) and ``word`` (the message to the sender), the
    choices ``State`` with NEW and DECLINED, of which ``OPEN`` are those in which something is to
    be done, and ``Reason`` with SPAM; ``told`` is what it says, as one text.
    """

    OPEN = frozenset()

    reference = models.CharField(
        _("lookup code"), max_length=14, unique=True, default=new_reference, editable=False
    )
    # Sent with the form, so that a form sent twice makes one row.
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=100, blank=True)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    told_at = models.DateTimeField(_("asker told at"), null=True, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    forgotten_at = models.DateTimeField(_("personal data removed at"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.reference

    @property
    def is_open(self):
        return self.state in self.OPEN

    @property
    def known(self):
        """What is known of whoever sent it, as ``find_personal_data`` takes it."""
        return {"name": self.name, "email": self.email, "phone": self.phone, "told": self.told}

    @property
    def is_to_be_called(self):
        """Whether the outcome can be told by telephone only, and was not yet."""
        return not self.is_open and not self.told_at and bool(self.phone) and not self.email


class Sending(models.Model):
    """That a form was sent from somewhere, kept for an hour to tell a flood."""

    form = models.CharField(max_length=20)
    sender = models.CharField(max_length=64)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("sending of a form")
        verbose_name_plural = _("sendings of forms")
        default_permissions = []
        indexes = [models.Index(fields=["form", "sent_at"], name="cchc_open_forms_recent")]

    def __str__(self):
        return f"{self.form}: {self.sent_at}"
