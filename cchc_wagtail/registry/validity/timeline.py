"""The events of a document, in the order of the days."""

import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import LegalDocument, RelationKind

_DONE = {
    RelationKind.AMENDS: gettext_lazy("Amended by"),
    RelationKind.REPLACES: gettext_lazy("Replaced by"),
    RelationKind.REPEALS: gettext_lazy("Repealed by"),
    RelationKind.SUSPENDS: gettext_lazy("Suspended by"),
    RelationKind.PAUSES: gettext_lazy("Paused by"),
}


class Event(NamedTuple):
    """Something that happened to a document on ``day``; ``by`` is the document that did it.

    ``articles`` names the part concerned, empty for the whole.
    """

    day: datetime.date
    label: str
    by: LegalDocument | None = None
    articles: str = ""


def events_of(document, incoming):
    """Return the ``Event`` list of a published ``document``, oldest first.

    ``incoming`` are the relations of other published documents to it.
    """
    events = [Event(document.issued_on, _("Issued"))]
    if document.begins_on:
        events.append(Event(document.begins_on, _("Enters into force")))
    if document.effective_to:
        events.append(Event(document.effective_to, _("Last day in force")))
    if document.unsuitable_from:
        events.append(Event(document.unsuitable_from, _("Declared no longer suitable")))
    for relation in incoming:
        if relation.kind not in _DONE:
            continue
        label = str(_DONE[relation.kind])
        events.append(Event(relation.begins_on, label, relation.source, relation.articles))
        if relation.effective_until:
            events.append(
                Event(relation.effective_until, _("Last day of the suspension"), relation.source)
            )
    return sorted(events, key=lambda event: event.day)
