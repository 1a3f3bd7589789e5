from cchc_wagtail.imports.texts import rich_text
from cchc_wagtail.portal.models import ReformHomePage
from cchc_wagtail.search.kinds import kinds

from . import read


def create_sections(under):
    """Create the section below the page ``under``, unless there is one; return its home page.

    Below it stands a list for each kind of content that the site has and that has texts here.
    """
    home = ReformHomePage.objects.first()
    if home is None:
        texts = read("pages.json")
        examples = "\n".join(texts["home"].pop("example_searches"))
        home = add_page(under, ReformHomePage, **texts["home"], example_searches=examples)
        for kind in kinds():
            if kind.list_page and kind.name in texts:
                below = texts[kind.name].pop("below", [])
                page = add_page(home, kind.list_page, **texts[kind.name])
                for fields in below:
                    add_page(page, kind.list_page, **fields)
    return home


def add_page(parent, model, *, intro="", **fields):
    """Add a published page below ``parent`` with its first revision."""
    page = model(show_in_menus=True, locale=parent.locale, intro=rich_text(intro), **fields)
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page
