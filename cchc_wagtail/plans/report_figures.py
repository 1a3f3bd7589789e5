"""What a report says of what was published, and of the contents of plans."""

from collections import Counter

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cchc_wagtail import clock
from cchc_wagtail.organisation.report_figures import Figure, Part, within
from cchc_wagtail.search.kinds import kinds
from cchc_wagtail.search.visibility import visible_objects

from .counting import channel_mix, lines_of
from .models import PlanPage
from .progress import State


def figures_of_publications(first, last):
    """Yield how much of each kind was first published in a period and is public, by unit.

    Then all of it by unit, reform field and month. Three queries a kind, however much it is.
    """
    units, fields, every = Counter(), Counter(), []
    for kind in kinds():
        new = visible_objects(kind.model).filter(within("first_published_at", first, last))
        new = new.order_by()
        by_unit = _counted(new, kind.model, "unit")
        days = [clock.day_of(one) for one in new.values_list("first_published_at", flat=True)]
        every += days
        units.update(by_unit)
        fields.update(_counted(new, kind.model, "reform_field"))
        yield Figure(
            f"published.{kind.name}",
            Part.PUBLISHED,
            kind.label,
            len(days),
            address=_address(kind.model),
            rows=tuple(by_unit.most_common()),
        )
    for name, label, rows in [
        ("published.by_unit", _("Published, by unit"), units.most_common()),
        ("published.by_field", _("Published, by reform field"), fields.most_common()),
        ("published.by_month", _("Published, by month"), _by_month(every, first, last)),
    ]:
        is_drawn = name == "published.by_month"
        yield Figure(name, Part.PUBLISHED, label, len(every), rows=tuple(rows), is_drawn=is_drawn)


def _counted(new, model, field):
    """Return name → how many of ``new`` have it in ``field``; empty without such a field."""
    try:
        model._meta.get_field(field)
    except FieldDoesNotExist:
        return Counter()
    named = new.exclude(**{field: None}).values_list(f"{field}__name")
    return Counter(dict(named.annotate(count=Count("pk"))))


def _by_month(days, first, last):
    """Return (month, how many of ``days`` lie in it) for each month from first to last."""
    counts = Counter((day.year, day.month) for day in days)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [(f"{one % 12 + 1:02d}/{one // 12}", counts[one // 12, one % 12 + 1]) for one in months]


def _address(model):
    if not issubclass(model, Page):
        return ""
    return reverse(
        "wagtailadmin_pages:type_use", args=[model._meta.app_label, model._meta.model_name]
    )


def figures_of_plans(first, last):
    """Yield how many contents of the plans of a period are in each state on its last day."""
    for plan in PlanPage.objects.live().filter(begins_on__lte=last, ends_on__gte=first):
        # What is due after a period is no fault of it: a state is that of its last day.
        lines = lines_of(plan, today=min(last, plan.ends_on))
        address = reverse("cchc_plans_board", args=[plan.pk])
        yield Figure(f"plan.{plan.pk}", Part.PLAN, plan.title, len(lines), _("contents"), address)
        states = Counter(line.progress.state for line in lines)
        for state in State:
            yield Figure(
                f"plan.{plan.pk}.{state.value}",
                Part.PLAN,
                state.label,
                states[state],
                _("contents"),
                f"{address}?state={state.value}&ngay={last:%Y-%m-%d}",
                rows=tuple(
                    (_said(line), line.progress.done or None)
                    for line in lines
                    if line.progress.state == state and state != State.DONE
                ),
            )
        mix = [(str(name), count) for name, count in channel_mix(lines)]
        yield Figure(
            f"plan.{plan.pk}.channels",
            Part.PLAN,
            _("Products, by form"),
            sum(count for _name, count in mix),
            rows=tuple(mix),
            is_drawn=True,
        )


def _said(line):
    put_off = line.adjustment.reason if line.adjustment and line.adjustment.due_on else ""
    reason = (line.content.why_not_done or put_off).rstrip(".")
    content = line.content
    named = f"{content.number}. {content.short_text}" if content.number else content.short_text
    return f"{named} ({reason})" if reason else named
