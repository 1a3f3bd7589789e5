import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, partial

from django.db import models
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from cchc_wagtail import clock

from .relations import CHANGING, ENDING, SUSPENDING, DocumentRelation


class ValidityStatus(models.TextChoices):
    """Whether a document is in force (tình trạng hiệu lực), as the national database says it."""

    IN_FORCE = "in_force", _("In force")
    PARTLY_ENDED = "partly_ended", _("Partly no longer in force")
    ENDED = "ended", _("No longer in force")
    SUSPENDED = "suspended", _("Suspended")
    PARTLY_SUSPENDED = "partly_suspended", _("Partly suspended")
    NOT_YET = "not_yet", _("Not yet in force")
    UNSUITABLE = "unsuitable", _("No longer suitable")
    UNKNOWN = "unknown", _("Not determined")


#: The law has moved: what rests on a document in one of these states has to be looked at.
LAPSED = (ValidityStatus.ENDED, ValidityStatus.SUSPENDED, ValidityStatus.UNSUITABLE)


#: States that other documents can bring about.
CAUSED_BY_OTHERS = (
    ValidityStatus.ENDED,
    ValidityStatus.PARTLY_ENDED,
    ValidityStatus.SUSPENDED,
    ValidityStatus.PARTLY_SUSPENDED,
)

_LOOKS = {
    ValidityStatus.IN_FORCE: ("good", "check"),
    ValidityStatus.PARTLY_ENDED: ("wait", "info"),
    ValidityStatus.ENDED: ("ended", "cross"),
    ValidityStatus.SUSPENDED: ("ended", "cross"),
    ValidityStatus.PARTLY_SUSPENDED: ("wait", "info"),
    ValidityStatus.NOT_YET: ("wait", "clock"),
    ValidityStatus.UNSUITABLE: ("ended", "cross"),
    ValidityStatus.UNKNOWN: ("", "info"),
}


class ValidityPeriodQuerySet(models.QuerySet):
    def on(self, day=None):
        """The periods that hold on ``day``, or today: exactly one for each document."""
        day = day or clock.today()
        return self.filter(begins_on__lte=day, ends_on__gte=day)


class ValidityPeriod(models.Model):
    """The days, both included, on which a document has a status. Derived: see ``validity``."""

    document = models.ForeignKey(
        "cchc_registry.LegalDocument", on_delete=models.CASCADE, related_name="periods"
    )
    status = models.CharField(max_length=20, choices=ValidityStatus.choices)
    begins_on = models.DateField()
    ends_on = models.DateField()

    objects = ValidityPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("period of validity")
        verbose_name_plural = _("periods of validity")
        ordering = ["begins_on"]
        indexes = [models.Index(fields=["status", "begins_on", "ends_on"])]

    def __str__(self):
        return f"{self.document_id}: {self.status} {self.begins_on} – {self.ends_on}"


@dataclass(frozen=True)
class LegalForce:
    """Whether a document is in force on ``day``, since when, until when, and by what.

    ``since`` and ``until`` are None where the status has no beginning or end. ``relations`` are
    those of published documents to this one; they are not read before the ``causes`` are.
    """

    day: datetime.date
    status: ValidityStatus
    since: datetime.date | None = None
    until: datetime.date | None = None
    relations: Iterable[DocumentRelation] = ()

    @cached_property
    def causes(self):
        """The relations of other documents that bring the status about, in their order."""
        causes = [
            relation
            for relation in self.relations
            if relation.begins_on <= self.day
            and (relation.effective_until is None or self.day <= relation.effective_until)
            and _brings_about(relation, self.status)
        ]
        return sorted(causes, key=lambda relation: (relation.begins_on, relation.pk))

    @property
    def label(self):
        return ValidityStatus(self.status).label

    @property
    def has_lapsed(self):
        return self.status in LAPSED

    @property
    def tone(self):
        """The tone of the badge: good, wait or ended; empty for what is not known."""
        return _LOOKS[self.status][0]

    @property
    def icon(self):
        return _LOOKS[self.status][1]


def legal_force(period, relations, day):
    """Return the ``LegalForce`` that a ``ValidityPeriod`` and the incoming ``relations`` give.

    ``relations`` are those of published documents; ``period`` is the one that holds on ``day``.
    """
    return LegalForce(
        day=day,
        status=ValidityStatus(period.status),
        since=period.begins_on if period.begins_on > datetime.date.min else None,
        until=period.ends_on if period.ends_on < datetime.date.max else None,
        relations=relations,
    )


def _brings_about(relation, status):
    if status == ValidityStatus.ENDED:
        return relation.kind in ENDING and not relation.is_partial
    if status == ValidityStatus.PARTLY_ENDED:
        return relation.kind in CHANGING and relation.kind not in SUSPENDING
    if status == ValidityStatus.SUSPENDED:
        return relation.kind in SUSPENDING and not relation.is_partial
    return status == ValidityStatus.PARTLY_SUSPENDED and relation.kind in SUSPENDING


def changes_by_others():
    """Return the relations that can change whether their target is in force, ready to be shown."""
    return DocumentRelation.objects.filter(
        kind__in=CHANGING, source__live=True, source__is_listed=True
    ).select_related("source__document_type")


def attach_legal_force(documents, day=None):
    """Give each of the stored ``documents`` its ``legal_force`` on ``day`` or today.

    ``documents`` is a query set, or a list for one query more. What brings a status about is asked
    for once for all of them, where it is read of one. Returns ``documents`` as a list.
    """
    day = day or clock.today()
    documents, periods = _with_periods(documents, day)
    changed = [pk for pk, period in periods.items() if period.status in CAUSED_BY_OTHERS]
    changes = SimpleLazyObject(lambda: _by_target(changes_by_others().filter(target__in=changed)))
    for document in documents:
        period = periods[document.pk]
        is_changed = period.status in CAUSED_BY_OTHERS
        relations = SimpleLazyObject(partial(_of, changes, document.pk)) if is_changed else ()
        document.legal_force = legal_force(period, relations, day)
    return documents


def _by_target(relations):
    found = {}
    for relation in relations:
        found.setdefault(relation.target_id, []).append(relation)
    return found


def _of(changes, key):
    return changes.get(key, [])


def _with_periods(documents, day):
    """Return ``documents`` as a list, and key → the ``ValidityPeriod`` that holds on ``day``."""
    if isinstance(documents, models.QuerySet) and not documents.query.is_sliced:
        holds = models.Q(periods__begins_on__lte=day, periods__ends_on__gte=day)
        documents = list(
            documents.annotate(
                period_on_day=models.FilteredRelation("periods", condition=holds),
                period_status=models.F("period_on_day__status"),
                period_begins_on=models.F("period_on_day__begins_on"),
                period_ends_on=models.F("period_on_day__ends_on"),
            )
        )
        return documents, {
            document.pk: ValidityPeriod(
                status=document.period_status,
                begins_on=document.period_begins_on,
                ends_on=document.period_ends_on,
            )
            for document in documents
        }
    documents = list(documents)
    periods = ValidityPeriod.objects.on(day).filter(document__in=documents)
    return documents, {period.document_id: period for period in periods}
