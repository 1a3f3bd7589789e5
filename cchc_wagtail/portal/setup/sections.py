from cchc_wagtail.news.models import NewsColumnPage
from cchc_wagtail.portal.models import ReformHomePage
from cchc_wagtail.procedures.models import ProcedureIndexPage
from cchc_wagtail.questions.models import SituationIndexPage
from cchc_wagtail.registry.models import RegistryPage

from . import read
from .rich_text import to_rich_text

SECTIONS = {
    "procedures": ProcedureIndexPage,
    "situations": SituationIndexPage,
    "registry": RegistryPage,
    "news": NewsColumnPage,
}


def create_sections(under):
    """Create the section below the page ``under``, unless there is one; return its home page."""
    texts = read("pages.json")
    home = ReformHomePage.objects.first()
    if home is None:
        fields = texts["home"]
        home = add_page(
            under,
            ReformHomePage,
            title=fields["title"],
            slug=fields["slug"],
            intro=to_rich_text(fields["intro"]),
            example_searches="\n".join(fields["example_searches"]),
        )
        for key, model in SECTIONS.items():
            fields = texts[key]
            page = add_page(
                home,
                model,
                title=fields["title"],
                slug=fields["slug"],
                intro=to_rich_text(fields["intro"]),
            )
            if key == "news":
                add_columns(page)
            if key == "registry":
                add_levels(page)
    return home


def add_columns(news):
    for column in read("pages.json")["columns"]:
        add_page(
            news,
            NewsColumnPage,
            title=column["title"],
            slug=column["slug"],
            intro=to_rich_text(column["intro"]),
        )


def add_levels(registry):
    for fields in read("pages.json")["levels"]:
        add_page(
            registry,
            RegistryPage,
            title=fields["title"],
            slug=fields["slug"],
            level=fields["level"],
        )


def add_page(parent, model, **fields):
    """Add a published page below ``parent`` with its first revision."""
    page = model(show_in_menus=True, locale=parent.locale, **fields)
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page
