from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from cchc_wagtail import clock

from .fees import last_day_of
from .time_limits import TimeUnit, in_words


class StepBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("what to do"), required=False)
    text = blocks.RichTextBlock(
        label=_("details"), required=False, features=["bold", "italic", "ol", "ul", "link"]
    )

    class Meta:
        icon = "order"
        label = _("Step")
        label_format = "{heading}"


class PaperBlock(blocks.StructBlock):
    name = blocks.TextBlock(label=_("paper"), rows=2)
    form_name = blocks.CharBlock(
        label=_("form"), required=False, help_text=_("The name of the form, for example TK01.")
    )
    form_file = DocumentChooserBlock(label=_("form file"), required=False)
    originals = blocks.IntegerBlock(label=_("originals"), min_value=0, default=1)
    copies = blocks.IntegerBlock(label=_("copies"), min_value=0, default=0)
    signed_online = blocks.BooleanBlock(
        label=_("must be signed digitally when handed in online"), required=False
    )

    class Meta:
        icon = "doc-full"
        label = _("Paper")
        label_format = "{name}"


class DossierCaseBlock(blocks.StructBlock):
    """The papers of one case (trường hợp); most procedures have a single case without a name."""

    case = blocks.TextBlock(
        label=_("case"),
        required=False,
        rows=2,
        help_text=_("For whom these papers are. Leave empty when there is only one case."),
    )
    papers = blocks.ListBlock(PaperBlock(), label=_("Papers"))

    class Meta:
        icon = "folder-open-1"
        label = _("Papers to hand in")
        label_format = "{case}"


class TimeLimitValue(blocks.StructValue):
    @property
    def text(self):
        """The time limit in words, such as “5 working days”; empty when none is stated.

        A number without a unit says so: nobody can tell which was meant.
        """
        text = in_words(self.get("amount"), self.get("unit"))
        if text and not self.get("unit"):
            return gettext("as the source has it: %(number)s") % {"number": text}
        return text

    @property
    def in_words(self):
        """The time limit with its case, as the differences between two versions show it."""
        return f"{self['case']}: {self.text}" if self.get("case") else self.text


class TimeLimitBlock(blocks.StructBlock):
    """How long one way of handing in takes; by case (trường hợp) where the law tells them apart."""

    amount = blocks.DecimalBlock(label=_("time limit"), min_value=0)
    unit = blocks.ChoiceBlock(
        label=_("unit of time"),
        choices=TimeUnit.choices,
        required=False,
        help_text=_("“Days” and “working days” are not the same to a citizen."),
    )
    case = blocks.TextBlock(label=_("case"), required=False, rows=1)

    class Meta:
        icon = "history"
        label = _("Time limit")
        value_class = TimeLimitValue
        form_classname = "struct-block"


class FeeValue(blocks.StructValue):
    @property
    def has_ended(self):
        """Whether its own words say that it holds no longer."""
        day = last_day_of(f"{self.get('case') or ''} {self.get('amount') or ''}")
        return day is not None and day < clock.today()


class FeeBlock(blocks.StructBlock):
    """The fee of one way of handing in; by case (trường hợp) where it depends."""

    amount = blocks.TextBlock(
        label=_("fee"),
        rows=2,
        help_text=_("As stated, with the currency: 200.000 đồng/lần. Without a fee: Miễn phí."),
    )
    case = blocks.TextBlock(label=_("case"), required=False, rows=1)

    class Meta:
        icon = "tag"
        label = _("Fee")
        value_class = FeeValue


class ResultBlock(blocks.StructBlock):
    """The result for the citizen (kết quả), and how long it is valid."""

    name = blocks.TextBlock(label=_("result"), rows=2)
    code = blocks.CharBlock(label=_("code of the result"), required=False)
    validity = blocks.CharBlock(
        label=_("valid for"), required=False, help_text=_("For example: 10 năm kể từ ngày cấp.")
    )

    class Meta:
        icon = "clipboard-list"
        label = _("Result")
        label_format = "{name}"
