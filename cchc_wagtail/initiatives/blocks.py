from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .amounts import change_in_words, is_nothing_left


class EffectValue(blocks.StructValue):
    """One measure before and after, as it is written."""

    @property
    def before_in_words(self):
        return self._with_unit(self["before"])

    @property
    def after_in_words(self):
        return self._with_unit(self["after"])

    def _with_unit(self, text):
        """Return ``text`` with the unit behind it on one line, unless it has one or is empty."""
        unit = self["unit"]
        return f"{text}\N{NO-BREAK SPACE}{unit}" if text[-1:].isdigit() and unit else text

    @property
    def change(self):
        """How much more or less it became, in words; empty where that cannot be said."""
        return change_in_words(self["before"], self["after"], self["unit"])

    @property
    def in_words(self):
        """The measure in one line: “Thời gian giải quyết: 10 → 4 ngày (giảm 60 %)”."""
        if self.change and is_nothing_left(self["before"], self["after"]):
            said = _("%(measure)s: %(before)s before, none any more")
            return said % {"measure": self["measure"], "before": self.before_in_words}
        has_unit_behind = self["before"][-1:].isdigit() and self["after"][-1:].isdigit()
        before = self["before"] if has_unit_behind else self.before_in_words
        amounts = " → ".join(filter(None, [before, self.after_in_words]))
        said = f"{self['measure']}: {amounts}" if amounts else self["measure"]
        return f"{said} ({self.change})" if self.change else said


class EffectBlock(blocks.StructBlock):
    measure = blocks.CharBlock(
        label=_("What is measured"),
        max_length=200,
        help_text=_("Such as “time to solve a case”."),
    )
    before = blocks.CharBlock(label=_("Before"), max_length=60, required=False, default="")
    after = blocks.CharBlock(label=_("After"), max_length=60, required=False, default="")
    unit = blocks.CharBlock(
        label=_("Unit of measure"),
        max_length=40,
        required=False,
        default="",
        help_text=_("Such as days, cases, %."),
    )
    source = blocks.CharBlock(
        label=_("Source"),
        max_length=255,
        required=False,
        default="",
        help_text=_("Where the numbers are from."),
    )

    class Meta:
        icon = "order"
        label = _("Measure")
        label_format = "{measure}: {before} → {after} {unit}"
        value_class = EffectValue


class EffectsBlock(blocks.StreamBlock):
    effect = EffectBlock()
