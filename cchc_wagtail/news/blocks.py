"""The blocks of a special page, besides those of an article."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cchc_wagtail.content.blocks import BodyBlock, InsetBlock
from cchc_wagtail.frontend.blocks import PARAGRAPH_FEATURES
from cchc_wagtail.frontend.together import Together

MOST_INSETS, MOST_LISTS, MOST_CARDS = 2, 2, 1


class NumberBlock(blocks.StructBlock):
    number = blocks.CharBlock(
        label=_("number"), max_length=20, help_text=_("As it is to be read: 98,7 %.")
    )
    words = blocks.CharBlock(label=_("what it counts"), max_length=150)
    source = blocks.CharBlock(label=_("source"), max_length=250)

    class Meta:
        icon = "order"


class NumbersBlock(blocks.ListBlock):
    """Numbers in large letters, each with its words and its source."""

    def __init__(self, **kwargs):
        super().__init__(NumberBlock(), **kwargs)

    class Meta:
        icon = "order"
        label = _("Numbers")
        template = "cchc_news/blocks/numbers.html"
        max_num = 6


class ColumnBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("heading of the column"), required=False)
    text = blocks.RichTextBlock(label=_("Text"), features=PARAGRAPH_FEATURES)


class ColumnsBlock(blocks.ListBlock):
    """Texts beside each other; on a phone, below each other."""

    def __init__(self, **kwargs):
        super().__init__(ColumnBlock(), **kwargs)

    class Meta:
        icon = "grip"
        label = _("Texts beside each other")
        template = "cchc_news/blocks/columns.html"
        min_num, max_num = 2, 3


class ColumnChooserBlock(Together, blocks.PageChooserBlock):
    pass


class NewestArticlesBlock(blocks.StructBlock):
    """The page gives its value the ``articles``: it asks for those of all such blocks at once."""

    heading = blocks.CharBlock(label=_("heading above the articles"))
    column = ColumnChooserBlock(label=_("news column"), page_type="cchc_news.NewsColumnPage")
    count = blocks.IntegerBlock(label=_("how many"), default=3, min_value=1, max_value=6)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return {**context, "articles": getattr(value, "articles", ())}

    class Meta:
        icon = "list-ul"
        label = _("Newest articles of a column")
        template = "cchc_news/blocks/newest_articles.html"


class SpecialBodyBlock(BodyBlock):
    """What a special page is composed of."""

    numbers = NumbersBlock()
    columns = ColumnsBlock()
    articles = NewestArticlesBlock()
    inset = InsetBlock(label=_("Index or one-stop results, with its chart"))

    class Meta:
        block_counts = {
            "inset": {"max_num": MOST_INSETS},
            "articles": {"max_num": MOST_LISTS},
            "content_cards": {"max_num": MOST_CARDS},
            "document_cards": {"max_num": MOST_CARDS},
        }
