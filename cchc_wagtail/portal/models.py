from django.contrib.auth.models import Group, Permission
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel

from cchc_wagtail.content.pages import SectionPage
from cchc_wagtail.news.models import ArticlePage, NewsColumnPage
from cchc_wagtail.procedures.models import ProcedureIndexPage, ProcedurePage
from cchc_wagtail.questions.models import SituationIndexPage, SituationPage
from cchc_wagtail.registry.models import LegalDocument, RegistryPage
from cchc_wagtail.registry.models.validity import attach_legal_force
from cchc_wagtail.search.visibility import public_pages


class ReformHomePage(SectionPage):
    """The home of the section on administrative reform (chuyên trang cải cách hành chính)."""

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
        *SectionPage.content_panels,
        FieldPanel("example_searches"),
        FieldPanel("frequent_procedures"),
    ]
    subpage_types = [
        "cchc_news.NewsColumnPage",
        "cchc_procedures.ProcedureIndexPage",
        "cchc_questions.SituationIndexPage",
        "cchc_registry.RegistryPage",
    ]
    template = "cchc_portal/reform_home_page.html"

    class Meta:
        verbose_name = _("reform home")
        verbose_name_plural = _("reform homes")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        sections = list(public_pages(self.get_children().select_related("content_type")))
        first = {}
        for page in sections:
            first.setdefault(page.content_type.model_class(), page)
        context.update(
            examples=[line.strip() for line in self.example_searches.splitlines() if line.strip()],
            sections=[page for page in sections if page.show_in_menus],
            news_page=first.get(NewsColumnPage),
            procedure_page=first.get(ProcedureIndexPage),
            situation_page=first.get(SituationIndexPage),
            registry_page=first.get(RegistryPage),
            procedures=self.get_frequent_procedures(),
            articles=self.published(ArticlePage)
            .select_related("reform_field", "image")
            .prefetch_related("image__renditions")
            .order_by("-date", "-pk")[:6],
            situations=self.published(SituationPage).unmerged().order_by("-first_published_at")[:4],
            documents=attach_legal_force(
                LegalDocument.objects.public()
                .select_related("document_type", "issuer")
                .order_by("-issued_on")[:5]
            ),
        )
        return context

    def published(self, model):
        """The pages of ``model`` in this section that everybody may read."""
        return public_pages(model.objects.descendant_of(self))

    def get_frequent_procedures(self):
        """The published procedures that the editor chose, or else the newest; six at most."""
        chosen = public_pages(self.frequent_procedures.all()).prefetch_related("channels")[:6]
        newest = self.published(ProcedurePage).prefetch_related("channels")
        return chosen or newest.order_by("-first_published_at")[:6]


class GrantedPermission(models.Model):
    """A permission that set-up has given to a group it made; it is not given a second time."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    permission = models.ForeignKey(Permission, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "permission"], name="cchc_portal_granted_once")
        ]

    def __str__(self):
        return f"{self.group}: {self.permission}"
