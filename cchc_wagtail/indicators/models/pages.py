from django.db import models
from django.db.models import Prefetch
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from cchc_wagtail.content.pages import ContentPage, SectionPage
from cchc_wagtail.editorial.panels import ReviewPanel
from cchc_wagtail.frontend.charts import NARROW, WIDE
from cchc_wagtail.organisation.reporting_periods import PeriodKind
from cchc_wagtail.registry.panels import CitationsPanel
from cchc_wagtail.search.descriptions import EntryDescription, facet_values
from cchc_wagtail.search.text.passages import plain_text, split_passages
from cchc_wagtail.search.visibility import public_pages

from .. import charts
from ..readings import Reading, lifts
from ..sources import with_other_sources
from .charts import drawn
from .figures import ComponentFigure, Figure
from .indices import Index, Measure
from .one_stop import KIND_LABELS, OneStopReport, results
from .service import counts_rates, service_context, service_reading

#: The view that hands out the results as a file; it knows the page type.
EXPORT_CLASS = "cchc_wagtail.indicators.views.exports.OneStopExport"
#: How an index is shown that counts rates of criteria in groups.
SERVICE_TEMPLATE = "cchc_indicators/service_index_page.html"
PERIODS_SHOWN = 12


class IndexListPage(SectionPage):
    """Shows the last edition of each index, how it moved, and a small chart."""

    parent_page_types = ["cchc_portal.ReformHomePage"]
    subpage_types = ["cchc_indicators.IndexPage"]
    template = "cchc_indicators/index_list_page.html"

    class Meta:
        verbose_name = _("list of indices")
        verbose_name_plural = _("lists of indices")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["rows"] = overview(IndexPage.objects.child_of(self))
        return context


def overview(pages):
    """Return the public ones of ``pages``, a query set, each with its reading and small chart."""
    pages = list(
        public_pages(pages)
        .select_related("index")
        .prefetch_related("index__versions", Prefetch("index__figures", own_figures()))
        .order_by("index__sort_order", "pk")
    )
    wanted = {}
    for page in pages:
        page.reading = reading_of(page.index, page.index.figures.all())
        wanted |= page.reading.small_chart(get_language())
    shown = drawn(wanted)
    for page in pages:
        page.small_chart = next(
            (shown[name] for name in page.reading.small_chart(get_language()) if name in shown), ""
        )
    return pages


def own_figures():
    """The query set of our figures, of all periods and sources."""
    return Figure.objects.own().select_related("index", "territory").order_by("year", "pk")


def reading_of(index, figures):
    """Return what an ``index`` says by its ``own_figures()``: of its years, or of all periods."""
    if counts_rates(index):
        return service_reading(index, figures)
    yearly = [one for one in figures if one.period_kind == PeriodKind.YEAR.value]
    return Reading(index, [one for one in yearly if one.is_chosen])


