"""The screen on which an editor accepts relations that an import proposes, or sets them aside."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cchc_wagtail.editorial.scope import may_change

from ..models import LegalDocument
from ..validity.proposals import accept, open_proposals, set_aside


class RelationProposalsView(WagtailAdminTemplateMixin, TemplateView):
    """Lets in those who may edit the document; what is locked to them stays as it is."""

    template_name = "cchc_registry/admin/relation_proposals.html"
    page_title = gettext_lazy("Proposed relations")
    header_icon = "doc-full"

    def dispatch(self, request, document_id):
        self.document = get_object_or_404(LegalDocument, pk=document_id)
        self.edit_url = AdminURLFinder(request.user).get_edit_url(self.document)
        if self.edit_url is None or not may_change(request.user, self.document):
            raise PermissionDenied
        lock = self.document.get_lock()
        self.is_locked = lock is not None and lock.for_user(request.user)
        return super().dispatch(request)

    def get_breadcrumbs_items(self):
        document = {"url": self.edit_url, "label": str(self.document)}
        return [*self.breadcrumbs_items, document, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "document": self.document,
            "edit_url": self.edit_url,
            "is_locked": self.is_locked,
            "proposals": open_proposals(self.document),
        }

    def post(self, request):
        if self.is_locked:
            raise PermissionDenied
        proposal = self._chosen(open_proposals(self.document), "proposal")
        if "target" in request.POST:
            self._accept(proposal, self._chosen(proposal.candidates, "target"))
        else:
            set_aside(proposal)
            messages.success(request, _("Set aside: it will not be proposed again."))
        return redirect(request.path)

    def _chosen(self, rows, name):
        for row in rows:
            if str(row.pk) == self.request.POST.get(name):
                return row
        raise Http404(f"There is no such {name}")

    def _accept(self, proposal, target):
        try:
            accept(proposal, target, self.request.user)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
        else:
            text = _("The relation is in the draft. It has its effect once that is published.")
            messages.success(self.request, text)
