"""One content of a plan: what counts, what is proposed, activities, what the Office does."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput
from wagtail.documents.widgets import AdminDocumentChooser

from cchc_wagtail.editorial.rights import RightsMixin
from cchc_wagtail.editorial.urging import UrgedToday

from ..contributions import choices_of, contents_above, contents_below, contribute
from ..counting import evidence_that_counts, years_of
from ..models import Activity, Adjustment, Evidence
from ..proposals import proposals_for, thing_of
from ..scope import lines_for, may_decide, may_direct, plans_for
from ..urging import address_of, urge


class ActivityForm(forms.ModelForm):
    class Meta:
        model = Activity
        fields = ["title", "done_on", "channel", "people", "file"]
        widgets = {"done_on": AdminDateInput, "file": AdminDocumentChooser}


class AdjustmentForm(forms.ModelForm):
    class Meta:
        model = Adjustment
        fields = ["due_on", "unit", "reason"]
        widgets = {"due_on": AdminDateInput}


class ContributionForm(forms.Form):
    """Which content of a plan above it a content of ``plan`` is a part of."""

    higher = forms.ChoiceField(label=gettext_lazy("Content of the plan above"), required=False)

    def __init__(self, data=None, *, plan, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["higher"].choices = [("", _("Part of none")), *choices_of(plan)]

    @property
    def is_needed(self):
        return len(self.fields["higher"].choices) > 1


class ContentMixin(RightsMixin, WagtailAdminTemplateMixin):
    """Finds the content that the address names among those that the user sees."""

    def dispatch(self, request, pk, key):
        self.plan = get_object_or_404(plans_for(request.user), pk=pk)
        found = self.plan.contents_with_units().filter(key=key)
        if not found.exists():
            raise Http404
        lines = lines_for(request.user, self.plan, found)
        if not lines:
            raise PermissionDenied
        self.line = lines[0]
        return super().dispatch(request, pk, key)

    def get_breadcrumbs_items(self):
        board = reverse("cchc_plans_board", args=[self.plan.pk])
        return [
            *self.breadcrumbs_items,
            {"url": board, "label": self.plan.title},
            {"url": "", "label": self.page_title},
        ]


class ContentView(ContentMixin, View):
    page_title = gettext_lazy("Content of the plan")
    header_icon = "tasks"
    template_name = "cchc_plans/admin/content.html"

    def get(self, request, pk, key, **bound):
        of_content = {"key": self.line.key}
        activities = Activity.objects.filter(plan=self.plan, **of_content).order_by("-done_on")
        decides = may_decide(request.user, self.line)
        above = contents_above(self.plan, self.line.key)
        return self.render_to_response(
            self.get_context_data(
                plan=self.plan,
                line=self.line,
                content=self.line.content,
                evidence=evidence_that_counts(self.plan)
                .filter(**of_content)
                .select_related("page", "document__document_type")
                .order_by("pk"),
                activities=activities.select_related("file"),
                adjustments=Adjustment.objects.filter(plan=self.plan, **of_content).select_related(
                    "unit", "unit_before", "by"
                ),
                proposals=proposals_for(self.plan, self.line.content) if decides else [],
                may_decide=decides,
                may_direct=may_direct(request.user),
                years=years_of(self.line),
                above=self._readable(above),
                below=self._readable(contents_below(self.plan, self.line.key)),
                **{
                    "activity_form": ActivityForm(),
                    "adjustment_form": AdjustmentForm(),
                    "contribution_form": ContributionForm(
                        plan=self.plan, initial={"higher": above[0].key if above else ""}
                    ),
                    **bound,
                },
            )
        )

    def _readable(self, contents):
        """Return those of ``contents`` of other plans that the user may know of."""
        directs = may_direct(self.request.user)
        return [content for content in contents if directs or content.is_public]

    def post(self, request, pk, key):
        act = getattr(self, f"do_{request.POST.get('action', '')}", None)
        if act is None:
            raise Http404
        return act(request) or redirect(address_of(self.plan, self.line))

    def _check(self, may):
        if not may:
            raise PermissionDenied

    def do_decide(self, request):
        """What is proposed counts, or does not; what was decided is decided anew."""
        self._check(may_decide(request.user, self.line))
        thing = thing_of(request.POST.get("thing", ""))
        if thing is None:
            messages.error(request, _("This is not published any more."))
            return
        field, key = thing
        counts = request.POST.get("counts") == "1"
        Evidence.objects.update_or_create(
            plan=self.plan,
            key=self.line.key,
            **{f"{field}_id": key},
            defaults={"counts": counts, "decided_by": request.user},
        )
        messages.success(request, _("It counts.") if counts else _("It does not count."))

    def do_undo(self, request):
        """What counted is proposed again, or not at all."""
        self._check(may_decide(request.user, self.line))
        rows = Evidence.objects.filter(plan=self.plan, key=self.line.key)
        key = request.POST.get("evidence", "")
        if key.isdecimal() and rows.filter(pk=key).update(counts=False, decided_by=request.user):
            messages.success(request, _("It does not count."))

    def do_record(self, request):
        """An activity that is no page is recorded."""
        self._check(may_decide(request.user, self.line))
        made = Activity(plan=self.plan, key=self.line.key, recorded_by=request.user)
        form = ActivityForm(request.POST, instance=made)
        if not form.is_valid():
            return self.get(request, self.plan.pk, self.line.key, activity_form=form)
        form.save()
        messages.success(request, _("Recorded: %(title)s") % {"title": made.title})

    def do_forget(self, request):
        self._check(may_decide(request.user, self.line))
        key = request.POST.get("activity", "")
        rows = Activity.objects.filter(plan=self.plan, key=self.line.key)
        if key.isdecimal() and rows.filter(pk=key).delete()[0]:
            messages.success(request, _("The record was deleted."))

    def do_adjust(self, request):
        """The Office puts it off or gives it to another unit."""
        self._check(may_direct(request.user))
        made = Adjustment(
            plan=self.plan,
            key=self.line.key,
            due_on_before=self.line.due_on,
            unit_before=self.line.unit,
            by=request.user,
        )
        form = AdjustmentForm(request.POST, instance=made)
        if not form.is_valid():
            return self.get(request, self.plan.pk, self.line.key, adjustment_form=form)
        form.save()
        messages.success(request, _("Changed, with its reason."))

    def do_contribute(self, request):
        """The Office says which content of a plan above it this one is a part of."""
        self._check(may_direct(request.user))
        form = ContributionForm(request.POST, plan=self.plan)
        if not form.is_valid():
            return self.get(request, self.plan.pk, self.line.key, contribution_form=form)
        contribute(self.plan, self.line.key, form.cleaned_data["higher"])
        messages.success(request, _("Saved: what is done here counts there as well."))

    def do_urge(self, request):
        self._check(may_direct(request.user))
        try:
            urge(self.plan, self.line, request.user, request.POST.get("comment", "").strip()[:500])
        except UrgedToday:
            messages.warning(request, _("This content has already been urged today."))
        except ValueError:
            messages.warning(
                request, _("There is nobody to urge: it is done, or no unit leads it.")
            )
        else:
            messages.success(request, _("Urged: %(title)s") % {"title": self.line.content})
