"""How a unit is reached and when it is open, as sentences, from the fields alone."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc_wagtail.organisation.contact import contact_of
from cchc_wagtail.search.facts import Fact

_LABELS = {
    "place": gettext_lazy("Where to find it"),
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
    if name == "hours":
        sentences = [capfirst(page.hours_in_words), page.hours_note, page.opening_now]
        text = ". ".join(filter(None, sentences))
        is_known = bool(page.hours)
    else:
        text = f"{unit.name_for_reader}: {contact_of(unit)}"
        is_known = bool(unit.address if name == "place" else unit.telephone or unit.email)
    return Fact(
        text=text if is_known else _missing(unit, name),
        label=str(_LABELS[name]),
        is_known=is_known,
        anchor="gio-lam-viec" if name == "hours" and is_known else "lien-he",
    )


def _missing(unit, name):
    text = {
        "place": _("No address of %(name)s is known here yet"),
        "contact": _("No telephone number or email of %(name)s is known here yet"),
        "hours": _("No opening hours of %(name)s are known here yet"),
    }[name] % {"name": unit.name_for_reader}
    return ", ".join(filter(None, [text, contact_of(unit)]))
