"""Which contents of the plan a page serves: set by whoever writes it."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cchc_wagtail.editorial.rights import RightsMixin
from cchc_wagtail.editorial.scope import may_change
from cchc_wagtail.search.models import SearchEntry

from ..counting import lines_of
from ..models import Evidence, PlanPage
from ..proposals import LEAST, contents_for
from ..scope import plans_for


def may_serve(user, page):
    """Tell whether ``user`` says what ``page`` serves: a page of the section that they work on."""
    is_piece = hasattr(page, "is_to_be_reviewed") and not isinstance(page, PlanPage)
    return is_piece and hasattr(page, "unit") and may_change(user, page)


class ServeView(RightsMixin, WagtailAdminTemplateMixin, View):
    page_title = gettext_lazy("For the plan")
    header_icon = "tasks"
    template_name = "cchc_plans/admin/serve.html"

    def dispatch(self, request, pk):
        self.piece = get_object_or_404(Page, pk=pk).specific
        if not may_serve(request.user, self.piece):
            raise PermissionDenied
        self.plan = plans_for(request.user).first()
        return super().dispatch(request, pk)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_page_subtitle(self):
        return self.piece.get_admin_display_title()

    def get(self, request, pk):
        return self.render_to_response(
            self.get_context_data(piece=self.piece, plan=self.plan, rows=self._rows())
        )

    def post(self, request, pk):
        chosen = set(request.POST.getlist("content"))
        for row in self._rows():
            wanted = str(row["content"].key) in chosen
            if wanted != row["counts"]:
                Evidence.objects.update_or_create(
                    plan=self.plan,
                    key=row["content"].key,
                    page_id=self.piece.pk,
                    defaults={"counts": wanted, "decided_by": request.user},
                )
        messages.success(request, _("Kept: what “%(title)s” serves.") % {"title": self.piece.title})
        return redirect("wagtailadmin_pages:edit", self.piece.pk)

    def _rows(self):
        """Return each content of the plan with whether it counts and is proposed.

        Whoever writes a page says what it serves, whichever unit leads that.
        """
        if self.plan is None:
            return []
        decided = dict(
            Evidence.objects.filter(plan=self.plan, page=self.piece.pk).values_list("key", "counts")
        )
        scores = self._scores()
        return [
            {
                "content": line.content,
                "line": line,
                "counts": decided.get(line.key, False),
                "is_proposed": line.key not in decided and scores.get(line.key, 0) >= LEAST,
            }
            for line in lines_of(self.plan)
        ]

    def _scores(self):
        content_type = ContentType.objects.get_for_model(type(self.piece))
        entry = SearchEntry.objects.filter(content_type=content_type, object_id=str(self.piece.pk))
        entry = entry.first()
        if entry is None:
            return {}
        return {row.key: score for row, score in contents_for(self.plan, entry)}
