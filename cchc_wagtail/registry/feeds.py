import uuid

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc_wagtail import clock
from cchc_wagtail.channels.feeds import AtomFeed
from cchc_wagtail.language import format_date

from .models import LegalDocument
from .models.validity import changes_by_others
from .validity.timeline import events_of


class DocumentFeed(AtomFeed):
    """The newest documents."""

    slug = "van-ban"
    title = gettext_lazy("Legal documents")

    def items(self):
        documents = LegalDocument.objects.public().select_related("document_type")
        return documents.order_by("-issued_on", "-pk")[: self.length]

    def item_title(self, item):
        return str(item)

    def item_link(self, item):
        return item.get_absolute_url()

    def item_description(self, item):
        return item.summary

    def item_pubdate(self, item):
        return clock.midnight(item.issued_on)


class DocumentChangesFeed(AtomFeed):
    """The events of one document, past and known to come: the newest first."""

    def get_object(self, request, slug):
        documents = LegalDocument.objects.public().select_related("document_type")
        return get_object_or_404(documents.at(slug))

    def title(self, document):
        return _("Changes to %(document)s") % {"document": document.type_and_number}

    def subtitle(self, document):
        return document.title

    def link(self, document):
        return document.get_absolute_url()

    def items(self, document):
        return [
            (document, event)
            for event in reversed(events_of(document, changes_by_others().filter(target=document)))
        ]

    def item_title(self, item):
        _document, event = item
        by = f" {event.by.type_and_number}" if event.by else ""
        return f"{format_date(event.day)}: {event.label}{by}"

    def item_description(self, item):
        _document, event = item
        return event.articles or (event.by.title if event.by else "")

    def item_link(self, item):
        document, event = item
        return (event.by or document).get_absolute_url()

    def item_guid(self, item):
        document, event = item
        by = event.by.slug if event.by else ""
        name = f"{document.slug}/{event.day.isoformat()}/{by}/{event.articles}/{event.label}"
        # An id is an absolute IRI (RFC 4287, 4.2.6).
        return uuid.uuid5(uuid.NAMESPACE_URL, name).urn

    item_guid_is_permalink = False

    def item_updateddate(self, item):
        return clock.midnight(item[1].day)
