"""The body of an article or an answer, and the cards of other content in it."""

from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from cchc_wagtail.frontend.blocks import (
    PARAGRAPH_FEATURES,
    FigureBlock,
    GalleryBlock,
    QuoteBlock,
    VideoBlock,
)
from cchc_wagtail.frontend.tables import DataTableBlock
from cchc_wagtail.search.kinds import kind_of, kinds
from cchc_wagtail.search.visibility import visible_objects

from .cards import cards_of

MOST_CARDS = 6


class ContentChooserBlock(blocks.PageChooserBlock):
    """Chooses a page of one of the declared kinds, of whichever rooms there are."""

    @cached_property
    def target_models(self):
        return [kind.model for kind in kinds() if issubclass(kind.model, Page)] or [Page]

    @cached_property
    def target_model(self):
        return Page

    def deconstruct(self):
        # Which kinds there are is no matter of the database: a migration names Wagtail's own.
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.PageChooserBlock", args, kwargs


class InsetBlock(ContentChooserBlock):
    """Shows the heart of a page whose kind has an ``Inset``; nothing where it is not public."""

    @cached_property
    def target_models(self):
        return [kind.model for kind in kinds() if kind.inset] or [Page]

    def render(self, value, context=None):
        kind = kind_of(value.content_type_id) if value else None
        page = visible_objects(kind.model).filter(pk=value.pk).first() if kind else None
        if page is None or kind.inset is None:
            return ""
        given = {**(context or {}), **kind.inset.context(page), "page": page}
        return mark_safe(render_to_string(kind.inset.template, given))

    class Meta:
        icon = "view"


class LegalDocumentChooserBlock(SnippetChooserBlock):
    """Chooses a legal document, by the kind that its room declares."""

    def __init__(self, **kwargs):
        super().__init__(None, **kwargs)

    @cached_property
    def target_model(self):
        return next(kind.model for kind in kinds() if kind.name == "document")

    def deconstruct(self):
        _path, _args, kwargs = super().deconstruct()
        return "wagtail.snippets.blocks.SnippetChooserBlock", [None], kwargs


class CardsBlock(blocks.ListBlock):
    """Cards of other content; what is hidden or withdrawn is left out."""

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return {**context, "cards": cards_of([one for one in value if one is not None])}

    def deconstruct_with_lookup(self, lookup):
        _path, args, kwargs = super().deconstruct_with_lookup(lookup)
        return "wagtail.blocks.ListBlock", args, kwargs

    class Meta:
        icon = "link"
        template = "cchc_content/blocks/cards.html"
        max_num = MOST_CARDS


class BodyBlock(blocks.StreamBlock):
    """The body of an article or an answer: what an editor who writes rarely can overlook."""

    heading = blocks.CharBlock(
        label=_("Heading"), icon="title", template="cchc_frontend/blocks/heading.html"
    )
    paragraph = blocks.RichTextBlock(label=_("Text"), icon="pilcrow", features=PARAGRAPH_FEATURES)
    table = DataTableBlock()
    image = FigureBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    file = DocumentChooserBlock(
        label=_("File"), icon="doc-full", template="cchc_frontend/blocks/file.html"
    )
    video = VideoBlock()
    content_cards = CardsBlock(
        ContentChooserBlock(label=_("procedure or other content")),
        label=_("Cards of procedures and other content"),
    )
    document_cards = CardsBlock(
        LegalDocumentChooserBlock(label=_("legal document")), label=_("Cards of legal documents")
    )
