from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cchc_wagtail.procedures.blocks import FeeBlock, TimeLimitBlock


class ServiceChannel(Orderable):
    """One way to hand in (schema.org ``ServiceChannel``), with its own time limits and fees."""

    class Kind(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        ONLINE = "online", _("Online")
        POSTAL = "postal", _("By public post")

    class OnlineLevel(models.TextChoices):
        """The two levels of Nghị định 42/2022/NĐ-CP, Điều 11."""

        FULL = "full", _("Everything online (toàn trình)")
        PARTIAL = "partial", _("Part of it online (một phần)")

    page = ParentalKey(
        "cchc_procedures.ProcedurePage", on_delete=models.CASCADE, related_name="channels"
    )
    kind = models.CharField(_("way"), max_length=20, choices=Kind.choices)
    online_level = models.CharField(
        _("how much is done online"), max_length=20, choices=OnlineLevel.choices, blank=True
    )
    url = models.URLField(_("online service"), max_length=500, blank=True)
    time_limits = StreamField(
        [("limit", TimeLimitBlock())], verbose_name=_("time limits"), blank=True, default=list
    )
    fees = StreamField([("fee", FeeBlock())], verbose_name=_("fees"), blank=True, default=list)
    note = models.TextField(_("note"), blank=True)

    panels = [
        FieldPanel("kind"),
        FieldPanel("time_limits"),
        FieldPanel("fees"),
        FieldRowPanel([FieldPanel("online_level"), FieldPanel("url")]),
        FieldPanel("note"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("way to hand in")
        verbose_name_plural = _("ways to hand in")

    def __str__(self):
        return self.get_kind_display()

    @property
    def is_online(self):
        return self.kind == self.Kind.ONLINE

    @property
    def limits(self):
        """The time limits that say something, as block values."""
        return [block.value for block in self.time_limits if block.value.text]

    @property
    def charges(self):
        """The fees that say something and hold today, as block values."""
        return [value for value in self._fees if not value.has_ended]

    @property
    def ended_charges(self):
        """The fees whose own words say that they hold no longer."""
        return [value for value in self._fees if value.has_ended]

    @property
    def _fees(self):
        return [block.value for block in self.fees if block.value["amount"]]

    @property
    def time_limit_text(self):
        """The time limits in a few words, such as “5 working days”; empty when none is stated."""
        return _at_a_glance((limit.get("case"), limit.text) for limit in self.limits)

    @property
    def fee_text(self):
        """The fees in a few words; empty when none is stated."""
        return _at_a_glance((fee.get("case"), fee["amount"]) for fee in self.charges)


#: What is longer is not for the first glance. It is never cut: a shortened fact is a wrong one.
GLANCE = 160
IT_DEPENDS = _("It depends on the case: see “Ways to hand in”")


def _at_a_glance(pairs):
    lines = dict.fromkeys(f"{case}: {text}" if case else text for case, text in pairs)
    whole = "\n".join(lines)
    return whole if len(whole) <= GLANCE else str(IT_DEPENDS)
