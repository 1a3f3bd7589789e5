"""The department as its plan describes it, with real procedures and example articles."""

import datetime
from decimal import Decimal
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.images import get_image_model
from wagtail.models import Site

from cchc_wagtail import clock
from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.contact.models import ContactIndexPage, ContactPage, OpeningHours
from cchc_wagtail.imports.texts import rich_text
from cchc_wagtail.news.models import ArticlePage, NewsColumnPage
from cchc_wagtail.organisation.models import Audience, ReformField, ThematicArea, Unit
from cchc_wagtail.procedures.models import (
    ProcedureIndexPage,
    ProcedureLegalBasis,
    ProcedurePage,
    ServiceChannel,
)
from cchc_wagtail.questions.answering import usual_due_date
from cchc_wagtail.questions.models import Question, SituationIndexPage, SituationPage
from cchc_wagtail.registry.models import LegalDocument

from . import read
from .demo_digest import create_digest
from .demo_english import create_english
from .demo_indicators import create_indicators
from .demo_initiatives import create_initiatives
from .demo_plan import create_plan
from .demo_reviews import create_reviews
from .demo_special import create_special_page
from .drawings import TITLE, draw_field, example_pictures
from .sections import add_page

FREQUENT_CODES = ["1.001456", "1.002757", "1.003460", "2.000293", "2.000539", "2.000513"]
EXAMPLE_ASKER = "Người hỏi mẫu"
EXAMPLE_NOTE = "Bài viết minh họa cho trang mẫu; không phải tin chính thức của cơ quan nào."
INITIATIVE_NOTE = "Ví dụ của trang mẫu; không phải sáng kiến đã được cơ quan nào công nhận."


def by_slug(model):
    return {row.slug: row for row in model.objects.all()}


def registered_documents():
    """Map the key of each number that only one registered document has to that document."""
    documents = {}
    for document in LegalDocument.objects.all():
        documents.setdefault(document.number_key, []).append(document)
    return {key: found[0] for key, found in documents.items() if len(found) == 1}


def find_document(number, documents):
    try:
        return documents.get(DocumentNumber.parse(number).key)
    except ValueError:
        return None


def publish(parent, page):
    page.locale = parent.locale
    parent.add_child(instance=page)
    page.save_revision().publish()


def create_procedures(parent):
    """Publish the procedures that are missing below ``parent``; return how many."""
    areas, audiences, units = by_slug(ThematicArea), by_slug(Audience), by_slug(Unit)
    documents = registered_documents()
    known = set(ProcedurePage.objects.values_list("code", flat=True))
    rows = [row for row in read("demo/procedures.json") if row["code"] not in known]
    for row in rows:
        page = ProcedurePage(
            title=row["title"],
            slug=row["slug"],
            code=row["code"],
            other_names="\n".join(row.get("other_names", [])),
            summary=row["summary"],
            search_description=row["search_description"],
            decision_number=row["decision_number"],
            thematic_area=areas[row["thematic_area"]],
            unit=units[row["unit"]],
            at_ministry="central" in row["levels"],
            at_province="province" in row["levels"],
            at_commune="commune" in row["levels"],
            at_other_body="other" in row["levels"],
            receiving_agency=row["receiving_agency"],
            receiving_address=row["receiving_address"],
            competent_authority=row["competent_authority"],
            coordinating_agency=row["coordinating_agency"],
            online_url=row["online_url"],
            source_url=row["source_url"],
            steps=[
                ("step", {"heading": step["heading"], "text": rich_text(step["text"])})
                for step in row["steps"]
            ],
            dossier=[("case", dossier_case(case)) for case in row["dossier"]],
            conditions=rich_text(row["conditions"]),
            results=[("result", {"name": row["result"]})] if row["result"] else [],
        )
        page.audiences = [audiences[slug] for slug in row["audiences"]]
        page.channels = [ServiceChannel(**channel_fields(channel)) for channel in row["channels"]]
        page.legal_bases = [
            ProcedureLegalBasis(
                number=basis["number"],
                title=basis["title"],
                document=find_document(basis["number"], documents),
            )
            for basis in row["legal_bases"]
        ]
        page.tags.set(row["tags"])
        publish(parent, page)
    return len(rows)


def dossier_case(case):
    papers = [
        {
            "name": paper["name"] + (f" ({paper['note']})" if paper.get("note") else ""),
            "form_name": paper["form"],
            "form_file": None,
            "originals": paper["originals"],
            "copies": paper["copies"],
        }
        for paper in case["items"]
    ]
    return {"case": case["case"], "papers": papers}


def channel_fields(channel):
    limits = []
    if channel["time_limit"] is not None:
        amount = Decimal(str(channel["time_limit"]))
        limits = [("limit", {"amount": amount, "unit": channel["time_unit"] or ""})]
    return {
        "kind": channel["kind"],
        "time_limits": limits,
        "fees": [("fee", {"amount": channel["fee"]})] if channel["fee"] else [],
        "note": channel["note"],
    }


def body_blocks(blocks):
    """Turn the blocks of a data file into the values of a ``BodyBlock``."""
    for block in blocks:
        kind, value = block["type"], block["value"]
        if kind == "heading":
            yield "heading", value
        elif kind == "quote":
            yield "quote", {"text": value, "source": ""}
        elif kind == "list":
            yield "paragraph", rich_text("\n".join(f"- {item}" for item in value))
        else:
            yield "paragraph", rich_text(value)


