"""What Word and PDF files leave in a text is gone when it is stored, and stops no file."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import Site

from cchc_wagtail.news.models import ArticlePage
from cchc_wagtail.organisation.models import Tag
from cchc_wagtail.questions.models import Feedback
from cchc_wagtail.search.log import log_search
from cchc_wagtail.search.models import LoggedQuery
from tests.factories import (
    ArticlePageFactory,
    LegalDocumentFactory,
    NewsColumnPageFactory,
    ProcedurePageFactory,
    SituationPageFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DIRTY = "Một\x0bcửa\x02 liên\x00 thông"
CLEAN = "Một cửa liên thông"


@pytest.fixture
def column(db):
    return NewsColumnPageFactory(parent=Site.objects.get(is_default_site=True).root_page)


def words(text):
    return " ".join(text.split())


@pytest.mark.parametrize(
    "factory",
    [ArticlePageFactory, ProcedurePageFactory, SituationPageFactory, LegalDocumentFactory],
)
def test_a_title_is_clean_in_its_row_and_in_its_draft(column, factory):
    piece = factory() if factory is LegalDocumentFactory else factory(parent=column)
    piece.title = DIRTY
    piece.save_revision().publish()
    piece.refresh_from_db()
    assert piece.title == CLEAN
    assert words(piece.latest_revision.content["title"]) == CLEAN


def test_the_blocks_of_a_text_are_clean(column):
    article = ArticlePageFactory(parent=column)
    article.body = [("paragraph", f"<p>{DIRTY}</p>"), ("quote", {"text": DIRTY, "source": ""})]
    article.save_revision().publish()
    body = ArticlePage.objects.get(pk=article.pk).body
    assert words(body[0].value.source) == f"<p>{CLEAN}</p>"
    assert words(body[1].value["text"]) == CLEAN


def test_rows_without_a_draft_are_clean_too(column):
    assert Tag.objects.create(name=DIRTY).name == CLEAN
    log_search("\x02cấp hộ\x0b chiếu", 3, "1")
    assert LoggedQuery.objects.get().text == "cấp hộ chiếu"
    page = ProcedurePageFactory(parent=column)
    feedback = Feedback.objects.create(page=page, useful=False, comment="Chưa\x02 rõ")
    assert feedback.comment == "Chưa rõ"


def test_an_old_row_that_is_not_clean_takes_no_feed_and_no_file_along(client, column):
    article = ArticlePageFactory(parent=column)
    ArticlePage.objects.filter(pk=article.pk).update(title="Tin\x02 xấu", lead="Mở\x0b đầu")
    assert client.get(reverse("cchc_wagtail:feed", args=["tin-tuc"])).status_code == 200
    LoggedQuery.objects.create(day="2024-05-06", text="=1+1", folded="x")
    LoggedQuery.objects.update(text="=HYPERLINK(\x02)")
    client.force_login(UserFactory(admin=True))
    url = reverse("cchc_search_queries")
    answer = client.get(url, {"export": "xlsx"})
    assert answer.status_code == 200
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert "=HYPERLINK()" in [cell.value for row in sheet for cell in row]
    csv = b"".join(client.get(url, {"export": "csv"}).streaming_content).decode("utf-8-sig")
    assert "'=HYPERLINK()" in csv
