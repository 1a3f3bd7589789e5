import pytest

from cchc_wagtail.search import search
from cchc_wagtail.search.query.repairs import mend, without_typing_keys
from tests.factories import ProcedurePageFactory


@pytest.fixture
def passports(engine, procedures):
    for title in ["Cấp hộ chiếu phổ thông", "Trình báo mất hộ chiếu", "Xây dựng nhà ở"]:
        ProcedurePageFactory(parent=procedures, title=title)


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("chieeus", "chieu"),
        ("nuwowcs", "nuoc"),
        ("lwowng", "luong"),
        ("ddaang", "dang"),
        ("tucj", "tuc"),
        ("chie61u", "chieu"),
        ("ho65", "ho"),
        ("trung", "trung"),
        ("xe", "xe"),
    ],
)
def test_keys_left_over_from_typing(typed, meant):
    assert without_typing_keys(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["hooj chieeus", "ho65 chie61u", "hochieu", "ho chieuu", "ho cheiu", "ho chi eu", "ho chiieu"],
)
def test_what_the_site_does_not_have_is_mended(passports, typed):
    assert mend(tuple(typed.split())) == ("ho", "chieu")


@pytest.mark.parametrize("typed", ["ho chieu", "chieu ho", "zwischenzeit", "mat ho", "2024"])
def test_what_the_site_has_or_what_cannot_be_known_stays(passports, typed):
    assert mend(tuple(typed.split())) == tuple(typed.split())


def test_a_mended_query_says_so_as_the_site_writes_it(passports):
    results = search("hooj chieeus")
    assert results.suggestion == "hộ chiếu"
    assert results.text == "hooj chieeus"
    assert results.total == 2


def test_the_words_as_typed_can_be_insisted_on(passports):
    results = search("hooj chieeus", exact=True)
    assert (results.total, results.suggestion) == (0, "")


@pytest.fixture
def families(engine, procedures):
    titles = [f"Cấp thị thực điện tử lần {number}" for number in range(8)]
    for title in ["Nhận mẹ con", "Đại lo an sinh", *titles]:
        ProcedurePageFactory(parent=procedures, title=title)


@pytest.mark.parametrize("typed", ["mèo con", "đài loan", "Đài Loan", "dai loan"])
def test_neither_a_word_nor_a_country_is_mended(families, typed):
    assert search(typed).suggestion == ""


@pytest.mark.parametrize("typed", ["thị thựt điện tử", "thị thuực điện tử"])
def test_what_is_no_word_is_mended_though_it_has_marks(families, typed):
    assert search(typed).suggestion == "thị thực điện tử"
