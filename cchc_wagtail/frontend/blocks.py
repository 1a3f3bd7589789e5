"""Blocks of running text, and how each looks to a reader."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlockAdapter, ImageChooserBlock

from .together import Together

PARAGRAPH_FEATURES = [
    "h3",
    "bold",
    "italic",
    "superscript",
    "subscript",
    "ol",
    "ul",
    "link",
    "document-link",
]


class PictureChooserBlock(Together, ImageChooserBlock):
    pass


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("quote"))
    source = blocks.CharBlock(label=_("source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "cchc_frontend/blocks/quote.html"


class FigureValue(blocks.StructValue):
    @property
    def alternative(self):
        """What stands in for the picture where it is not seen; empty for a decoration."""
        return "" if self.get("decorative") else self.get("alt_text") or ""


class FigureBlock(blocks.StructBlock):
    """A picture with what it shows, who made it, and what is said to who cannot see it.

    Its first three fields are stored as those of Wagtail's ``ImageBlock``.
    """

    image = PictureChooserBlock(label=_("Picture"))
    decorative = blocks.BooleanBlock(label=_("The picture is decoration only"), required=False)
    alt_text = blocks.CharBlock(
        label=_("alternative text"),
        required=False,
        help_text=_("What the picture says, for those who cannot see it."),
    )
    caption = blocks.CharBlock(label=_("caption"), required=False)
    source = blocks.CharBlock(label=_("source of the picture"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "cchc_frontend/blocks/image.html"
        value_class = FigureValue

    def clean(self, value):
        cleaned = super().clean(value)
        if self.is_deferred_validation or cleaned["decorative"] or cleaned.alternative.strip():
            return cleaned
        text = gettext("Say what the picture shows, or mark it as decoration.")
        raise StructBlockValidationError(block_errors={"alt_text": ValidationError(text)})


# The editor of Wagtail's own block: it proposes the title of the picture, and asks for no
# alternative of a decoration.
register(ImageBlockAdapter(), FigureBlock)


class GalleryBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("name of the gallery"), required=False)
    pictures = blocks.ListBlock(FigureBlock(), label=_("Pictures"), min_num=2)

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "cchc_frontend/blocks/gallery.html"


class VideoValue(blocks.StructValue):
    @property
    def site(self):
        """The name of the site to which the link leads."""
        return (urlsplit(self.get("url") or "").hostname or "").removeprefix("www.")


class VideoBlock(blocks.StructBlock):
    """A link to a video: nothing is fetched from elsewhere before a reader goes there."""

    title = blocks.CharBlock(label=_("what the video shows"))
    url = blocks.URLBlock(label=_("address of the video"))
    poster = PictureChooserBlock(
        label=_("picture"),
        required=False,
        help_text=_("A picture of the video; without one, the link stands alone."),
    )
    length = blocks.CharBlock(
        label=_("length"), required=False, help_text=_("For example: 3 phút 20 giây.")
    )

    class Meta:
        icon = "media"
        label = _("Video")
        template = "cchc_frontend/blocks/video.html"
        value_class = VideoValue
