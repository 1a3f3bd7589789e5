"""Taking a procedure down: with a reason, asked for through the workflow or at once."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import modelform_factory
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages, widgets
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cchc_wagtail import clock
from cchc_wagtail.imports.importer import submit
from cchc_wagtail.search.visibility import public_pages

from ..forms import WithdrawalForm
from ..models import ProcedurePage


def may_take_down(page, user):
    """Tell whether ``user`` may take ``page`` down, or ask for it."""
    allowed = page.permissions_for_user(user)
    return page.live and not allowed.page_locked() and (allowed.can_edit() or at_once(page, user))


def at_once(page, user):
    """Tell whether what ``user`` says takes effect without anybody's approval.

    It does for those who publish; the Office asks for it, as the reason is published with it.
    """
    allowed = page.permissions_for_user(user)
    return allowed.can_unpublish() and allowed.may("publish")


class WithdrawView(WagtailAdminTemplateMixin, FormView):
    """Suspend or repeal a published procedure."""

    page_title = gettext_lazy("Suspend or repeal")
    header_icon = "download-alt"
    template_name = "cchc_procedures/admin/withdraw.html"

    def dispatch(self, request, *args, **kwargs):
        self.page = get_object_or_404(ProcedurePage, pk=kwargs["pk"])
        if not may_take_down(self.page, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return f"{self.page.code} {self.page.title}"

    def get_breadcrumbs_items(self):
        back = {"url": self.back, "label": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, back, {"url": "", "label": self.page_title}]

    @property
    def back(self):
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_form_class(self):
        fields = {
            "withdrawn_on": widgets.AdminDateInput(),
            "replacement": widgets.AdminPageChooser(target_models=[ProcedurePage]),
        }
        return modelform_factory(ProcedurePage, form=WithdrawalForm, widgets=fields)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        standing = form.fields["standing"]
        standing.choices = [one for one in ProcedurePage.Standing.choices if one[0]]
        standing.required = form.fields["withdrawn_on"].required = True
        others = public_pages(ProcedurePage.objects.exclude(pk=self.page.pk))
        form.fields["replacement"].queryset = others
        return form

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs["instance"] = self.page.get_latest_revision_as_object()
        kwargs["initial"] = {"withdrawn_on": clock.today()}
        return kwargs

    @transaction.atomic
    def form_valid(self, form):
        draft, user = form.save(commit=False), self.request.user
        if at_once(self.page, user):
            self._take_down(draft, user)
            messages.success(self.request, _("“%(title)s” is taken down.") % {"title": self.page})
        else:
            draft.save_revision(user=user, log_action=True)
            submit(draft, user)
            text = _("The request to take “%(title)s” down was submitted for approval.")
            messages.success(self.request, text % {"title": self.page})
        return redirect("wagtailadmin_explore", self.page.get_parent().pk)

    def _take_down(self, draft, user):
        """Take the page down, and let its draft say so too, so that no approval brings it back."""
        if self.page.current_workflow_state:
            self.page.current_workflow_state.cancel(user=user)
        # Nobody becomes an author of the draft by this: it is not what they wrote.
        draft.save_revision(log_action=False)
        page = ProcedurePage.objects.get(pk=self.page.pk)
        for name in page.WITHDRAWAL:
            setattr(page, name, getattr(draft, name))
        page.save(update_fields=page.WITHDRAWAL)
        page.unpublish(user=user)
        page.withdraw_versions(user)

    def get_context_data(self, **kwargs):
        at_once_here = at_once(self.page, self.request.user)
        return super().get_context_data(**kwargs, at_once=at_once_here, back=self.back)