class IndexPage(ContentPage):
    """One index for its readers: where we stand, since when, by what, and what would lift us."""

    index = models.ForeignKey(
        Index,
        verbose_name=_("index"),
        on_delete=models.PROTECT,
        related_name="%(app_label)s_%(class)s_set",
        help_text=_("Its figures are shown as the register has them."),
    )
    about = RichTextField(
        _("what it measures"), blank=True, features=["bold", "italic", "ol", "ul", "link"]
    )

    content_panels = [
        ReviewPanel(),
        *Page.content_panels,
        FieldPanel("index"),
        FieldPanel("about"),
        CitationsPanel(),
        FieldPanel("unit"),
    ]
    route_select_related = ["index", "unit"]
    parent_page_types = ["cchc_indicators.IndexListPage"]
    template = "cchc_indicators/index_page.html"

    class Meta:
        verbose_name = _("page of an index")
        verbose_name_plural = _("pages of indices")

    @cached_property
    def _figures(self):
        """Those shown of all territories: ours, with other sources, and some to compare with."""
        figures = Figure.objects.filter(index=self.index).of_years().select_related("territory")
        return with_other_sources(figures.order_by("year", "pk"))

    @cached_property
    def figures(self):
        return [figure for figure in self._figures if figure.territory.is_own]

    @cached_property
    def reading(self):
        own = own_figures().filter(index=self.index) if self.counts_rates else self.figures
        return reading_of(self.index, own)

    @cached_property
    def counts_rates(self):
        return counts_rates(self.index)

    def get_template(self, request, *args, **kwargs):
        return SERVICE_TEMPLATE if self.counts_rates else super().get_template(request)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        measures = list(
            Measure.objects.filter(index=self.index)
            .exclude(state=Measure.State.GIVEN_UP)
            .select_related("unit", "component", "page", "document")
        )
        if self.counts_rates:
            asked = request.GET.get("ky", "")
            return {**context, "measures": measures, **service_context(self.reading, asked)}
        reading, language = self.reading, get_language()
        scores = self._component_scores()
        wanted = reading.charts(language) | self._components_charts(scores, language)
        shown = drawn(wanted)
        return {
            **context,
            "reading": reading,
            "series_charts": [shown[name] for name in wanted if name[:6] == "series" and shown],
            "component_charts": [shown[name] for name in wanted if name[:6] != "series" and shown],
            "scores": scores,
            "scores_year": scores[0].figure.year if scores else None,
            "lifts": lifts(scores, measures),
            "whole_measures": [one for one in measures if one.component_id is None],
            "others": self._others(),
        }

    def charts_in_short(self):
        """The chart of the series, wide and for phones, where the page stands in another one."""
        wanted = self.reading.charts(get_language())
        shown = drawn(wanted)
        return [shown[name] for name in wanted if name in shown]

    def _component_scores(self):
        """The scores of components in the last year that has any."""
        scored = ComponentFigure.objects.filter(figure__index=self.index)
        last = (
            scored.filter(figure__is_chosen=True, figure__territory__is_own=True)
            .filter(figure__period_kind=PeriodKind.YEAR.value)
            .order_by("-figure__year")
            .values("figure")[:1]
        )
        return list(
            scored.filter(figure=models.Subquery(last))
            .select_related("component", "figure")
            .order_by("component__sort_order", "pk")
        )

    def _components_charts(self, scores, language):
        rows = [
            (one.component.name, one.score, one.component.maximum)
            for one in scores
            if one.component.maximum
        ]
        if not rows:
            return {}
        label = gettext("Chart of the components in %(year)d, each with its highest score.") % {
            "year": scores[0].figure.year
        }
        return {
            f"components-{self.index_id}-{language}-{size}": (
                charts.components_chart(rows, width),
                label,
            )
            for size, width in [("wide", WIDE), ("narrow", NARROW)]
        }

    def _others(self):
        """What was entered of other territories for the last year of ours, best first."""
        latest = self.reading.latest
        others = [
            figure
            for figure in self._figures
            if latest
            and figure.year == latest.year
            and figure.territory_id != latest.territory_id
            and figure.state == Figure.State.PUBLISHED
        ]
        return sorted(others, key=lambda one: (one.rank or 9999, -(one.score or 0)))

    def get_search_entry(self):
        with override(self.locale.language_code):
            reading = reading_of(self.index, own_figures().filter(index=self.index))
            latest = reading.latest
            return EntryDescription(
                kind="index",
                key=self.slug,
                title=self.title,
                url=self.url or "",
                summary=f"{reading.sentence} {reading.change}".strip(),
                date=latest.published_on if latest else None,
                passages=split_passages(
                    " ".join([self.index.name, reading.sentence, reading.change]),
                    plain_text(self.about),
                ),
                other_names=[self.index.code, self.index.name],
                facets={
                    "unit": facet_values(self.unit),
                    "year": [(str(latest.year), str(latest.year))] if latest else [],
                },
            )


