from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from django.contrib.auth.models import Group, Permission
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cchc_wagtail.content.pages import SectionPage
from cchc_wagtail.frontend.routing import with_openness
from cchc_wagtail.search.kinds import kinds
from cchc_wagtail.search.on_home import newest_entries


class Part(NamedTuple):
    """The part of the home that shows one kind of content; see ``OnHome``."""

    template: str
    rows: Iterable
    list_page: Page | None


class ReformHomePage(SectionPage):
    """The home of the section on administrative reform (chuyên trang cải cách hành chính)."""

    example_searches = models.TextField(
        _("example searches"),
        blank=True,
        help_text=_("One a line, shown as links under the search box."),
    )

    content_panels = [*SectionPage.content_panels, FieldPanel("example_searches")]
    template = "cchc_portal/reform_home_page.html"

    class Meta:
        verbose_name = _("reform home")
        verbose_name_plural = _("reform homes")

    @classmethod
    def clean_subpage_models(cls):
        """The page types that list a kind of content, those of the site among them."""
        return [kind.list_page for kind in kinds() if kind.list_page]

    def known_with(self):
        return super().known_with() | self._is_below

    @property
    def _is_below(self):
        return Q(path__startswith=self.path, depth=self.depth + 1)

    def _sections(self):
        """The public pages below, in their order: mostly told by the way to the home."""
        pages = self.known_pages
        if pages is None:
            pages = with_openness(self._is_below)
        below = [one for one in pages if one.depth > self.depth and one.path.startswith(self.path)]
        return sorted((one for one in below if one.live and one.is_open), key=attrgetter("path"))

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        sections = self._sections()
        list_pages = {}
        for page in sections:
            list_pages.setdefault(page.content_type.model_class(), page)
        return {
            **context,
            "examples": [
                line.strip() for line in self.example_searches.splitlines() if line.strip()
            ],
            "sections": [page for page in sections if page.show_in_menus],
            "parts": self._parts(list_pages),
        }

    def _parts(self, list_pages):
        entries = newest_entries(self)
        parts = []
        for kind in kinds():
            if kind.on_home and _may_have_some(kind, list_pages):
                given = entries.get(kind.name, []) if kind.on_home.newest else self
                rows = kind.on_home.rows(given)
                parts.append(Part(kind.on_home.template, rows, list_pages.get(kind.list_page)))
        return parts


def _may_have_some(kind, list_pages):
    """Tell whether content of ``kind`` can stand below the home: pages do so below their list."""
    return kind.list_page in list_pages or not (kind.list_page and issubclass(kind.model, Page))


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
