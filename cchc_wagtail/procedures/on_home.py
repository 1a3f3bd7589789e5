from cchc_wagtail.search.visibility import public_pages

from .models import ProcedureIndexPage, ProcedurePage

SHOWN = 6


def frequent_procedures(home):
    """Return the published procedures that an editor chose for the lists below, else the newest.

    They are in the language of ``home``, whatever language they were chosen in.
    """
    lists = ProcedureIndexPage.objects.child_of(home).live()
    chosen = ProcedurePage.objects.filter(
        translation_key__in=lists.values("frequent_procedures__translation_key"),
        locale_id=home.locale_id,
    )
    newest = ProcedurePage.objects.descendant_of(home).order_by("-first_published_at")
    return _shown(chosen.order_by("title_order")) or _shown(newest)


def _shown(procedures):
    return list(public_pages(procedures).prefetch_related("channels")[:SHOWN])
