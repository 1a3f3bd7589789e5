from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from cchc_wagtail.editorial.review import SectionPageMixin
from cchc_wagtail.news.models import ArticlePage, NewsColumnPage
from cchc_wagtail.organisation.forms import UnitPageForm
from cchc_wagtail.organisation.slugs import UnmarkedSlugMixin
from cchc_wagtail.procedures.models import (
    ProcedureIndexPage,
    ProcedurePage,
    SituationIndexPage,
    SituationPage,
)
from cchc_wagtail.registry.models import LegalDocument, RegistryPage


class ReformHomePage(SectionPageMixin, UnmarkedSlugMixin, Page):
    """The home of the section on administrative reform (chuyên trang cải cách hành chính)."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])
    example_searches = models.TextField(
        _("example searches"),
        blank=True,
        help_text=_("One a line, shown as links under the search box."),
    )

    frequent_procedures = ParentalManyToManyField(
        ProcedurePage,
        verbose_name=_("frequent procedures"),
        blank=True,
        related_name="+",
        help_text=_("What people ask for most. Left empty, the newest procedures are shown."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("example_searches"),
        FieldPanel("frequent_procedures"),
    ]
    subpage_types = [
        "cchc_news.NewsColumnPage",
        "cchc_procedures.ProcedureIndexPage",
        "cchc_procedures.SituationIndexPage",
        "cchc_registry.RegistryPage",
    ]
    base_form_class = UnitPageForm
    template = "cchc_portal/reform_home_page.html"

    class Meta:
        verbose_name = _("reform home")
        verbose_name_plural = _("reform homes")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context.update(
            examples=[line.strip() for line in self.example_searches.splitlines() if line.strip()],
            sections=self.get_children().live().public().in_menu(),
            news_page=NewsColumnPage.objects.child_of(self).live().first(),
            procedure_page=ProcedureIndexPage.objects.child_of(self).live().first(),
            situation_page=SituationIndexPage.objects.child_of(self).live().first(),
            registry_page=RegistryPage.objects.child_of(self).live().first(),
            procedures=self.get_frequent_procedures(),
            articles=ArticlePage.objects.descendant_of(self)
            .live()
            .public()
            .select_related("reform_field", "image")
            .order_by("-date", "-pk")[:6],
            situations=SituationPage.objects.descendant_of(self)
            .live()
            .public()
            .order_by("-first_published_at")[:4],
            documents=LegalDocument.objects.filter(live=True)
            .select_related("document_type", "issuer")
            .order_by("-issued_on")[:5],
        )
        return context

    def get_frequent_procedures(self):
        """The published procedures that the editor chose, or else the newest; six at most."""
        chosen = self.frequent_procedures.live().public().prefetch_related("channels")[:6]
        newest = ProcedurePage.objects.descendant_of(self).live().public()
        return chosen or newest.prefetch_related("channels").order_by("-first_published_at")[:6]