class OneStopPage(ContentPage):
    """What became of the cases that the one-stop desk received (kết quả một cửa)."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [
        ReviewPanel(),
        *Page.content_panels,
        FieldPanel("intro"),
        CitationsPanel(),
        FieldPanel("unit"),
    ]
    route_select_related = ["unit"]
    parent_page_types = ["cchc_portal.ReformHomePage"]
    template = "cchc_indicators/one_stop_page.html"

    class Meta:
        verbose_name = _("page of one-stop results")
        verbose_name_plural = _("pages of one-stop results")

    def serve(self, request, *args, **kwargs):
        if request.GET.get("export"):
            return import_string(EXPORT_CLASS).as_view(page=self)(request)
        return super().serve(request, *args, **kwargs)

    def shown(self, asked):
        """Return the ``Result`` that is ``asked`` for, those of its kind, and the kinds there are.

        ``asked`` names a kind of period or a period; the last one of the kind that was reported
        last is shown where it names nothing that there is. The results of the kind are the last
        twelve, the newest first.
        """
        found = results(OneStopReport.objects.all())
        if not found:
            return None, [], []
        by_kind = {}
        for result in sorted(found.values(), key=lambda one: one.ends_on, reverse=True):
            by_kind.setdefault(result.period.kind, []).append(result)
        reported = [one for one in found.values() if not one.is_computed]
        kind = max(reported, key=lambda one: (one.ends_on, -one.period.kind.months)).period.kind
        for one in found.values():
            if asked in (one.slug, one.period.kind.value):
                kind = one.period.kind
        of_kind = by_kind[kind]
        chosen = next((one for one in of_kind if one.slug == asked), of_kind[0])
        return chosen, of_kind[:PERIODS_SHOWN], [one for one in PeriodKind if one in by_kind]

    def charts_in_short(self):
        """The chart of the last results, wide and for phones, where they stand in another page."""
        result, periods, _kinds = self.shown("")
        wanted = one_stop_charts(result, periods) if result else {}
        shown = drawn(wanted)
        return [shown[name] for name in wanted if name in shown]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        result, periods, kinds = self.shown(request.GET.get("ky", ""))
        shown = drawn(one_stop_charts(result, periods))
        return {
            **context,
            "result": result,
            "periods": periods,
            "kinds": [(kind.value, KIND_LABELS[kind]) for kind in kinds],
            "charts": [shown[name] for name in sorted(shown, reverse=True)],
        }

    def get_search_entry(self):
        with override(self.locale.language_code):
            result, _periods, _kinds = self.shown("")
            said = f"{result.label}: {result.sentence} {result.note}".strip() if result else ""
            return EntryDescription(
                kind="one-stop",
                key=self.slug,
                title=self.title,
                url=self.url or "",
                summary=said,
                date=result.ends_on if result else None,
                passages=split_passages(said, plain_text(self.intro)),
                other_names=[
                    gettext("On-time share of cases"),
                    gettext("Results of the one-stop desk"),
                ],
                facets={"unit": facet_values(self.unit)},
            )


def one_stop_charts(result, periods):
    """Return the charts of ``periods``, newest first, of the kind of ``result``."""
    periods = [one for one in reversed(periods) if one.total.solved]
    if not periods:
        return {}
    rows = [
        (
            _short(one),
            one.total.early + one.total.on_time,
            one.total.late,
            one.share,
        )
        for one in periods
    ]
    label = gettext(
        "Chart of the cases solved, %(first)s to %(last)s; the table has all numbers."
    ) % {
        "first": periods[0].label,
        "last": periods[-1].label,
    }
    return {
        f"one-stop-{result.period.kind.value}-{get_language()}-{size}": (
            charts.one_stop_chart(rows, width),
            label,
        )
        for size, width in [("wide", WIDE), ("narrow", NARROW)]
    }


def _short(result):
    """Return the name of a period, short enough to stand below a bar."""
    period = result.period
    if period.kind == PeriodKind.MONTH:
        return f"{period.number}/{period.year % 100:02}"
    if period.kind == PeriodKind.YEAR:
        return str(period.year)
    return result.label
