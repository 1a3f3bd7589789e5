"""How a unit is reached and when it is open, as sentences, from the fields alone."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc_wagtail.organisation.contact import contact_of
from cchc_wagtail.search.facts import Fact

_LABELS = {
    "place": gettext_lazy("Where it is"),
    "contact": gettext_lazy("Contact"),
    "hours": gettext_lazy("Opening hours"),
}


def fact_of(pages, name):
    """Return the ``Fact`` called ``name`` of the one contact page in the query set ``pages``.

    None where there is none of that name or no page. It asks the database at most twice.
    """
    page = pages.select_related("unit").first()
    if page is None or name not in _LABELS:
        return None
    unit = page.unit
    is_known = {
        "place": bool(unit.address),
        "contact": bool(unit.telephone or unit.email),
        "hours": name == "hours" and bool(page.hours),
    }[name]
    text = _hours(page) if name == "hours" else contact_of(unit)
    return Fact(
        text=f"{page.title}: {text}" if is_known else _missing(page, name),
        label=str(_LABELS[name]),
        is_known=is_known,
        anchor=("gio-lam-viec" if name == "hours" else "lien-he") if is_known else "",
    )


def _hours(page):
    return ". ".join(filter(None, [page.hours_in_words, page.hours_note, page.opening_now]))


def _missing(page, name):
    known = contact_of(page.unit)
    text = {
        "place": _("No address of “%(name)s” is known here yet"),
        "contact": _("No telephone number or email of “%(name)s” is known here yet"),
        "hours": _("No opening hours of “%(name)s” are known here yet"),
    }[name] % {"name": page.title}
    return "; ".join(filter(None, [text, known]))
