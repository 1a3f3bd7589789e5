"""The indices and their methods, which every department shares; figures are the demo's."""

from decimal import Decimal

from cchc_wagtail.indicators.models import Component, Index, MethodVersion

from . import read


def fill_indices():
    """Create the indices that are not there yet, with their methods; return how many."""
    return add_indices(read("indicators.json")["indices"])


def add_indices(rows):
    known = set(Index.objects.values_list("slug", flat=True))
    new = [row for row in rows if row["slug"] not in known]
    for order, row in enumerate(new, start=len(known) + 1):
        fields = {name: row[name] for name in row if name != "versions"}
        index = Index.objects.create(**fields, sort_order=order)
        for version in row["versions"]:
            add_version(index, **version)
    return len(new)


def add_version(index, *, components, maximum, tolerance, **fields):
    version = MethodVersion.objects.create(
        index=index, maximum=Decimal(maximum), tolerance=Decimal(tolerance), **fields
    )
    for order, row in enumerate(components):
        Component.objects.create(
            version=version,
            sort_order=order,
            name=row["name"],
            maximum=None if row["maximum"] is None else Decimal(row["maximum"]),
            weight=None if row["weight"] is None else Decimal(row["weight"]),
            **{name: row[name] for name in ("code", "group", "target") if name in row},
        )
