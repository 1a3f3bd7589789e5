from .charts import StoredChart
from .indices import (
    Component,
    ComponentFigure,
    Figure,
    Index,
    Measure,
    MethodVersion,
    Territory,
)
from .one_stop import OneStopReport, OneStopRow
from .pages import IndexListPage, IndexPage, OneStopPage

__all__ = [
    "Component",
    "ComponentFigure",
    "Figure",
    "Index",
    "IndexListPage",
    "IndexPage",
    "Measure",
    "MethodVersion",
    "OneStopPage",
    "OneStopReport",
    "OneStopRow",
    "StoredChart",
    "Territory",
]
