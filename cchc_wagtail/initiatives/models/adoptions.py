from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cchc_wagtail import clock
from cchc_wagtail.organisation.models import Unit

from .pages import InitiativePage


class AdoptionQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(state=Adoption.State.CONFIRMED).order_by("adopted_on", "pk")

    def waiting(self):
        return self.filter(state=Adoption.State.WAITING).order_by("said_at", "pk")

    def of_initiative(self, initiative):
        """Those of ``initiative``, in whichever language its page was when a unit said so."""
        return self.filter(initiative__translation_key=initiative.translation_key)


class Adoption(models.Model):
    """That another unit took an initiative over (áp dụng), as it says itself.

    The public reads it once the Office has confirmed it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("To be confirmed")
        CONFIRMED = "confirmed", _("Confirmed")
        REFUSED = "refused", _("Not confirmed")

    initiative = models.ForeignKey(
        InitiativePage, on_delete=models.CASCADE, related_name="adoptions"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="adoptions"
    )
    adopted_on = models.DateField(_("applied since"), default=clock.today)
    sentence = models.CharField(
        _("what it is used for"),
        max_length=300,
        help_text=_("One sentence that readers will see below the initiative."),
    )
    state = models.CharField(
        _("status"), max_length=10, choices=State.choices, default=State.WAITING, db_index=True
    )
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    said_at = models.DateTimeField(_("said at"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    word = models.CharField(_("why it is not confirmed"), max_length=300, blank=True)

    objects = AdoptionQuerySet.as_manager()
    # It is no use of the page that an editor would have to know of.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("use of an initiative")
        verbose_name_plural = _("uses of initiatives")
        ordering = ["-said_at", "-pk"]
        default_permissions = ["change"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "unit"], name="cchc_initiatives_adopted_once"
            )
        ]

    def __str__(self):
        return f"{self.unit}: {self.initiative}"


def confirmed_at(initiative):
    """Return where ``initiative`` is in use, as confirmed, in the order of the days."""
    return list(Adoption.objects.confirmed().of_initiative(initiative).select_related("unit"))
