from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock


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

    class Meta:
        icon = "doc-full"
        label = _("Paper")
        label_format = "{name}"


class DossierCaseBlock(blocks.StructBlock):
    """The papers of one case (trường hợp); most procedures have a single case without a name."""

    case = blocks.CharBlock(
        label=_("case"),
        required=False,
        help_text=_("For whom these papers are. Leave empty when there is only one case."),
    )
    papers = blocks.ListBlock(PaperBlock(), label=_("Papers"))

    class Meta:
        icon = "folder-open-1"
        label = _("Papers to hand in")
        label_format = "{case}"
