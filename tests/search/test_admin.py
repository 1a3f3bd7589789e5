from datetime import date

import pytest
from django.urls import reverse

from cchc_wagtail.search import search
from cchc_wagtail.search.log import forget_old_queries, log_click, log_search
from cchc_wagtail.search.models import LoggedQuery, Synonym
from tests.factories import ProcedurePageFactory

pytestmark = pytest.mark.django_db
MAY = {"admin": True, "office": True, "leadership": False, "professional": False}


@pytest.fixture
def licence(section):
    index = section.get_children().get(slug="thu-tuc").specific
    Synonym.objects.filter(folded_words="bang lai").delete()
    return ProcedurePageFactory(parent=index, title="Đổi giấy phép lái xe")


@pytest.mark.parametrize("kind", [*MAY, "anonymous"])
def test_who_may_keep_synonyms(log_in, licence, kind):
    client = log_in(kind)
    form = {"words": "bằng lái", "meaning": "giấy phép lái xe"}
    may = MAY.get(kind, False)
    for name in ("cchc_search_synonyms:index", "cchc_search_synonyms:add"):
        assert (client.get(reverse(name)).status_code == 200) == may
    response = client.post(reverse("cchc_search_preview"), form)
    assert (response.status_code == 200) == may
    client.post(reverse("cchc_search_synonyms:add"), form)
    assert Synonym.objects.filter(folded_words="bang lai").exists() == may


def test_a_preview_shows_both_sides_and_changes_nothing(log_in, licence):
    form = {"words": "bằng lái", "meaning": "giấy phép lái xe"}
    response = log_in("office").post(reverse("cchc_search_preview"), form)
    (_, now), (_, then) = response.context["sides"]
    assert (now.is_guess or not now.total, then.is_guess, then.total) == (True, False, 1)
    assert licence.title in response.content.decode()
    assert search("bằng lái").total == now.total
    wrong = log_in("office").post(reverse("cchc_search_preview"), {"words": "x", "meaning": ""})
    assert wrong.status_code == 200 and not wrong.context["sides"]


@pytest.mark.parametrize(
    "words, meaning", [("...", "giấy"), ("hộ chiếu", "ho chieu"), ("TTHC", "thủ tục hành chính")]
)
def test_a_synonym_that_says_nothing_or_is_there_is_refused(log_in, section, words, meaning):
    before = Synonym.objects.count()
    response = log_in("office").post(
        reverse("cchc_search_synonyms:add"), {"words": words, "meaning": meaning}
    )
    assert response.status_code == 200 and response.context["form"].errors
    assert Synonym.objects.count() == before


@pytest.mark.parametrize("kind", [*MAY, "anonymous"])
def test_who_may_see_what_was_looked_for(log_in, section, kind):
    log_search("xe đạp điện", 0, "1")
    response = log_in(kind).get(reverse("cchc_search_queries"), {"outcome": "nothing", "days": 30})
    may = kind in ("admin", "office", "leadership")
    assert (response.status_code == 200) == may
    if may:
        text = response.content.decode()
        assert "xe đạp điện" in text
        assert f"{reverse('cchc_search_synonyms:add')}?words=xe%20" in text


def test_the_report_sums_up_days_and_filters(log_in, section):
    log_search("Hộ chiếu", 5, "1")
    log_search("ho chieu", 5, "2")
    log_click("ho chieu", 5, "3")
    log_search("khong thay", 0, "4")
    client = log_in("admin")
    rows = {
        row["folded"]: row
        for row in client.get(reverse("cchc_search_queries")).context["object_list"]
    }
    assert (rows["ho chieu"]["searches"], rows["ho chieu"]["opened"]) == (2, 1)
    address = reverse("cchc_search_queries")
    unopened = client.get(address, {"outcome": "unopened"}).context["object_list"]
    assert [row["folded"] for row in unopened] == ["khong thay"]
    export = client.get(address, {"export": "csv"})
    assert "khong thay" in b"".join(export.streaming_content).decode()


def test_what_was_near_only_is_a_row_of_its_own(log_in, section):
    log_search("khong thay", 0, "1")
    log_search("gan dung", 0, "2", True)
    client, address = log_in("admin"), reverse("cchc_search_queries")
    for outcome, found in [("nothing", ["khong thay"]), ("near", ["gan dung"])]:
        rows = client.get(address, {"outcome": outcome}).context["object_list"]
        assert [row["folded"] for row in rows] == found


def test_the_report_of_a_month(log_in, section):
    for day, text in [(date(2024, 5, 31), "thang nam"), (date(2024, 6, 1), "thang sau")]:
        LoggedQuery.objects.create(day=day, folded=text, text=text, count=3, total=1)
    shown = log_in("admin").get(reverse("cchc_search_queries"), {"month": "2024-05"})
    assert [row["folded"] for row in shown.context["object_list"]] == ["thang nam"]
    assert "05/2024" in shown.content.decode()


def test_what_one_person_typed_is_kept_for_a_month(section, monkeypatch):
    monkeypatch.setattr("cchc_wagtail.clock.today", lambda: date(2024, 7, 1))
    for day, text, count in [
        (date(2024, 5, 31), "mot nguoi", 1),
        (date(2024, 6, 20), "moi day", 1),
        (date(2024, 5, 31), "nhieu nguoi", 1),
        (date(2024, 5, 30), "nhieu nguoi", 1),
    ]:
        LoggedQuery.objects.create(day=day, folded=text, text=text, count=count)
    assert forget_old_queries() == 1
    left = set(LoggedQuery.objects.values_list("folded", flat=True))
    assert left == {"moi day", "nhieu nguoi"}


def test_a_synonym_is_offered_for_what_was_typed(log_in, section):
    response = log_in("office").get(reverse("cchc_search_synonyms:add"), {"words": "xe độ"})
    assert 'value="xe độ"' in response.content.decode()


@pytest.mark.parametrize(
    "text, kept",
    [
        ("hỏi cho số 0912 345 678", "hỏi cho số …"),
        ("cccd 012345678901", "cccd …"),
        ("ten@example.com hộ chiếu", "… hộ chiếu"),
        ("61/2018/NĐ-CP", "61/2018/NĐ-CP"),
        ("1.001234.000.00.00.H53", "1.001234.000.00.00.H53"),
    ],
)
def test_what_may_be_personal_is_masked(text, kept):
    log_search(text, 1, "1")
    assert LoggedQuery.objects.get().text == kept
