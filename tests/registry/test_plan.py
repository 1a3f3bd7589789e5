"""The yearly plan as a page of the demo site: every document that it names is known."""

import io
import re

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import TestCase
from django.urls import reverse

from cchc_wagtail.news.models import ArticlePage
from cchc_wagtail.procedures.models import ProcedurePage
from cchc_wagtail.registry.citator.lapsed import lapsed_citations
from cchc_wagtail.registry.models import CitationStatus, ContentCitation, LegalDocument
from tests.factories import UserFactory

PLAN = "ke-hoach-thong-tin-tuyen-truyen-cchc-nam-2024"


class PlanTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("cchc_setup", demo=True, insecure_accounts=True, stdout=io.StringIO())
        cls.plan = ArticlePage.objects.get(slug=PLAN)
        cls.citations = ContentCitation.objects.filter(object_id=str(cls.plan.pk))

    @pytest.fixture(autouse=True)
    def reference_data(self, request):
        self.request = request

    def test_it_is_the_plan_itself(self):
        """Word for word, but for the head of the letter."""
        folder = self.request.getfixturevalue("shared_data")
        plan = letters((folder / "plan-2024.txt").read_text(encoding="utf-8"))
        for block in self.plan.body:
            html = BeautifulSoup(str(block.value), "html.parser")
            for paragraph in html.find_all(["p", "li", "h2"]):
                assert letters(paragraph.text) in plan, paragraph.text

    def test_all_its_documents_resolve_and_one_is_doubtful(self):
        doubtful = self.citations.filter(status=CitationStatus.DOUBTFUL)
        assert {citation.number for citation in doubtful} == {"17/NQ-CP"}
        others = self.citations.exclude(number="17/NQ-CP")
        assert others.count() >= 10
        assert {citation.status for citation in others} == {CitationStatus.RESOLVED}

    def test_a_number_that_other_years_share_resolves_by_its_date(self):
        (citation,) = self.citations.filter(number="23/CT-TTg")
        assert citation.date.isoformat() == "2021-09-02"
        assert citation.document.issued_on == citation.date

    def test_what_is_no_longer_in_force_says_since_when_and_what_replaced_it(self):
        page = BeautifulSoup(self.client.get(self.plan.url).content.decode(), "html.parser")
        for number in ["61/2018/NĐ-CP", "107/2021/NĐ-CP"]:
            link = page.find("a", class_="cchc-citation", string=re.compile(re.escape(number)))
            mark = link.find_next(class_="cchc-lapsed")
            assert "hết hiệu lực" in mark.text and "01/7/2025" in mark.text
            document = LegalDocument.objects.get(number=number)
            html = self.client.get(document.get_absolute_url()).content.decode()
            assert "118/2025/NĐ-CP" in html

    def test_the_procedures_that_rest_on_it_are_in_the_report(self):
        resting = {citation.object_id for citation in lapsed_citations()}
        procedures = ProcedurePage.objects.filter(pk__in=resting)
        assert procedures
        self.client.force_login(UserFactory(admin=True))
        report = self.client.get(reverse("cchc_registry_lapsed")).content.decode()
        for procedure in procedures:
            assert procedure.title in report


def letters(text):
    return re.sub(r"\W+", "", text).lower()
