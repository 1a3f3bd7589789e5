"""The two kinds of page below a section: what is written, and what lists it.

Both are reviewed before they are published and seen by whoever works on them alone. A page type of
the package, or of a host that wants its own below the section, is one of them.
"""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index

from cchc_wagtail.editorial.forms import UnitPageForm
from cchc_wagtail.editorial.panels import ReviewPanel
from cchc_wagtail.editorial.review import ReviewedPageMixin, ReviewedPagePermissionTester
from cchc_wagtail.frontend.gone import GoneMixin
from cchc_wagtail.frontend.routing import KnownAncestorsMixin, SubtreeRouteMixin
from cchc_wagtail.organisation.models import Unit, is_confined
from cchc_wagtail.organisation.slugs import UnmarkedSlugMixin
from cchc_wagtail.search.descriptions import Searchable
from cchc_wagtail.search.folding import FoldedSearchMixin

from .blocks import bodies_of, make_together
from .citing import Citing
from .references import noted_once
from .translated import TranslatedMixin


class OwnPage(TranslatedMixin, Page):
    """A page whose way back from ``Page`` names its app, as the site may have one of its name."""

    page_ptr = models.OneToOneField(
        Page,
        on_delete=models.CASCADE,
        parent_link=True,
        auto_created=True,
        related_name="%(app_label)s_%(class)s",
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with noted_once(self):
            super().save(*args, **kwargs)

    @property
    def meta_description(self):
        """One or two sentences on the page, for searching machines and where a link is sent."""
        return self.search_description


class WordFields(NamedTuple):
    """The names of a text field for the lead, and of a StreamField of ``BodyBlock``."""

    lead: str
    body: str


class ContentPage(
    GoneMixin,
    FoldedSearchMixin,
    Searchable,
    Citing,
    ReviewedPageMixin,
    KnownAncestorsMixin,
    UnmarkedSlugMixin,
    OwnPage,
):
    """Content of a unit: reviewed, searched, and read for the documents that it cites.

    A subclass says in ``get_search_entry()`` how the search describes it, and names its ``unit``
    in its panels.
    """

    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit in charge"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(app_label)s_%(class)s_set",
    )

    #: The fields that a Word file fills (``from_word``), where such a page is begun from one.
    word_fields: WordFields | None = None
    search_fields = [
        *Page.search_fields,
        *FoldedSearchMixin.folded_search_fields,
        index.FilterField("unit"),
    ]
    subpage_types = []
    base_form_class = UnitPageForm

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        make_together(bodies_of(self))
        return super().get_context(request, *args, **kwargs)


class SectionPagePermissionTester(ReviewedPagePermissionTester):
    def can_publish_subpage(self):
        # Creating and publishing in one go would publish one's own work.
        return False

    def can_copy(self):
        # A copy takes along the pages below, of all units.
        return super().can_copy() and not is_confined(self.user)


class SectionPage(SubtreeRouteMixin, ReviewedPageMixin, UnmarkedSlugMixin, OwnPage):
    """A page of the section itself, which leads to the content below; the Office's to write."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [ReviewPanel(), *Page.content_panels, FieldPanel("intro")]
    base_form_class = UnitPageForm

    class Meta:
        abstract = True

    @property
    def meta_description(self):
        return self.search_description or get_text_for_indexing(self.intro)

    def permissions_for_user(self, user):
        return SectionPagePermissionTester(user, self)
