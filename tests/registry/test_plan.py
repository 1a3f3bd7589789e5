"""The yearly plan as a page of the demo site: every document that it names is known."""

import io
import re

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse

from cchc_wagtail.news.models import ArticlePage
from cchc_wagtail.procedures.models import ProcedurePage
from cchc_wagtail.registry.lapsed import lapsed_citations
from cchc_wagtail.registry.models import CitationStatus, ContentCitation, LegalDocument
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PLAN = "ke-hoach-thong-tin-tuyen-truyen-cchc-nam-2024"


@pytest.fixture
def plan(db):
    call_command("cchc_setup", demo=True, stdout=io.StringIO())
    return ArticlePage.objects.get(slug=PLAN)


def citations_in(page):
    return ContentCitation.objects.filter(object_id=str(page.pk))


def test_it_is_the_plan_itself(plan, shared_data):
    """Word for word, but for the head of the letter."""
    text = re.sub(r"\W+", "", (shared_data / "plan-2024.txt").read_text(encoding="utf-8")).lower()
    for block in plan.body:
        for paragraph in BeautifulSoup(str(block.value), "html.parser").find_all(["p", "li", "h2"]):
            words = re.sub(r"\W+", "", paragraph.text).lower()
            assert words in text, paragraph.text


def test_all_its_documents_resolve_and_one_is_doubtful(plan):
    citations = citations_in(plan)
    assert citations.count() >= 10
    assert {citation.number for citation in citations.filter(status=CitationStatus.DOUBTFUL)} == {
        "17/NQ-CP"
    }
    others = citations.exclude(number="17/NQ-CP")
    assert {citation.status for citation in others} == {CitationStatus.RESOLVED}


def test_a_number_that_other_years_share_resolves_by_its_date(plan):
    (citation,) = citations_in(plan).filter(number="23/CT-TTg")
    assert citation.document.issued_on.isoformat() == "2021-09-02" == citation.date.isoformat()


def test_what_is_no_longer_in_force_says_since_when_and_what_replaced_it(client, plan):
    page = BeautifulSoup(client.get(plan.url).content.decode(), "html.parser")
    for number in ["61/2018/NĐ-CP", "107/2021/NĐ-CP"]:
        link = page.find("a", class_="cchc-citation", string=re.compile(re.escape(number)))
        badge = link.find_next(class_="cchc-badge").parent
        assert "Hết hiệu lực" in badge.text and "01/7/2025" in badge.text
        document = LegalDocument.objects.get(number=number)
        header = client.get(document.get_absolute_url()).content.decode()
        assert "118/2025/NĐ-CP" in header


def test_the_procedures_that_rest_on_it_are_in_the_report(client, plan):
    resting = {str(citation.object_id) for citation in lapsed_citations()}
    procedures = ProcedurePage.objects.filter(pk__in=resting)
    assert procedures
    client.force_login(UserFactory(admin=True))
    report = client.get(reverse("cchc_registry_lapsed")).content.decode()
    for procedure in procedures:
        assert procedure.title in report
