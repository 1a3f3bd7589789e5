from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable, Page, Site

from cchc_wagtail.content.pages import ContentPage, SectionPage
from cchc_wagtail.editorial.panels import ReviewPanel
from cchc_wagtail.frontend.listing import ListingPageMixin
from cchc_wagtail.language import format_date
from cchc_wagtail.registry.models import LegalDocument
from cchc_wagtail.search.descriptions import EntryDescription, facet_values
from cchc_wagtail.search.text.passages import split_passages
from cchc_wagtail.search.visibility import public_pages, visible_objects


class DigestIndexPage(ListingPageMixin, SectionPage):
    """Lists the digests, the newest first."""

    parent_page_types = ["cchc_portal.ReformHomePage"]
    subpage_types = ["cchc_digests.DigestPage"]
    template = "cchc_digests/digest_index_page.html"
    filterset_class = "cchc_wagtail.digests.filters.DigestFilterSet"

    class Meta:
        verbose_name = _("list of digests")
        verbose_name_plural = _("lists of digests")

    def get_listing_queryset(self):
        return public_pages(DigestPage.objects.child_of(self)).order_by("-last_day", "-pk")


class DigestPage(ContentPage):
    """A digest (bản tin) of what was published from its first to its last day, both included."""

    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("to"))
    lead = models.TextField(
        _("lead"),
        blank=True,
        max_length=500,
        help_text=_("One or two sentences, shown in lists and above the text."),
    )

    content_panels = [
        ReviewPanel(),
        *Page.content_panels,
        FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
        FieldPanel("lead"),
        InlinePanel("items", heading=_("What the digest tells of"), label=_("item of a digest")),
        FieldPanel("unit"),
    ]
    route_select_related = ["unit"]
    parent_page_types = ["cchc_digests.DigestIndexPage"]
    template = "cchc_digests/digest_page.html"

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")

    def clean(self):
        super().clean()
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": _("The last day lies before the first.")})

    @property
    def meta_description(self):
        return self.search_description or self.lead

    @property
    def period(self):
        return f"{format_date(self.first_day)}–{format_date(self.last_day)}"

    @cached_property
    def parts(self):
        """Pairs of a heading and the items below it that everybody may read, in its order.

        An item whose page was taken down is left out. Four queries, however many there are.
        """
        return parts_of([self])[0]

    def get_search_entry(self):
        with override(self.locale.language_code):
            # What was taken down is not found by what a digest said of it.
            items = [item for _heading, items in self.parts for item in items]
            texts = [f"{item.title}. {item.text}" for item in items]
            return EntryDescription(
                kind="digest",
                key=self.slug,
                title=self.title,
                url=self.url or "",
                summary=self.lead,
                date=self.last_day,
                passages=split_passages(self.lead, *texts),
                facets={
                    "unit": facet_values(self.unit),
                    "year": [(str(self.last_day.year), str(self.last_day.year))],
                },
            )


class DigestItem(Orderable):
    """One thing that a digest tells of: a page, a legal document, or a text alone."""

    digest = ParentalKey(DigestPage, on_delete=models.CASCADE, related_name="items")
    heading = models.CharField(_("heading in the digest"), max_length=100, blank=True)
    title = models.CharField(_("title"), max_length=500)
    text = models.TextField(_("in short"), max_length=500, blank=True)
    page = models.ForeignKey(
        Page,
        verbose_name=_("page of the site"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    document = models.ForeignKey(
        LegalDocument,
        verbose_name=_("legal document"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )

    #: Where it leads, and that with the name of the site, as ``DigestPage.parts`` looks it up.
    url = address = ""

    panels = [
        FieldRowPanel([FieldPanel("heading"), FieldPanel("title")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("page"), FieldPanel("document")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("item of a digest")
        verbose_name_plural = _("items of digests")

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.page_id and self.document_id:
            text = _("An item leads to one thing: a page or a document.")
            raise ValidationError({"document": text})


def parts_of(digests):
    """Return the ``parts`` of each of ``digests``: three queries besides those for their items."""
    items = [list(digest.items.all()) for digest in digests]
    pages = {item.page_id for of_one in items for item in of_one if item.page_id}
    pages = {page.pk: page for page in public_pages(Page.objects.filter(pk__in=pages))}
    documents = {item.document_id for of_one in items for item in of_one if item.document_id}
    documents = visible_objects(LegalDocument).filter(pk__in=documents)
    documents = {document.pk: document for document in documents.select_related("document_type")}
    places = [digest.get_url_parts() or (None, None, None) for digest in digests]
    sites = Site.objects.in_bulk({site for site, _root, _path in places})
    return [
        _parts(of_one, pages, documents, sites[place[0]].root_url if place[0] in sites else "")
        for of_one, place in zip(items, places, strict=True)
    ]


def _parts(items, pages, documents, root):
    parts = {}
    for item in items:
        if item.page_id:
            if (page := pages.get(item.page_id)) is None:
                continue
            item.url, item.address = page.url, page.full_url
        elif item.document_id:
            if (document := documents.get(item.document_id)) is None:
                continue
            item.document = document
            item.url = document.get_absolute_url()
            item.address = f"{root}{item.url}"
        parts.setdefault(item.heading, []).append(item)
    return list(parts.items())
