"""Pages of the site that stand at an address which the package takes too."""

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page, Site

from cchc_wagtail.content.pages import OwnPage
from cchc_wagtail.editorial.problems import Problem

#: The names of our addresses that are passed on to a page of the site, and of those that are not.
PASSED_ON = ["document_lookup", "procedures", "ask"]
KEPT = ["search"]


def taken_addresses():
    """Return a ``Problem`` for each published page of the site whose address is ours as well.

    Our own page types may stand there. Two queries, however many pages there are; without our
    addresses in the site, which a system check names, none is taken.
    """
    with override(settings.LANGUAGE_CODE):
        paths = dict(filter(None, map(_path_of, [*PASSED_ON, *KEPT])))
    roots = [site.root_page.url_path for site in Site.objects.select_related("root_page")]
    wanted = {root + path: path for root in roots for path in paths}
    found = []
    pages = Page.objects.live().not_type(OwnPage).filter(url_path__in=wanted)
    for page in pages.order_by("url_path"):
        path = wanted[page.url_path]
        if paths[path] in KEPT:
            text = _(
                "Nobody reaches the page “%(title)s”: its address /%(path)s is that of the search. "
                "Give it another slug, or include cchc_wagtail.urls under a path of its own."
            )
        else:
            text = _(
                "The page “%(title)s” stands at /%(path)s, where the software would lead to its "
                "own list. Readers see the page; addresses below it that are ours stay ours."
            )
        found.append(
            Problem("cchc_portal.W002", text % {"title": page.title, "path": path}, page.url)
        )
    return found


def _path_of(name):
    """Return the path of our address ``name`` and the name; None where the site has none."""
    try:
        return reverse(f"cchc_wagtail:{name}").removeprefix(get_script_prefix()), name
    except NoReverseMatch:
        return None
