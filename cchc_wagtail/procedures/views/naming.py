"""Adding what people type and do not find to a procedure, as another name of it."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminPageChooser

from cchc_wagtail.editorial.permissions import page_policy
from cchc_wagtail.language import fold, normalise
from cchc_wagtail.search.admin.reports import MAY_SEE_QUERIES

from ..models import ProcedurePage

MAY_ADD_SYNONYMS = "cchc_search.add_synonym"
MOST_CHARACTERS = 100


def may_name(user):
    """Tell whether ``user`` keeps the words of the search, and may change procedures at all."""
    keeps_words = user.has_perms([MAY_SEE_QUERIES, MAY_ADD_SYNONYMS])
    return keeps_words and page_policy().user_has_permission(user, "change")


class NameForm(forms.Form):
    """Which procedure gets which name; ``user`` may change it."""

    name = forms.CharField(label=gettext_lazy("Other name"), max_length=MOST_CHARACTERS)
    procedure = forms.ModelChoiceField(
        label=gettext_lazy("Procedure"),
        queryset=ProcedurePage.objects.none(),
        widget=AdminPageChooser(target_models=[ProcedurePage]),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        mine = page_policy().instances_user_has_permission_for(user, "change")
        self.fields["procedure"].queryset = ProcedurePage.objects.filter(pk__in=mine.values("pk"))

    def clean_name(self):
        return normalise(self.cleaned_data["name"])

    def clean_procedure(self):
        page = self.cleaned_data["procedure"]
        allowed = page.permissions_for_user(self.user)
        if not allowed.can_edit():
            raise ValidationError(_("You do not change this procedure."))
        if page.workflow_in_progress or allowed.page_locked():
            raise ValidationError(_("It is under review or locked: add the name after that."))
        return page


class NameView(WagtailAdminTemplateMixin, FormView):
    """Let the draft of a procedure have one more name; it is reviewed like any other change."""

    page_title = gettext_lazy("Another name of a procedure")
    header_icon = "tag"
    template_name = "cchc_procedures/admin/name.html"
    form_class = NameForm

    def dispatch(self, request, *args, **kwargs):
        if not may_name(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_initial(self):
        return {"name": self.request.GET.get("words", "")[:MOST_CHARACTERS]}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    @transaction.atomic
    def form_valid(self, form):
        page, name = form.cleaned_data["procedure"], form.cleaned_data["name"]
        draft = page.get_latest_revision_as_object()
        if add_name(draft, name):
            draft.save_revision(user=self.request.user, log_action=True)
            text = _("“%(name)s” is in the draft of “%(title)s”: submit it for approval.")
        else:
            text = _("“%(title)s” has the name “%(name)s” already.")
        messages.success(self.request, text % {"name": name, "title": page.title})
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def add_name(page, name):
    """Give ``page`` the other ``name``; return whether it did not have it yet, marks aside."""
    names = page.other_name_list
    if fold(name.lower()) in {fold(normalise(one).lower()) for one in [page.name, *names]}:
        return False
    page.other_names = "\n".join([*names, name])
    return True
