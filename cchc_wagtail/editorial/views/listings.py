"""The full listings behind the panels of the admin's home: all that waits, and where."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.models import Task, WorkflowState

from cchc_wagtail import clock
from cchc_wagtail.frontend.exports import ExportMixin
from cchc_wagtail.language import format_date
from cchc_wagtail.organisation.models import Unit, is_confined

from ..columns import TemplateColumn
from ..figures import figures_of, totals_by_unit
from ..models import ReviewTaskState
from ..pieces import (
    Piece,
    drafts_of,
    published_of,
    read_pieces,
    review_tasks,
    sent_back_to,
    waiting_for,
    waiting_of,
    with_pieces,
)
from ..rights import RightsMixin
from ..urging import may_urge

SHOWN = 100


class ActionsColumn(TemplateColumn):
    """The actions on a piece: its history for all, urging for the Office."""

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "may_urge": may_urge(context["request"].user)}


class PieceFilterSet(WagtailFilterSet):
    status = django_filters.MultipleChoiceFilter(
        label=_("Status"),
        field_name="workflow_state__status",
        choices=[
            (WorkflowState.STATUS_IN_PROGRESS, _("Waiting")),
            (WorkflowState.STATUS_NEEDS_CHANGES, _("Sent back")),
            (WorkflowState.STATUS_APPROVED, _("Approved")),
            (WorkflowState.STATUS_CANCELLED, _("Withdrawn")),
        ],
    )
    task = django_filters.ModelMultipleChoiceFilter(
        label=_("Step"), queryset=lambda request: Task.objects.filter(pk__in=review_task_keys())
    )
    unit = django_filters.ModelMultipleChoiceFilter(
        label=_("Unit"), queryset=lambda request: units_shown_to(request.user)
    )
    late = django_filters.BooleanFilter(label=_("Overdue"), method="filter_late")
    mine = django_filters.BooleanFilter(label=_("Waiting for me"), method="filter_mine")

    class Meta:
        model = ReviewTaskState
        fields = ["status", "task", "unit"]

    def filter_late(self, states, name, value):
        late = ReviewTaskState.objects.current().late(clock.today())
        return states.filter(pk__in=late) if value else states.exclude(pk__in=late)

    def filter_mine(self, states, name, value):
        waiting = waiting_for(self.request.user)
        return states.filter(pk__in=waiting) if value else states.exclude(pk__in=waiting)


def review_task_keys():
    return [task.pk for task in review_tasks()]


def units_shown_to(user):
    return Unit.objects.of_user(user) if is_confined(user) else Unit.objects.all()


class PiecesView(RightsMixin, ExportMixin, ReportView):
    """All pieces that were ever submitted, as far as the user may see them."""

    model = ReviewTaskState
    template_name = "cchc_editorial/admin/pieces.html"
    permission_policy = None
    page_title = _("Content under review")
    header_icon = "tasks"
    index_url_name = "cchc_editorial_pieces"
    index_results_url_name = "cchc_editorial_pieces_results"
    filterset_class = PieceFilterSet
    export_filename = "noi-dung-trong-quy-trinh"
    list_export = [
        "title",
        "kind",
        "unit_name",
        "author_name",
        "where",
        "since",
        "due_on",
        "lateness",
        "comment",
    ]
    export_headings = {
        "title": _("Title"),
        "kind": _("Type"),
        "unit_name": _("Unit"),
        "author_name": _("Submitted by"),
        "where": _("Where it is"),
        "since": _("Since"),
        "due_on": _("Due on"),
        "lateness": _("Overdue"),
        "comment": _("Comment"),
    }
    columns = [
        BulkActionsCheckboxColumn("bulk_actions", obj_type="step"),
        TemplateColumn("title", "cchc_editorial/admin/_title_cell.html", label=_("Title")),
        Column("kind", label=_("Type")),
        Column("unit_name", label=_("Unit")),
        Column("where", label=_("Where it is")),
        Column("since", label=_("Since"), accessor=lambda piece: format_date(piece.since)),
        TemplateColumn("due", "cchc_editorial/admin/_due_cell.html", label=_("Due on")),
        ActionsColumn("actions", "cchc_editorial/admin/_actions_cell.html", label=_("What to do")),
    ]

    def get_queryset(self):
        states = ReviewTaskState.objects.latest().of_units_of(self.request.user)
        # What is open comes first, as the names of the states happen to be ordered.
        return with_pieces(states).order_by("-workflow_state__status", "due_on", "pk")

    def get_table(self, object_list):
        return super().get_table(self.decorate_paginated_queryset(object_list))

    def decorate_paginated_queryset(self, states):
        pieces = [Piece(state) for state in states]
        return [piece for piece in pieces if piece.content is not None]


class WorkView(RightsMixin, WagtailAdminTemplateMixin, View):
    """All that a user has to do or waits for, on one page."""

    page_title = _("My work")
    header_icon = "tasks"
    template_name = "cchc_editorial/admin/work.html"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request):
        user = request.user
        return self.render_to_response(
            self.get_context_data(
                waiting_for=read_pieces(waiting_for(user)[:SHOWN]),
                waiting_count=waiting_for(user).count(),
                sent_back=read_pieces(sent_back_to(user)[:SHOWN]),
                waiting=read_pieces(waiting_of(user)[:SHOWN]),
                drafts=drafts_of(user, SHOWN),
                published=read_pieces(published_of(user)[:SHOWN]),
            )
        )


class FiguresView(ExportMixin, WagtailAdminTemplateMixin, View):
    """The numbers of the workflow, for the Office and the leadership."""

    page_title = _("Figures of the workflow")
    header_icon = "list-ul"
    template_name = "cchc_editorial/admin/figures.html"
    list_export = [
        "month",
        "unit_name",
        "submitted",
        "sent_back",
        "approved",
        "mean_days",
        "overdue",
    ]
    export_headings = {
        "month": _("Month"),
        "unit_name": _("Unit"),
        "submitted": _("Submitted"),
        "sent_back": _("Sent back"),
        "approved": _("Approved"),
        "mean_days": _("Mean working days"),
        "overdue": _("Overdue"),
    }

    def dispatch(self, request, *args, **kwargs):
        if is_confined(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request):
        this_year = clock.today().year
        years = range(this_year, first_year(this_year) - 1, -1)
        year = request.GET.get("year", "")
        year = int(year) if year in map(str, years) else this_year
        figures = figures_of(year)
        if self.is_export:
            self.export_filename = f"so-lieu-quy-trinh-{year}"
            return self.as_spreadsheet(figures, request.GET["export"])
        return self.render_to_response(
            self.get_context_data(
                figures=figures, totals=totals_by_unit(figures), years=years, year=year
            )
        )


def first_year(this_year):
    """Return the year of the first review, or ``this_year``."""
    first = ReviewTaskState.objects.order_by("started_at").first()
    return clock.day_of(first.started_at).year if first else this_year