def create_situations(parent):
    """Publish the situations that are missing below ``parent``; return how many."""
    areas, units = by_slug(ThematicArea), by_slug(Unit)
    pages = ProcedurePage.objects.filter(locale=parent.locale)
    procedures = {page.code: page for page in pages}
    documents = registered_documents()
    known = set(SituationPage.objects.values_list("slug", flat=True))
    rows = [row for row in read("demo/situations.json") if row["slug"] not in known]
    for row in rows:
        page = SituationPage(
            title=row["question"],
            slug=row["slug"],
            search_description=row["short_answer"][:150],
            short_answer=row["short_answer"],
            full_answer=list(body_blocks(row["full_answer"])),
            thematic_area=areas[row["thematic_area"]],
            unit=units[row["unit"]],
        )
        page.procedures = [procedures[code] for code in row["procedures"]]
        found = [find_document(number, documents) for number in row["documents"]]
        page.documents = [document for document in found if document]
        page.tags.set(row["tags"])
        publish(parent, page)
    return len(rows)


def create_articles():
    """Publish the example articles that are missing in their columns; return how many."""
    fields, units = by_slug(ReformField), by_slug(Unit)
    columns = {page.slug: page for page in NewsColumnPage.objects.all()}
    known = set(ArticlePage.objects.values_list("slug", flat=True))
    rows = [row for row in read("demo/articles.json") if row["slug"] not in known]
    pictures = {}
    for row in rows:
        field = fields.get(row["reform_field"])
        if field and field not in pictures:
            pictures[field] = picture_of(field)
        body = list(body_blocks(row["body"]))
        if row.get("example", True):
            body.append(("paragraph", f"<p><i>{EXAMPLE_NOTE}</i></p>"))
        page = ArticlePage(
            title=row["title"],
            slug=row["slug"],
            search_description=row["lead"][:150],
            date=datetime.date.fromisoformat(row["date"]),
            lead=row["lead"],
            body=body,
            reform_field=field,
            unit=units[row["unit"]],
            image=pictures.get(field),
        )
        # As if it had been published on its day: then it counts for the plan of its year.
        page.first_published_at = clock.midnight(page.date)
        page.tags.set(row["tags"])
        publish(columns[row["column"]], page)
    return len(rows)


def picture_of(field):
    """Return the drawing of a reform field as an image of the site; it is stored once."""
    name = TITLE.format(field.name)
    if known := example_pictures().filter(title=name).first():
        return known
    office = Unit.objects.filter(kind=Unit.Kind.OFFICE).exclude(collection=None).first()
    image = get_image_model()(title=name, description=name)
    if office:
        image.collection = office.collection
    image.file = ContentFile(draw_field(field.slug), name=f"minh-hoa-{field.slug}.png")
    image.save()
    return image


def contacts_of(section):
    """Return the list of contacts below ``section``; a section of an earlier release has none."""
    pages = ContactIndexPage.objects.child_of(section)
    return pages.first() or add_page(section, ContactIndexPage, **read("pages.json")["contact"])


def create_contacts(parent):
    """Publish the contact pages of units without one below ``parent``; return how many.

    Their hours are examples; the register of units has no telephone numbers, and none are invented.
    """
    units = by_slug(Unit)
    texts = read("demo/contacts.json")
    known = set(ContactPage.objects.values_list("unit__slug", flat=True))
    rows = [row for row in texts["contacts"] if row["unit"] not in known]
    for row in rows:
        page = ContactPage(
            title=row["title"],
            slug=row["slug"],
            unit=units[row["unit"]],
            other_names="\n".join(row["other_names"]),
            duties=rich_text(row["duties"]),
            hours_note=texts["hours_note"],
        )
        page.opening_hours = [
            OpeningHours(
                opens=datetime.time.fromisoformat(opens), closes=datetime.time.fromisoformat(closes)
            )
            for opens, closes in texts["hours"]
        ]
        publish(parent, page)
    return len(rows)


def create_questions(parent):
    """Let an example asker, who is nobody, have asked ``parent`` something, unless anybody has."""
    if Question.objects.exists():
        return
    units = by_slug(Unit)
    for row in read("demo/questions.json"):
        question = Question(
            page=parent, name=EXAMPLE_ASKER, email="nguoihoimau@example.org", text=row["text"]
        )
        if row["unit"]:
            question.unit = units[row["unit"]]
            question.state = Question.State.ASSIGNED
            question.due_on = usual_due_date(clock.today())
        question.save()


def choose_frequent_procedures(procedures):
    """Show the procedures that people ask for most on the home page, unless some are chosen."""
    if not procedures.frequent_procedures.exists():
        pages = ProcedurePage.objects.child_of(procedures)
        procedures.frequent_procedures = pages.filter(code__in=FREQUENT_CODES)
        procedures.save_revision().publish()


def name_port():
    """Give the site that Wagtail makes the port at which the admin is reached.

    Otherwise full addresses, such as those in feeds, lead to port 80.
    """
    port = urlsplit(getattr(settings, "WAGTAILADMIN_BASE_URL", "")).port
    if port:
        Site.objects.filter(hostname="localhost", port=80).update(port=port)
        Site.clear_site_root_paths_cache()


def load_demo(section):
    """Load the whole example content below ``section``; return how many pages are new."""
    name_port()
    procedures = ProcedureIndexPage.objects.child_of(section).first()
    situations = SituationIndexPage.objects.child_of(section).first()
    new = create_procedures(procedures) + create_situations(situations) + create_articles()
    new += create_reviews(EXAMPLE_NOTE)
    new += create_contacts(contacts_of(section))
    new += create_indicators(section)
    new += create_initiatives(section, INITIATIVE_NOTE)
    create_questions(situations)
    choose_frequent_procedures(procedures)
    new += create_special_page(section, EXAMPLE_NOTE)
    new += create_digest(section)
    new += create_plan(section)
    return new + create_english(section)
