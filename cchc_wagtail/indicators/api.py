from cchc_wagtail.channels.api import PublicPagesAPIViewSet, computed

from .models import IndexPage


def _figures(page, request):
    """The figures that are shown, ours and those to compare with, the newest first."""
    shown = [figure for figure in page.index.figures.all() if figure.is_chosen]
    return [
        {
            "year": figure.year,
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
        }
        for figure in sorted(shown, key=lambda one: one.year, reverse=True)
    ]


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
