"""The answers of readers to “Was this useful?”, for the units in charge of the pages."""

from collections import defaultdict

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from cchc_wagtail.frontend.exports import ExportMixin
from cchc_wagtail.organisation.models import Unit

from ..models import Feedback

COMMENTS_SHOWN = 5


def _units(request):
    if request is None:
        return Unit.objects.none()
    return Unit.objects.filter(feedback__in=Feedback.objects.seen_by(request.user)).distinct()


def _months():
    months = Feedback.objects.dates("given_on", "month", order="DESC")
    return [(f"{month:%Y-%m}", f"{month:%m/%Y}") for month in months]


class FeedbackFilterSet(WagtailFilterSet):
    unit = django_filters.ModelMultipleChoiceFilter(queryset=_units, label=_("Unit"))
    month = django_filters.ChoiceFilter(
        choices=_months, method="filter_month", label=_("Month"), empty_label=_("All months")
    )

    class Meta:
        model = Feedback
        fields = ["unit"]

    def filter_month(self, queryset, name, value):
        year, month = value.split("-")
        return queryset.filter(given_on__year=year, given_on__month=month)


class FeedbackReportView(ExportMixin, ReportView):
    """One row a page: how many found it useful, how many did not, and why; worst first."""

    model = Feedback
    page_title = _("Was it useful? What readers say")
    header_icon = "comment"
    index_url_name = "cchc_feedback"
    index_results_url_name = "cchc_feedback_results"
    filterset_class = FeedbackFilterSet
    export_filename = "y-kien-nguoi-doc"
    list_export = ["title", "unit", "yes", "no", "reasons", "comments"]
    export_headings = {
        "title": _("Page"),
        "unit": _("Unit"),
        "yes": _("Useful"),
        "no": _("Not useful"),
        "reasons": _("Reasons"),
        "comments": _("Latest comments"),
    }
    columns = [
        TitleColumn(
            "title",
            label=_("Page"),
            get_url=lambda row: reverse("wagtailadmin_pages:edit", args=[row.page]),
        ),
        Column("unit", label=_("Unit")),
        Column("yes", label=_("Useful")),
        Column("no", label=_("Not useful")),
        Column("reasons", label=_("Reasons")),
        Column("comments", label=_("Latest comments")),
    ]

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("cchc_questions.view_feedback"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return Feedback.objects.seen_by(self.request.user)

    def get_filtered_queryset(self):
        reasons = {
            f"reason_{reason}": Count("pk", filter=Q(reason=reason))
            for reason in Feedback.Reason.values
        }
        return (
            self.filter_queryset(self.get_queryset())
            .order_by()
            .values("page", "page__title", "unit__name")
            .annotate(
                yes=Count("pk", filter=Q(useful=True)),
                no=Count("pk", filter=Q(useful=False)),
                **reasons,
            )
            .order_by("-no", "yes", "page__title", "page")
        )

    def get_table(self, object_list):
        return super().get_table(self.decorate_paginated_queryset(object_list))

    def decorate_paginated_queryset(self, rows):
        rows = list(rows)
        if rows and isinstance(rows[0], FeedbackRow):
            return rows
        comments = defaultdict(list)
        written = self.filter_queryset(self.get_queryset()).exclude(comment="")
        written = written.filter(page__in=[row["page"] for row in rows])
        for page, comment in written.order_by("-given_on", "-pk").values_list("page", "comment"):
            if len(comments[page]) < COMMENTS_SHOWN:
                comments[page].append(comment)
        return [FeedbackRow(row, comments[row["page"]]) for row in rows]


class FeedbackRow:
    """The answers of readers about one page while one unit was in charge of it."""

    def __init__(self, row, comments):
        self.page, self.title, self.unit = row["page"], row["page__title"], row["unit__name"] or ""
        self.yes, self.no = row["yes"], row["no"]
        self.reasons = "; ".join(
            f"{reason.label}: {row[f'reason_{reason}']}"
            for reason in Feedback.Reason
            if row[f"reason_{reason}"]
        )
        self.comments = " | ".join(comments)
