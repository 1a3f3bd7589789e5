"""A plan from its file, and contents from a file into a plan: what is made is a draft."""

import io
from pathlib import PurePath

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cchc_wagtail import clock
from cchc_wagtail.content.refusals import sentence_for
from cchc_wagtail.editorial.rights import RightsMixin
from cchc_wagtail.files import MOST_BYTES, UnreadableFile, read_file
from cchc_wagtail.imports.readers import UnreadableFile as UnreadableSheet
from cchc_wagtail.imports.readers import xlsx

from ..from_files.drafting import add_contents, draft_plan
from ..from_files.reading import ReadPlan, contents_of, read_plan
from ..models import PlanIndexPage, PlanPage

SHEET = ".xlsx"
#: So many sentences on what could not be placed are shown; the plan itself shows the rest.
SHOWN = 10


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File of the plan"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.pdf,.txt,.html,.xlsx"}),
        help_text=gettext_lazy(
            "DOCX, PDF with text, TXT or HTML; for contents alone XLSX too, with the columns Nội "
            "dung, Sản phẩm, Số lượng, Đơn vị chủ trì, Đơn vị phối hợp, Thời gian, Hình thức."
        ),
    )


def may_fill(user, page):
    """Tell whether ``user`` may make a plan below ``page``, or contents in it."""
    may = page.permissions_for_user(user)
    if isinstance(page, PlanPage):
        return may.can_edit() and not may.page_locked()
    return isinstance(page, PlanIndexPage) and may.can_add_subpage()


class FromFileView(RightsMixin, WagtailAdminTemplateMixin, View):
    """Reads a file into a new plan below a list of plans, or into a plan as more contents."""

    header_icon = "upload"
    template_name = "cchc_plans/admin/from_file.html"

    def dispatch(self, request, pk):
        self.page = get_object_or_404(Page, pk=pk).specific
        if not isinstance(self.page, PlanIndexPage | PlanPage):
            raise Http404
        if not may_fill(request.user, self.page):
            raise PermissionDenied
        return super().dispatch(request, pk)

    @property
    def is_plan(self):
        return isinstance(self.page, PlanPage)

    @property
    def page_title(self):
        return _("Contents from a file") if self.is_plan else _("Plan from a file")

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request, pk, form=None):
        context = {"page": self.page, "is_plan": self.is_plan, "form": form or FileForm()}
        return self.render_to_response(self.get_context_data(**context))

    def post(self, request, pk):
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.get(request, pk, form)
        try:
            read = self._read(form.cleaned_data["file"])
        except UnreadableFile as error:
            form.add_error("file", sentence_for(error.code))
        except UnreadableSheet as error:
            form.add_error("file", str(error))
        else:
            if self.is_plan and not read.contents:
                form.add_error("file", _("No contents were found in this file."))
            elif not (read.title or read.contents):
                form.add_error("file", _("This is no plan: neither a title nor contents."))
        if form.errors:
            return self.get(request, pk, form)
        return redirect("wagtailadmin_pages:edit", self._keep(read))

    def _read(self, file):
        year = self.page.begins_on.year if self.is_plan else clock.today().year
        name = PurePath(file.name).name
        if file.size > MOST_BYTES:
            raise UnreadableFile("too_big")
        if not name.lower().endswith(SHEET):
            found = read_file(name, file.read())
            return read_plan(found.text, found.body, year)
        read = ReadPlan(year=year, last_year=year)
        for sheet in xlsx.sheets(io.BytesIO(file.read())):
            read.contents += contents_of([row.cells for row in sheet.rows()], year)
        return read

    @transaction.atomic
    def _keep(self, read):
        """Keep what was read as a draft, say what was made of it; return the key of the plan."""
        if self.is_plan:
            plan = self.page
            added, remarks = add_contents(plan, read.contents, self.request.user)
        else:
            plan, remarks = draft_plan(self.page, read, self.request.user)
            added = plan.contents.count()
        text = ngettext(
            "%(n)d content was read into the draft.",
            "%(n)d contents were read into the draft.",
            added,
        )
        messages.success(
            self.request, f"{text % {'n': added}} {_('Compare it with the file, then submit it.')}"
        )
        for remark in remarks[:SHOWN]:
            messages.warning(self.request, remark)
        if len(remarks) > SHOWN:
            more = _("And %(n)d more remarks: look through the contents.")
            messages.warning(self.request, more % {"n": len(remarks) - SHOWN})
        return plan.pk
