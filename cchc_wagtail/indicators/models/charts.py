import json
from hashlib import sha256

from django.db import models
from django.utils.safestring import mark_safe

from cchc_wagtail.frontend.charts import can_draw, svg


class StoredChart(models.Model):
    """A chart as it was last drawn, and the fingerprint of what it was drawn from."""

    name = models.CharField(max_length=100, unique=True)
    fingerprint = models.CharField(max_length=64)
    svg = models.TextField()

    def __str__(self):
        return self.name


def drawn(charts):
    """Return name → SVG of ``charts``, name → (description, sentence); empty without the library.

    A chart is drawn once and kept till what it shows changes, as Wagtail keeps its renditions.
    """
    if not charts or not can_draw():
        return {}
    wanted = {name: sha256(json.dumps(one).encode()).hexdigest() for name, one in charts.items()}
    stored = {
        one.name: one.svg
        for one in StoredChart.objects.filter(name__in=wanted)
        if one.fingerprint == wanted[one.name]
    }
    new = [
        StoredChart(name=name, fingerprint=wanted[name], svg=svg(*charts[name]))
        for name in charts.keys() - stored.keys()
    ]
    keep(new)
    stored |= {one.name: one.svg for one in new}
    return {name: mark_safe(text) for name, text in stored.items()}


def keep(charts):
    """Store ``charts``; whoever else draws them at the same moment draws the same."""
    StoredChart.objects.bulk_create(
        charts,
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["fingerprint", "svg"],
    )
