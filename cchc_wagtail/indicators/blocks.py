from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class SeriesBreakBlock(blocks.StructBlock):
    """From this day on, figures do not compare with those before, whatever the method."""

    date = blocks.DateBlock(label=_("from"))
    text = blocks.CharBlock(label=_("what happened"), max_length=255)

    class Meta:
        label = _("Break")
        icon = "cut"
