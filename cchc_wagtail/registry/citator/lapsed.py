"""Content that rests on law no longer in force."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, Exists, Min, OuterRef, Q
from django.db.models.functions import Cast
from django.utils import timezone

from cchc_wagtail import clock
from cchc_wagtail.conf import get_setting
from cchc_wagtail.content.citing import citing_models
from cchc_wagtail.editorial.scope import has_unit
from cchc_wagtail.organisation.models import Unit, is_confined, units_of
from cchc_wagtail.organisation.working_days import add_working_days

from ..models import ContentCheck, ContentCitation, LapsedLawTask, LegalDocument, ValidityPeriod
from ..models.validity import LAPSED
from .letters import tell_of_tasks


def lapsed_citations(day=None):
    """Return the citations of documents that are not in force on ``day`` or today.

    Each is annotated with ``since`` (the day on which that began) and ``is_checked`` (somebody has
    said after that day that the content is still right). Documents that cite others are left out:
    they say what was the law on their day.
    """
    periods = ValidityPeriod.objects.on(day).filter(
        status__in=LAPSED, document=OuterRef("document")
    )
    checks = ContentCheck.objects.filter(
        content_type=OuterRef("content_type"),
        object_id=OuterRef("object_id"),
        document=OuterRef("document"),
        checked_at__date__gte=OuterRef("since"),
    )
    return (
        ContentCitation.objects.exclude(
            content_type=ContentType.objects.get_for_model(LegalDocument)
        )
        .annotate(since=periods.values("begins_on")[:1])
        .filter(since__isnull=False)
        .annotate(is_checked=Exists(checks))
    )


def first_of_each(citations):
    """Return of ``citations`` the first in each piece of content."""
    firsts = (
        citations.order_by()
        .values("content_type", "object_id")
        .annotate(first=Min("pk"))
        .values("first")
    )
    return citations.filter(pk__in=firsts)


def of_units(citations, units):
    """Return those of ``citations`` that stand in content of one of ``units``."""
    condition = Q(pk__in=[])
    for model in citing_models():
        if has_unit(model):
            own = model._base_manager.filter(unit__in=units).annotate(
                key_as_text=Cast("pk", CharField())
            )
            content_type = ContentType.objects.get_for_model(model)
            condition |= Q(content_type=content_type, object_id__in=own.values("key_as_text"))
    return citations.filter(condition)


def seen_by(citations, user):
    """Return those of ``citations`` that stand in content of the units of ``user``, or all."""
    return of_units(citations, units_of(user)) if is_confined(user) else citations


def flag_pages(pages):
    """Annotate ``pages`` with ``rests_on_lapsed_law``, as part of the same query."""
    unchecked = lapsed_citations().filter(
        is_checked=False,
        content_type=OuterRef("content_type"),
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    return pages.annotate(rests_on_lapsed_law=Exists(unchecked))


def confirm(content_type, object_id, document, user):
    """Record that ``user`` has found the content still right although ``document`` has lapsed."""
    ContentCheck.objects.update_or_create(
        content_type=content_type,
        object_id=object_id,
        document=document,
        defaults={"checked_by": user, "checked_at": timezone.now()},
    )
    close_tasks([document.pk])


def open_tasks(today):
    """Give each unit a task for each document that its content cites and that has lapsed.

    Returns the new ``LapsedLawTask`` rows; each unit is sent one mail that names its own. Content
    without a unit is the Office's. Run again, it makes nothing twice.
    """
    close_tasks()
    due_on = add_working_days(today, get_setting("LAPSED_LAW_WORKING_DAYS"))
    known = set(LapsedLawTask.objects.values_list("unit", "document", "since"))
    wanted = {
        (unit_id, document_id, since)
        for document_id, since, unit_id in _unchecked_by_unit(today)
        if unit_id and (unit_id, document_id, since) not in known
    }
    with transaction.atomic():
        tasks = LapsedLawTask.objects.bulk_create(
            LapsedLawTask(
                unit_id=unit_id, document_id=document_id, since=since,
                begun_on=today, due_on=due_on,
            )
            for unit_id, document_id, since in sorted(wanted)
        )  # fmt: skip
        tell_of_tasks(tasks)
    return tasks


def close_tasks(documents=None):
    """Close the tasks of which nothing is left to check; ``documents`` are keys, or all."""
    tasks = LapsedLawTask.objects.open()
    if documents is not None:
        tasks = tasks.filter(document__in=documents)
    tasks = list(tasks)
    if not tasks:
        return
    today = clock.today()
    left = {
        (unit_id, document_id)
        for document_id, _since, unit_id in _unchecked_by_unit(
            today, {task.document_id for task in tasks}
        )
    }
    done = [task.pk for task in tasks if (task.unit_id, task.document_id) not in left]
    LapsedLawTask.objects.filter(pk__in=done).update(done_on=today)


def _unchecked_by_unit(day, documents=None):
    """Return the set of ``(document, since, unit)`` keys of what has to be checked on ``day``.

    The queries grow with the kinds of content, not with how much there is.
    """
    citations = lapsed_citations(day).filter(is_checked=False)
    if documents is not None:
        citations = citations.filter(document__in=documents)
    rows = set(citations.order_by().values_list("content_type", "object_id", "document", "since"))
    office = Unit.objects.filter(kind=Unit.Kind.OFFICE).values_list("pk", flat=True).first()
    units = {}
    for type_id in {row[0] for row in rows}:
        model = ContentType.objects.get_for_id(type_id).model_class()
        keys = {row[1] for row in rows if row[0] == type_id}
        if model is not None and has_unit(model):
            stored = model._base_manager.filter(pk__in=keys).values_list("pk", "unit")
            units |= {(type_id, str(pk)): unit_id for pk, unit_id in stored}
    return {
        (document, since, units.get((type_id, key)) or office)
        for type_id, key, document, since in rows
    }
