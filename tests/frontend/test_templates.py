"""``docs/reference/templates.md``: the templates a site may replace, and what each is given."""

import re

import pytest
from django.test.signals import template_rendered
from django.urls import reverse

from cchc_wagtail.contact.models import ContactIndexPage
from cchc_wagtail.digests.models import DigestIndexPage
from cchc_wagtail.indicators.models import Index, IndexListPage, OneStopPage
from cchc_wagtail.initiatives.models import InitiativeIndexPage
from cchc_wagtail.news.models import NewsColumnPage
from cchc_wagtail.plans.models import PlanIndexPage
from cchc_wagtail.procedures.models import ProcedureIndexPage
from cchc_wagtail.questions.models import SituationIndexPage
from cchc_wagtail.registry.models import LegalDocument, RegistryPage
from cchc_wagtail.search.engines import SearchUnavailable
from tests.factories import (
    ArticlePageFactory,
    ContactPageFactory,
    DigestPageFactory,
    IndexPageFactory,
    InitiativePageFactory,
    LegalDocumentFactory,
    PlanContentFactory,
    PlanPageFactory,
    ProcedurePageFactory,
    ProposalFactory,
    QuestionFactory,
    SituationPageFactory,
    SpecialPageFactory,
)
from tests.templates import PAGE, page_with, parts, public_templates

BASE = "cchc_frontend/base.html"
#: What every template is given, and what those that it extends set.
COMMON = {"True", "False", "None", "self", "csrf_token", "request", "user", "perms", "messages"}
COMMON |= {"DEFAULT_MESSAGE_LEVELS", "LANGUAGE_CODE", "site", "wagtail_site", "findings"}


def test_each_public_template_is_listed_once_and_none_that_is_gone():
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `cchc_")]
    listed = [name for row in rows for name in re.findall(r"`(cchc_[^`]+)`", row.split(" | ")[0])]
    assert sorted(listed) == sorted(public_templates())


def test_the_parts_are_described_as_their_heads_do():
    assert page_with(parts()) == PAGE.read_text("utf-8")


def names_given():
    """Return template → names of what the page says that it is given, of those for whole pages."""
    section = PAGE.read_text("utf-8").partition("## Pages")[2].partition("## Parts")[0]
    given = {}
    for line in section.splitlines():
        if line.startswith("| `"):
            templates, names = line.strip("| ").split(" | ")
            for template in re.findall(r"`([^`]+)`", templates):
                outside = re.sub(r"\([^()]*\)", "", names)
                given[template] = set(re.findall(r"`(\w+)`", outside))
    return given


@pytest.fixture
def given():
    """Template → names of what it was given, of all that is rendered during the test."""
    seen = {}

    def note(template, context, **kwargs):
        seen.setdefault(template.name, set()).update(set(context.flatten()) - COMMON)

    template_rendered.connect(note)
    yield seen
    template_rendered.disconnect(note)


def test_pages_are_given_what_is_said(section, client, given, monkeypatch):
    document = LegalDocumentFactory(number="9901/2018/NĐ-CP", title="Về nuôi ong")
    for issuer in ["Bộ A", "Bộ B"]:
        LegalDocumentFactory(number="77/2019/NĐ-CP", issuer__name=issuer)
    column = NewsColumnPage.objects.first()
    article = ArticlePageFactory(parent=column, lead="Theo Nghị định số 9901/2018/NĐ-CP.")
    index = ProcedureIndexPage.objects.get()
    procedure = ProcedurePageFactory(parent=index, channels=1)
    gone = ProcedurePageFactory(parent=index)
    gone.save_revision().publish()
    gone.refresh_from_db()
    gone.unpublish()
    situations = SituationIndexPage.objects.get()
    situation = SituationPageFactory(parent=situations)
    question = QuestionFactory(page=situations)
    contacts = ContactIndexPage.objects.get()
    contact = ContactPageFactory(parent=contacts, slug="phong-thu")
    special = SpecialPageFactory(parent=column)
    digests = DigestIndexPage.objects.get()
    digest = DigestPageFactory(parent=digests)
    plans = PlanIndexPage.objects.get()
    plan = PlanPageFactory(parent=plans)
    PlanContentFactory(page=plan)
    indices, one_stop = IndexListPage.objects.get(), OneStopPage.objects.get()
    papi = IndexPageFactory(parent=indices, slug="chi-so-thu")
    service = IndexPageFactory(
        parent=indices, slug="phuc-vu", index=Index.objects.get(slug="phuc-vu-nguoi-dan")
    )
    gallery = InitiativeIndexPage.objects.get()
    initiative = InitiativePageFactory(parent=gallery)
    proposal = ProposalFactory(page=gallery)
    feedback = reverse("cchc_wagtail:feedback", args=[procedure.pk])
    search = reverse("cchc_wagtail:search")
    document = LegalDocument.objects.get(pk=document.pk)
    for address in [
        section.url,
        column.url,
        article.url,
        index.url,
        procedure.url,
        gone.url,
        reverse("cchc_wagtail:procedure_poster", args=[procedure.code]),
        contacts.url,
        contact.url,
        special.url,
        digests.url,
        digest.url,
        reverse("cchc_wagtail:embedded_list", args=["tin-tuc"]),
        plans.url,
        plan.url,
        "/don-vi/van-phong-so/",
        "/kha-nang-tiep-can/",
        indices.url,
        papi.url,
        service.url,
        one_stop.url,
        gallery.url,
        initiative.url,
        gallery.propose_url,
        gallery.lookup_url + "?ma=ABCD",
        gallery.lookup_url + f"{proposal.reference}/",
        situations.url,
        situation.url,
        situations.lookup_url + "?ma=ABCD",
        situations.lookup_url + f"{question.reference}/",
        situations.ask_url,
        feedback,
        feedback + "?cam-on=1",
        RegistryPage.objects.first().url,
        document.get_absolute_url(),
        reverse("cchc_wagtail:document_cited_by", args=[document.slug]),
        "/van-ban/77-2019/",
        search + "?q=nuoi+ong",
        search + "?q=999/2023/NĐ-CP",
        search + "?q=chau+thuy+dien",
    ]:
        assert client.get(address).status_code in (200, 410), address
    client.post(situations.ask_url, {"text": "Nuôi ong ở đâu thì được?", "step": "1"})
    monkeypatch.setattr("cchc_wagtail.search.views._search", _unavailable)
    client.get(search)
    said = names_given()
    assert {name: given.get(name) for name in said if name != BASE} == {
        name: names for name, names in said.items() if name != BASE
    }


def _unavailable(request):
    raise SearchUnavailable
