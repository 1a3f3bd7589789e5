from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

PARAGRAPH_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("quote"))
    source = blocks.CharBlock(label=_("source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "cchc_frontend/blocks/quote.html"


class BodyBlock(blocks.StreamBlock):
    """The body of an article or an answer: what an editor who writes rarely can overlook."""

    heading = blocks.CharBlock(
        label=_("Heading"), icon="title", template="cchc_frontend/blocks/heading.html"
    )
    paragraph = blocks.RichTextBlock(label=_("Text"), icon="pilcrow", features=PARAGRAPH_FEATURES)
    image = ImageBlock(label=_("Picture"), template="cchc_frontend/blocks/image.html")
    quote = QuoteBlock()
    file = DocumentChooserBlock(
        label=_("File"), icon="doc-full", template="cchc_frontend/blocks/file.html"
    )
