"""A digest begun from what was published in its days: a draft to be ordered and shortened."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from cchc_wagtail.language import format_date
from cchc_wagtail.organisation.models import units_of
from cchc_wagtail.organisation.report_figures import within
from cchc_wagtail.registry.models import LegalDocument
from cchc_wagtail.search.kinds import kinds
from cchc_wagtail.search.visibility import visible_objects

from .models import DigestItem, DigestPage

#: So many of one kind are proposed, the newest first: a digest is read on the way.
MOST = 10
SHORT = 240


def propose_digest(parent, first_day, last_day, user):
    """Return a new draft below ``parent`` of what was first published in the days, by kinds.

    ``user`` is whose draft it is; None for a command.
    """
    days = {"first": format_date(first_day), "last": format_date(last_day)}
    with override(parent.locale.language_code):
        title = _("Digest from %(first)s to %(last)s") % days
        items = list(_items(first_day, last_day, parent.locale))
    slug = f"{first_day:%Y-%m-%d}-{last_day:%Y-%m-%d}"
    draft = DigestPage(
        title=title,
        slug=find_available_slug(parent, slug),
        first_day=first_day,
        last_day=last_day,
        unit=next(iter(units_of(user)), None) if user else None,
        locale=parent.locale,
        owner=user,
        live=False,
    )
    for order, item in enumerate(items):
        item.sort_order = order
        draft.items.add(item)
    parent.add_child(instance=draft)
    draft.save_revision(user=user)
    return draft


def _items(first_day, last_day, locale):
    for kind in kinds():
        if kind.model is DigestPage:
            continue
        rows = visible_objects(kind.model).filter(within("first_published_at", first_day, last_day))
        is_page = issubclass(kind.model, Page)
        if is_page:
            rows = rows.filter(locale=locale)
        elif kind.model is not LegalDocument:
            continue
        for row in rows.order_by("-first_published_at", "-pk")[:MOST]:
            entry = row.get_search_entry()
            yield DigestItem(
                heading=str(kind.label),
                title=entry.title[:500],
                text=Truncator(entry.summary or "").chars(SHORT),
                **{"page_id" if is_page else "document_id": row.pk},
            )
