"""Sources that disagree: all are kept, one is shown, and the others are named beside it."""

import re

from cchc_wagtail.citations import find_citations
from cchc_wagtail.organisation.models import same_name

_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)+/[^\s<>()]+)", re.IGNORECASE)


def source_key(text):
    """Return what identifies the source that ``text`` names, so that its words can be corrected.

    That is the address where it was published, else the number of the document with which the text
    begins (what stands behind may be quoted by another one), else its words without marks.
    """
    address = _ADDRESS.search(text)
    if address:
        return address[1].rstrip("/.,;").lower()
    first = next(iter(find_citations(text)), None)
    if first and first.number and not text[: first.start].strip():
        return same_name(first.number)
    return same_name(text)


def with_other_sources(figures):
    """Return those of ``figures`` that are shown, each with ``other_sources``, in their order.

    These are the published figures of the same index, period and territory that are not shown.
    """
    others = {}
    shown = []
    for figure in figures:
        if figure.is_chosen:
            shown.append(figure)
        elif figure.state == figure.State.PUBLISHED:
            others.setdefault(tuple(figure.identity.values()), []).append(figure)
    for figure in shown:
        figure.other_sources = others.get(tuple(figure.identity.values()), [])
    return shown
