"""What somebody who writes twice a month may begin with, on the home of the admin.

A room adds its own with a function under Wagtail's hook ``register_cchc_beginnings``. It is called
with the user and yields ``Beginning`` objects for what they may do::

    @hooks.register("register_cchc_beginnings")
    def begin_an_article(user):
        yield Beginning(_("Write an article"), reverse(...), "doc-full")
"""

from typing import NamedTuple

from wagtail import hooks

HOOK = "register_cchc_beginnings"


class Beginning(NamedTuple):
    """A button: what it says, the address in the admin, and the name of Wagtail's icon."""

    label: str
    url: str
    icon: str


def beginnings_for(user):
    return [beginning for find in hooks.get_hooks(HOOK) for beginning in find(user)]


def place_for(pages, user):
    """Return the first of ``pages`` below which ``user`` may add something, or None.

    ``pages`` is a queryset in the order of preference, of which few are looked at.
    """
    for page in pages[:10]:
        if page.permissions_for_user(user).can_add_subpage():
            return page
    return None
