"""Faults of a piece that the rooms know of, for those who hand it in, check or approve it.

A room adds what it knows with a function under Wagtail's hook ``register_cchc_findings``. It is
called with a page or snippet, as it is at hand, and yields ``Finding`` objects::

    @hooks.register("register_cchc_findings")
    def find_missing_facts(content):
        yield Finding(_("A fact is missing"), _("Nobody says how long it takes."))
"""

import logging
from itertools import groupby
from typing import NamedTuple

from wagtail import hooks

HOOK = "register_cchc_findings"

logger = logging.getLogger(__name__)


class Finding(NamedTuple):
    """One thing to look at: the heading under which it is listed, and a sentence.

    With ``needs_reason`` nobody passes the piece on without saying why it may stay.
    """

    group: str
    text: str
    needs_reason: bool = False


def findings_of(content):
    """Return ``(heading, texts)`` of all that the rooms find in ``content``, in their order."""
    return [
        (group, [finding.text for finding in findings])
        for group, findings in groupby(_find(content), key=lambda finding: str(finding.group))
    ]


def needs_reason(content):
    """Tell whether there is something in ``content`` that is passed on for a reason only."""
    return any(finding.needs_reason for finding in _find(content))


def _find(content):
    """Return the ``Finding`` list of all rooms.

    A room that fails is logged and left out: nobody is kept from handing in or approving by it.
    """
    found = []
    for find in hooks.get_hooks(HOOK):
        try:
            found += find(content)
        except Exception:
            logger.exception("Not looked at: %s in %r", find.__name__, content)
    return found
