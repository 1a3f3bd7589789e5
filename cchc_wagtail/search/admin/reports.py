"""The report of what people look for, and what they do not find."""

import datetime

import django_filters
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Sum
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from cchc_wagtail import clock
from cchc_wagtail.frontend.exports import ExportMixin

from .. import search
from ..models import LoggedQuery, Synonym

#: Functions that take a user and return what a room offers to do with a query, as a label and an
#: address that takes the query as ``?words=``; or None.
ACTIONS_HOOK = "register_cchc_query_action"
MAY_SEE_QUERIES = "cchc_search.view_loggedquery"
DAYS = [(7, _("Last 7 days")), (30, _("Last 30 days")), (90, _("Last 90 days"))]
OUTCOMES = {
    "nothing": (_("Nothing was found"), {"total": 0, "is_near": False}),
    "near": (_("Near results only"), {"is_near": True}),
    "unopened": (_("No result was opened"), {"clicks": 0}),
}


class ActionsColumn(Column):
    """The actions on a query; ``offers`` are labels and addresses, besides a synonym."""

    cell_template_name = "cchc_search/admin/query_actions.html"

    def __init__(self, name, offers):
        super().__init__(name, label="")
        self.offers = offers

    def get_value(self, instance):
        return instance

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        context["offers"] = self.offers
        return context


def _months():
    """Return the months of which something is kept, the last first."""
    months = LoggedQuery.objects.dates("day", "month", order="DESC")
    return [(f"{day:%Y-%m}", f"{day:%m/%Y}") for day in months]


class QueryFilterSet(WagtailFilterSet):
    days = django_filters.ChoiceFilter(choices=DAYS, method="since", label=_("When"))
    month = django_filters.ChoiceFilter(choices=_months, method="within", label=_("Month"))
    outcome = django_filters.ChoiceFilter(
        choices=[(name, label) for name, (label, _condition) in OUTCOMES.items()],
        method="ended",
        label=_("Outcome"),
    )

    class Meta:
        model = LoggedQuery
        fields = []

    def since(self, rows, name, value):
        first = clock.today() - datetime.timedelta(days=int(value))
        return rows.filter(day__gt=first)

    def within(self, rows, name, value):
        year, month = value.split("-")
        return rows.filter(day__year=year, day__month=month)

    def ended(self, rows, name, value):
        _label, condition = OUTCOMES[value]
        return rows.filter(**condition)


class QueriesView(ExportMixin, ReportView):
    """The queries of readers, the commonest first; by its filter, those without a result."""

    model = LoggedQuery
    permission_policy = ModelPermissionPolicy(LoggedQuery)
    permission_required = "view"
    any_permission_required = ["view"]
    page_title = _("What people look for")
    header_icon = "search"
    index_url_name = "cchc_search_queries"
    index_results_url_name = "cchc_search_queries_results"
    filterset_class = QueryFilterSet
    default_ordering = None
    export_filename = "nguoi-dan-tim-gi"
    list_export = ["text", "searches", "found", "opened"]
    export_headings = {
        "text": _("Query"),
        "searches": _("Searches"),
        "found": _("Results"),
        "opened": _("Results opened"),
    }

    @cached_property
    def columns(self):
        offers = [offer(self.request.user) for offer in hooks.get_hooks(ACTIONS_HOOK)]
        return [
            Column("text", label=_("Query")),
            Column("searches", label=_("Searches")),
            Column("found", label=_("Results")),
            Column("opened", label=_("Results opened")),
            ActionsColumn("actions", [one for one in offers if one is not None]),
        ]

    def get_queryset(self):
        return LoggedQuery.objects.all()

    def filter_queryset(self, queryset):
        """Sum up the days that are left, so that each query is one row."""
        sums = {"searches": Sum("count"), "opened": Sum("clicks"), "found": Max("total")}
        rows = super().filter_queryset(queryset).order_by().values("folded")
        return rows.annotate(text=Max("text"), **sums).order_by("-searches", "folded")


@require_POST
def preview(request):
    """Show what people find now and what they would find with the synonym of the posted form."""
    if not ModelPermissionPolicy(Synonym).user_has_any_permission(request.user, ["add", "change"]):
        raise PermissionDenied
    synonym = Synonym(
        words=request.POST.get("words", "")[:100],
        meaning=request.POST.get("meaning", "")[:200],
        both_ways="both_ways" in request.POST,
    )
    context = {"words": synonym.words, "sides": [], "messages_of_form": []}
    try:
        synonym.check_words()
    except ValidationError as error:
        context["messages_of_form"] = error.messages
    else:
        context["sides"] = _both_sides(synonym)
    return render(request, "cchc_search/admin/preview.html", context)


def _both_sides(synonym):
    sides = []
    # Tried out in a transaction that is undone: it is the search itself that answers.
    with transaction.atomic():
        same = Synonym.objects.filter(
            folded_words=synonym.folded_words, folded_meaning=synonym.folded_meaning
        )
        same.delete()
        sides.append((_("Now"), search(synonym.words)))
        synonym.save()
        sides.append((_("With the synonym"), search(synonym.words)))
        transaction.set_rollback(True)
    return sides
