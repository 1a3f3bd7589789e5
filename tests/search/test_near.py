"""Where nothing matches, the nearest are offered, marked as such; silence is for unknown words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cchc_wagtail.procedures.models import ProcedurePage
from cchc_wagtail.questions.similar_answers import similar_answers
from cchc_wagtail.search import search
from cchc_wagtail.search.models import LoggedQuery
from cchc_wagtail.search.query.retrieval import MOST_NEAR, find_objects
from tests.factories import (
    ArticlePageFactory,
    ProcedurePageFactory,
    ThematicAreaFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

# One word of it is in the titles; the rest is how people put it.
STORY = "bà con bên nhà chồng hỏi giùm lúa giống vụ đông xuân trồng hoa hồng leo giàn"


@pytest.fixture
def procedures(section):
    return section.get_children().get(slug="thu-tuc").specific


@pytest.fixture
def column(section):
    return section.get_children().get(slug="tin-tuc").get_children().first().specific


@pytest.fixture
def rose(procedures):
    area = ThematicAreaFactory(name="Xuất nhập cảnh")
    ProcedurePageFactory(
        parent=procedures, title="Cấp hộ chiếu", code="1.000001", thematic_area=area
    )
    return ProcedurePageFactory(parent=procedures, title="Kiểm dịch hoa hồng", code="1.000002")


def test_the_nearest_are_offered_and_marked(engine, rose):
    results = search(STORY)
    assert results.is_guess and not results.relaxed
    assert results.hits[0].key == "1.000002"
    assert results.total == len(results.hits) <= MOST_NEAR


def test_the_near_lead_to_their_beginning_not_to_a_mention(engine, procedures):
    steps = [("step", {"heading": "Bước 1", "text": "<p>Mang hoa hồng leo giàn tới xã.</p>"})]
    ProcedurePageFactory(
        parent=procedures, title="Kiểm dịch thực vật", code="1.000003", steps=steps
    )
    (hit,) = search(STORY).hits
    assert "#" not in hit.url
    (hit,) = search("kiểm dịch thực vật hoa hồng leo giàn").hits
    assert "#trinh-tu" in hit.url


@pytest.mark.parametrize("text", ["hoa hồng", "kiem dich hoa hong", "1.000002", ""])
def test_what_matches_is_no_guess(engine, rose, text):
    results = search(text, filters={"kind": ["procedure"]})
    assert results.total and not results.is_guess


@pytest.mark.parametrize("text", ["xylophon zwischenzeit", f'"{STORY}"'])
def test_where_no_word_is_known_there_is_nothing(engine, rose, text):
    results = search(text)
    assert results.total == 0 and not results.is_guess


def test_filters_come_before_the_nearest_are_cut(engine, rose, procedures, column):
    article = ArticlePageFactory(parent=column, title="Hoa hồng")
    for number in range(MOST_NEAR + 2):
        ProcedurePageFactory(parent=procedures, title=f"Hoa hồng vụ {number}")
    assert {hit.kind for hit in search(STORY).hits} == {"procedure"}
    results = search(STORY, filters={"kind": ["article"]})
    assert results.is_guess and results.hits[0].title == article.title


def test_lists_and_choosers_offer_what_matches_alone(client, engine, rose):
    assert find_objects("hoa hồng", ProcedurePage) == [rose.pk]
    assert find_objects(STORY, ProcedurePage) == []
    assert similar_answers(STORY, None) == []
    client.force_login(UserFactory(admin=True))
    answer = client.get(reverse("cchc_search_choose", args=["procedure"]), {"q": STORY})
    assert answer.json() == {"results": []}


def test_the_page_says_so_and_shows_other_ways_on(client, engine, rose):
    response = client.get(reverse("cchc_wagtail:search"), {"q": STORY})
    html = response.content.decode()
    assert "Chưa có kết quả khớp hoàn toàn. Có thể bạn cần:" in html
    assert rose.title in html.replace("<mark>", "").replace("</mark>", "")
    assert f"{reverse('cchc_wagtail:ask')}?q=b%C3%A0%20con" in html
    assert response.context["fields"]
    assert client.get(reverse("cchc_wagtail:search_json"), {"q": STORY}).json()["is_guess"]


def test_the_log_counts_it_as_not_found(client, engine, rose):
    response = client.get(reverse("cchc_wagtail:search"), {"q": STORY})
    client.post(response.context["log_address"])
    row = LoggedQuery.objects.get()
    assert (row.total, row.is_near) == (0, True)


def test_its_queries_do_not_grow(client, engine, rose, procedures):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("cchc_wagtail:search"), {"q": STORY})
        return len([q for q in queries if "SAVEPOINT" not in q["sql"]])

    count()
    few = count()
    for number in range(12):
        ProcedurePageFactory(parent=procedures, title=f"Kiểm dịch hoa hồng loại {number}")
    assert count() <= few <= 30
