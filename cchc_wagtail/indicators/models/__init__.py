from .charts import StoredChart
from .figures import ComponentFigure, Figure
from .indices import Component, Index, Measure, MethodVersion, Territory
from .one_stop import OneStopReport, OneStopRow, results
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
    "results",
]
