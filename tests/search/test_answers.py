"""The fact that is asked for stands on top, where it is sure what is asked about."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import PageViewRestriction

from cchc_wagtail.search import search
from cchc_wagtail.search.query import retrieval
from cchc_wagtail.search.query.cards import with_cards
from tests.factories import ProcedurePageFactory, UnitFactory

pytestmark = pytest.mark.django_db

CODE = "1.000001"


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


@pytest.fixture
def unit(db):
    return UnitFactory(name="Phòng Lãnh sự", telephone="0276 3822 222")


@pytest.fixture
def passport(engine, procedures, unit):
    return ProcedurePageFactory(
        parent=procedures,
        title="Cấp hộ chiếu phổ thông",
        code=CODE,
        unit=unit,
        channels=2,
        checked_on=date(2024, 4, 4),
        source_url="https://dichvucong.gov.vn/x",
    )


@pytest.fixture
def bare(engine, procedures, unit):
    return ProcedurePageFactory(parent=procedures, title="Cấp thẻ tạm trú", unit=unit)


def get(client, name="search", **parameters):
    return client.get(reverse(f"cchc_wagtail:{name}"), parameters)


def queries_of(text):
    with CaptureQueriesContext(connection) as queries:
        search(text)
    return len([query for query in queries if "SAVEPOINT" not in query["sql"]])


@pytest.mark.parametrize(
    ("text", "kind", "answer"),
    [
        ("cap ho chieu pho thong het bao nhieu tien", "fee", "200.000 đồng/lần"),
        ("Cấp hộ chiếu mất mấy ngày?", "time", "5 ngày làm việc"),
        ("cap ho chieu online duoc khong", "online", "Có, theo nguồn"),
        ("số điện thoại hỏi cấp hộ chiếu", "contact", "Phòng Lãnh sự: điện thoại 0276 3822 222"),
    ],
)
def test_the_fact_is_given(passport, text, kind, answer):
    found = search(text).answer
    assert (found.kind, found.hit.key, found.is_known) == (kind, CODE, True)
    assert found.text.startswith(answer)
    assert found.as_of == date(2024, 4, 4)


@pytest.mark.parametrize(
    "text",
    ["het bao nhieu tien", "may ngay", "o dau", "can giay to gi", "ai duoc lam", "duoc cap gi"],
)
def test_an_empty_field_is_told(bare, text):
    found = search(f"cap the tam tru {text}").answer
    assert not found.is_known
    assert found.text == ("Chưa có thông tin – liên hệ Phòng Lãnh sự, điện thoại 0276 3822 222")


def _may_ask(client, text):
    answer = get(client, q=text).content.decode().partition('id="tra-loi"')[2]
    return f'<a href="{reverse("cchc_wagtail:ask")}?q=' in answer.partition("</section>")[0]


def test_who_gets_no_fact_may_ask(client, bare):
    assert _may_ask(client, "cap the tam tru het bao nhieu tien")


def test_who_gets_the_fact_need_not_ask(client, passport):
    assert not _may_ask(client, "cap ho chieu pho thong bao nhieu tien")


def test_opening_hours_are_not_known_but_whom_to_ask(bare):
    found = search("mấy giờ mở cửa làm thẻ tạm trú").answer
    assert (found.kind, found.is_known) == ("contact", False)
    assert "0276 3822 222" in found.text


def test_nothing_is_answered_where_no_fact_is_asked(passport):
    for text in ("cấp hộ chiếu", "mất hộ chiếu", "", "bao nhiêu tiền", CODE):
        assert search(text).answer is None, text


def test_only_what_everybody_may_read(passport):
    question = "cấp hộ chiếu bao nhiêu tiền"
    # The entry is still there, as where the index is behind.
    passport.__class__.objects.filter(pk=passport.pk).update(live=False)
    assert search(question).answer is None
    passport.__class__.objects.filter(pk=passport.pk).update(live=True)
    assert search(question).answer is not None
    PageViewRestriction.objects.create(page=passport, restriction_type=PageViewRestriction.LOGIN)
    assert search(question).answer is None


def test_a_draft_is_not_read(passport):
    passport.channels.update(fees=[])
    draft = passport.get_latest_revision_as_object() if passport.latest_revision else passport
    draft.source_url = "https://example.org/draft"
    draft.save_revision()
    found = search("cấp hộ chiếu bao nhiêu tiền").answer
    assert (found.is_known, found.source) == (False, "https://dichvucong.gov.vn/x")


def test_how_it_is_asked_does_not_keep_it_from_being_found(passport):
    found = search("how much is cấp hộ chiếu")
    assert (found.is_guess, found.suggestion) == (False, "")
    assert found.answer.kind == "fee"


@pytest.mark.parametrize("role", ["anonymous", "professional", "office", "leadership", "admin"])
def test_whoever_asks_gets_what_is_public(log_in, passport, role):
    client, parameters = log_in(role), {"q": "cap ho chieu pho thong bao nhieu tien"}
    assert get(client, "search_json", **parameters).json()["answer"]["key"] == CODE
    PageViewRestriction.objects.create(page=passport, restriction_type=PageViewRestriction.LOGIN)
    assert get(client, "search_json", **parameters).json()["answer"] is None


def test_a_guess_answers_nothing(passport):
    found = search("bà con bên nhà chồng hỏi giùm hộ lúa giống vụ đông xuân bao nhiêu tiền")
    assert found.is_guess and found.answer is None


def test_of_many_equals_none_is_meant(passport, procedures):
    for number in range(4):
        ProcedurePageFactory(parent=procedures, title=f"Đăng ký tàu cá loại {number}")
    assert search("đăng ký tàu cá bao nhiêu tiền").answer is None
    assert search("đăng ký tàu cá loại 2 bao nhiêu tiền").answer.hit.title.endswith("loại 2")


def test_of_two_equals_the_other_is_named(passport, procedures):
    ProcedurePageFactory(
        parent=procedures, title="Cấp hộ chiếu phổ thông", code="1.000002", slug="hai"
    )
    found = search("cấp hộ chiếu phổ thông mất bao lâu").answer
    assert {found.hit.key, *(hit.key for hit in found.others)} == {CODE, "1.000002"}
    assert search("cấp hộ chiếu mất bao lâu", page=2, page_size=1).answer is None


def test_another_word_is_another_matter(engine, procedures):
    for number in range(8):
        ProcedurePageFactory(
            parent=procedures, title=f"Việc số {number}", summary="Theo chứng chỉ hành nghề."
        )
    ProcedurePageFactory(parent=procedures, title="Cấp chứng chỉ hành nghề chứng khoán")
    ProcedurePageFactory(
        parent=procedures, title="Cấp cứu", summary="Nơi khám bệnh, chữa bệnh nhân đạo."
    )
    question = "những ai được cấp chứng chỉ hành nghề"
    assert search(question).answer.hit.title == "Cấp chứng chỉ hành nghề chứng khoán"
    assert search(f"{question} khám bệnh, chữa bệnh").answer is None


def test_the_name_of_a_fact_in_the_title_asks_for_nothing(engine, procedures):
    ProcedurePageFactory(parent=procedures, title="Khai lệ phí trước bạ nhà đất")
    assert search("lệ phí trước bạ nhà đất").answer is None
    assert search("khai lệ phí trước bạ nhà đất mất mấy ngày").answer.kind == "time"


def test_a_code_is_sure(passport):
    assert search(f"{CODE} nop o dau").answer.hit.key == CODE


def test_only_in_the_order_of_relevance_and_among_the_hits(passport):
    question = "cấp hộ chiếu phổ thông bao nhiêu tiền"
    assert search(question).answer
    assert search(question, sort="newest").answer is None
    assert search(question, filters={"kind": ["article"]}).answer is None


def test_typing_errors_do_not_matter(passport):
    assert search("caaps hooj chieeus bao nhieu tien").answer.kind == "fee"


def test_an_answer_costs_two_queries_more(passport, monkeypatch):
    asked, plain = "cấp hộ chiếu bao nhiêu tiền", "cấp hộ chiếu phổ thông"
    search(asked)
    with_answer, without_question = queries_of(asked), queries_of(plain)
    monkeypatch.setattr(retrieval, "answer_of", lambda *arguments: None)
    assert with_answer - queries_of(asked) == 2
    assert without_question == queries_of(plain)


def test_cards_cost_two_queries_however_many(passport, bare, procedures):
    def count():
        hits = search("cap ho chieu the tam tru").hits
        with CaptureQueriesContext(connection) as queries:
            assert all(hit.card for hit in with_cards(hits))
        return len(queries)

    few = count()
    for number in range(5):
        ProcedurePageFactory(parent=procedures, title=f"Cấp thẻ tạm trú {number}", channels=3)
    assert count() == few == 2


def test_the_page_shows_it(client, passport):
    content = get(client, q="cap ho chieu bao nhieu tien").content.decode()
    card = re.search(r'<section class="cchc-panel cchc-answer".*?</section>', content, re.S)[0]
    assert 'aria-live="polite"' in card
    assert "200.000 đồng/lần" in card
    assert f'href="{passport.url}#cach-nop"' in card
    assert '<time datetime="2024-04-04">04/4/2024</time>' in card
    assert "dichvucong.gov.vn" in card
    assert content.index("cchc-answer") < content.index('class="cchc-search-results"')
    assert "cchc-answer" not in get(client, q="cap ho chieu").content.decode()


def test_the_json_has_it(client, passport):
    data = get(client, "search_json", q="cap ho chieu bao nhieu tien").json()
    assert data["answer"] == {
        "kind": "fee",
        "label": "Bao nhiêu tiền",
        "text": "200.000 đồng/lần",
        "items": [],
        "is_known": True,
        "url": f"{passport.url}#cach-nop",
        "as_of": "2024-04-04",
        "source": "https://dichvucong.gov.vn/x",
        "title": passport.title,
        "key": CODE,
        "others": [],
    }
    assert get(client, "search_json", q="cap ho chieu").json()["answer"] is None


def test_cards_show_time_fee_and_whether_it_is_done_online(client, passport, bare):
    passport.online_url = "https://dichvucong.gov.vn/nop"
    passport.save_revision().publish()
    first = get(client, "search_json", q="cap ho chieu pho thong").json()["hits"][0]
    assert first["card"] == {
        "facts": [["Bao lâu", "5 ngày làm việc"], ["Bao nhiêu tiền", "200.000 đồng/lần"]],
        "badge": "Nộp được trực tuyến",
    }
    content = get(client, q="cap ho chieu pho thong").content.decode()
    assert "cchc-search-result__facts" in content and "cchc-badge--good" in content
    (hit,) = get(client, "search_json", q="the tam tru").json()["hits"]
    assert hit["card"] == {"facts": [], "badge": ""}


def test_the_drawer_says_how_many_filters_are_in_use(client, passport):
    parameters = {"q": "ho chieu", "unit": "phong-lanh-su", "kind": "procedure"}
    content = get(client, **parameters).content.decode()
    assert '<details class="cchc-search-drawer">' in content
    assert "đang dùng 1 bộ lọc" in content
    assert "bộ lọc)" not in get(client, q="ho chieu").content.decode()


NAMES = "\n".join(
    [
        "Làm sổ thông hành",
        "Xin giấy đi nước ngoài",
        "Gia hạn giấy tờ xuất cảnh",
        "Đổi giấy tờ xuất cảnh cũ",
        "Cấp lại giấy tờ đã thất lạc",
    ]
)


@pytest.mark.parametrize("matter", ["cap ho chieu", "lam so thong hanh"])
def test_other_names_make_it_no_less_sure_what_is_meant(passport, matter):
    passport.other_names = NAMES
    passport.save_revision().publish()
    found = search(f"{matter} het bao nhieu tien").answer
    assert found is not None
    assert found.hit.key == CODE


def test_with_other_names_a_longer_title_is_no_equal(passport, procedures):
    longer = "Cấp hộ chiếu phổ thông cho công dân ở nước ngoài"
    ProcedurePageFactory(parent=procedures, title=longer)
    for names in ["", NAMES]:
        passport.other_names = names
        passport.save_revision().publish()
        found = search("cap ho chieu pho thong het bao nhieu tien").answer
        assert (found.hit.key, found.others) == (CODE, [])
