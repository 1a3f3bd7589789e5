from cchc_wagtail.channels.api import PublicPagesAPIViewSet, computed

from .models import IndexPage
from .sources import with_other_sources


def _figures(page, request):
    """The figures that are shown, ours and those to compare with, the newest first."""
    shown = with_other_sources(page.index.figures.all())
    return [
        {
            "year": figure.year,
            "period_kind": figure.period_kind,
            "period_number": figure.period_number,
            "territory": figure.territory.name,
            "is_own": figure.territory.is_own,
            "state": figure.state,
            "score": figure.score,
            "rank": figure.rank,
            "of": figure.of,
            "group": figure.group,
            "points": figure.points,
            "points_maximum": figure.points_maximum,
            "published_on": figure.published_on,
            "source": figure.source,
            "note": figure.note,
            "components": {one.component.name: one.score for one in figure.component_figures.all()},
            "rates": {
                one.component.name: one.rate
                for one in figure.component_figures.all()
                if one.rate is not None
            },
            "not_applicable": [
                one.component.name
                for one in figure.component_figures.all()
                if not one.is_applicable
            ],
            "other_sources": [
                {"score": other.score, "rank": other.rank, "source": other.source}
                for other in figure.other_sources
            ],
        }
        for figure in sorted(shown, key=_newest, reverse=True)
    ]


def _newest(figure):
    return figure.year, figure.period.last_month, figure.period.kind.months


class IndicesAPIViewSet(PublicPagesAPIViewSet):
    endpoint = "indices"
    model = IndexPage
    selected = [*PublicPagesAPIViewSet.selected, "index"]
    prefetched = ["index__figures__territory", "index__figures__component_figures__component"]
    body_fields = [
        *PublicPagesAPIViewSet.body_fields,
        computed("code", lambda page, request: page.index.code),
        computed("publisher", lambda page, request: page.index.publisher),
        computed("score_unit", lambda page, request: page.index.unit),
        computed("figures", _figures),
    ]
