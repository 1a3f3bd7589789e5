"""The body of an article or an answer, and the cards of other content in it."""

from itertools import chain

from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
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
from cchc_wagtail.frontend.together import Together, fetch_together
from cchc_wagtail.search.kinds import kind_of, kinds

from .cards import cards_of, entries_of

MOST_CARDS = 6


class ContentChooserBlock(Together, blocks.PageChooserBlock):
    """Chooses a page of one of the declared kinds, of whichever rooms there are."""

    key_alone = True

    @cached_property
    def target_models(self):
        return [kind.model for kind in kinds() if issubclass(kind.model, Page)] or [Page]

    @cached_property
    def target_model(self):
        return Page


class InsetBlock(ContentChooserBlock):
    """Shows the heart of a page whose kind has an ``Inset``; nothing where it is not public."""

    @cached_property
    def target_models(self):
        return [kind.model for kind in kinds() if kind.inset] or [Page]

    def render(self, value, context=None):
        if value is None:
            return ""
        if not hasattr(value, "inset"):
            _add_insets([value], entries_of([value]))
        if value.inset is None:
            return ""
        template, given = value.inset
        return mark_safe(render_to_string(template, {**(context or {}), **given}))

    class Meta:
        icon = "view"


class LegalDocumentChooserBlock(Together, SnippetChooserBlock):
    """Chooses a legal document, by the kind that its room declares."""

    key_alone = True

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
        if not hasattr(value, "cards"):
            _add_cards([value], entries_of(value))
        return {**context, "cards": value.cards}

    def deconstruct_with_lookup(self, lookup):
        _path, args, kwargs = super().deconstruct_with_lookup(lookup)
        return "wagtail.blocks.ListBlock", args, kwargs

    class Meta:
        icon = "link"
        template = "cchc_content/blocks/cards.html"
        max_num = MOST_CARDS


class FileChooserBlock(Together, DocumentChooserBlock):
    pass


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
    file = FileChooserBlock(
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


def bodies_of(page):
    """Return the values of the StreamFields of ``page`` that are bodies."""
    streams = (field for field in page._meta.fields if isinstance(field, StreamField))
    values = (getattr(page, field.name) for field in streams)
    return [value for value in values if isinstance(value.stream_block, BodyBlock)]


def make_together(streams):
    """Make the blocks of ``streams``, with the cards and insets in them, with few queries.

    One for each model of pictures and files, and one for all other content that is pointed at,
    besides what its kinds ask for their facts and insets.
    """
    fetch_together(streams)
    children = list(chain.from_iterable(streams))
    lists = [one.value for one in children if isinstance(one.block, CardsBlock)]
    insets = [one.value for one in children if isinstance(one.block, InsetBlock) and one.value]
    entries = entries_of([*chain.from_iterable(lists), *insets])
    _add_cards(lists, entries)
    _add_insets(insets, entries)


def _add_cards(lists, entries):
    cards = cards_of(entries)
    for value in lists:
        value.cards = [cards[one] for one in dict.fromkeys(value) if one in cards]


def _add_insets(pages, entries):
    """Give each of ``pages`` its ``inset``: a template and what that is given; None without one."""
    by_reader = {}
    for page in pages:
        page.inset = None
        kind = kind_of(entries[page].content_type_id) if page in entries else None
        if kind and kind.inset:
            by_reader.setdefault(kind.inset.contexts, []).append((page, kind.inset.template))
    for contexts, chosen in by_reader.items():
        given = contexts([page.pk for page, _template in chosen])
        for page, template in chosen:
            page.inset = template, {"entry": entries[page], **given.get(page.pk, {})}
