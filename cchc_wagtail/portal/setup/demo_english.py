"""Part of the example content in English, where the site has pages in English."""

from wagtail.models import Locale

from cchc_wagtail.contact.models import ContactIndexPage, ContactPage
from cchc_wagtail.frontend.languages import content_languages
from cchc_wagtail.imports.texts import rich_text
from cchc_wagtail.procedures.models import ProcedureIndexPage, ProcedurePage

from . import read

LANGUAGE = "en"
EXAMPLE_NOTE = (
    "Example translation, made to show this site. The Vietnamese page and the official source "
    "decide."
)


def create_english(section):
    """Publish the English pages that are missing, beside those of ``section``; return how many.

    The facts (code, times, fees, papers) are those of the Vietnamese pages, the sentences are ours.
    """
    locale = Locale.objects.filter(language_code=LANGUAGE).first()
    site_home = section.get_parent().specific
    if locale is None or LANGUAGE not in content_languages() or site_home.depth > 2:
        return 0
    texts = read("demo/english.json")
    home = texts["home"] | {"example_searches": "\n".join(texts["home"]["example_searches"])}
    procedures = ProcedureIndexPage.objects.child_of(section).first()
    new = translate(site_home, locale, texts["site"])
    new += translate(section, locale, home)
    new += translate(procedures, locale, texts["procedure"])
    pages = ProcedurePage.objects.child_of(procedures).live()
    by_code = {page.code: page for page in pages}
    for row in texts["procedures"]:
        if row["code"] in by_code:
            new += translate(by_code[row["code"]], locale, row, write=write_procedure)
    return new + translate_contacts(section, locale, texts)


def translate_contacts(section, locale, texts):
    """Publish the ways to reach the units; return how many pages are new."""
    contacts = ContactIndexPage.objects.child_of(section).first()
    new = translate(contacts, locale, texts["contact"])
    pages = ContactPage.objects.child_of(contacts).live().select_related("unit")
    by_unit = {page.unit.slug: page for page in pages}
    for row in texts["contacts"]:
        if row["unit"] in by_unit:
            row["hours_note"] = texts["hours_note"]
            new += translate(by_unit[row["unit"]], locale, row, write=write_contact)
    return new


def translate(page, locale, texts, write=None):
    """Publish ``page`` in another language, with ``texts`` in its fields, unless it is in it."""
    if page.has_translation(locale):
        return 0
    copy = page.copy_for_translation(locale)
    for name in ("title", "slug", "intro", "example_searches"):
        if name in texts and hasattr(copy, name):
            value = rich_text(texts[name]) if name == "intro" else texts[name]
            setattr(copy, name, value)
    copy.draft_title, copy.show_in_menus = copy.title, page.show_in_menus
    if write:
        write(copy, texts)
    copy.save_revision().publish()
    return 1


def write_contact(page, row):
    """Put the English words of ``row`` in the place of those of ``page``; the hours stay."""
    page.other_names = "\n".join(row["other_names"])
    page.duties = rich_text(row["duties"])
    page.hours_note = row["hours_note"]


def write_procedure(page, row):
    """Put the English sentences of ``row`` in the place of those of ``page``."""
    for name in (
        "summary",
        "search_description",
        "receiving_agency",
        "receiving_address",
        "competent_authority",
        "coordinating_agency",
    ):
        setattr(page, name, row.get(name, ""))
    page.official_name = ""
    page.other_names = "\n".join(row["other_names"])
    page.steps = [
        ("step", {"heading": step["heading"], "text": rich_text(step["text"])})
        for step in row["steps"]
    ]
    page.dossier = [
        ("case", {"case": texts["case"], "papers": papers(case.value["papers"], texts["papers"])})
        for case, texts in zip(page.dossier, row["dossier"], strict=True)
    ]
    page.conditions = rich_text(row["conditions"]) + f"<p><i>{EXAMPLE_NOTE}</i></p>"
    page.results = [("result", {"name": row["result"]})]
    channels = list(page.channels.all())
    for channel, fee, note in zip(channels, row["fees"], row["notes"], strict=True):
        channel.fees = [("fee", {"amount": fee})] if fee else []
        channel.note = note
    page.channels = channels


def papers(known, names):
    """Return the papers with the numbers of ``known`` ones and other ``names``."""
    return [{**paper, "name": name} for paper, name in zip(known, names, strict=True)]
