import pytest

from cchc_wagtail.search import search
from cchc_wagtail.search.models import Synonym
from cchc_wagtail.search.text.query import parse_query
from tests.factories import ProcedurePageFactory


@pytest.fixture
def licences(engine, procedures):
    for title in [
        "Đổi giấy phép lái xe quốc tế",
        "Cấp giấy phép xây dựng nhà ở",
        "Cấp phép cho xe quá khổ, lái xe dẫn đường",
        "Kiểm dịch hóa chất",
        "Kiểm dịch hoa tươi",
    ]:
        ProcedurePageFactory(parent=procedures, title=title)


def titles(text, **options):
    return [hit.title for hit in search(text, **options).hits]


@pytest.mark.parametrize(
    "text, found",
    [
        ('"giấy phép lái xe"', ["Đổi giấy phép lái xe quốc tế"]),
        ("“giay phep lai xe”", ["Đổi giấy phép lái xe quốc tế"]),
        ('"xe lái giấy phép"', []),
        ('"kiểm dịch hóa"', ["Kiểm dịch hóa chất"]),
        ('"kiểm dịch" hoa', ["Kiểm dịch hoa tươi", "Kiểm dịch hóa chất"]),
        ('"giay pheep lai xe"', []),
    ],
)
def test_quotes_ask_for_words_in_a_row(licences, text, found):
    assert sorted(titles(text)) == sorted(found)


@pytest.mark.parametrize(
    "text, found",
    [
        ("giay phep -lai", {"Cấp giấy phép xây dựng nhà ở"}),
        ('giay phep -"xay dung"', {"Đổi giấy phép lái xe quốc tế"}),
        ("kiem dich -hóa", {"Kiểm dịch hoa tươi"}),
    ],
)
def test_a_word_after_a_hyphen_is_left_out(licences, text, found):
    assert found <= set(titles(text))
    assert not any(
        word in title.lower() for title in titles(text) for word in unwanted(text) if word
    )


def unwanted(text):
    return {"giay phep -lai": ["lái"], 'giay phep -"xay dung"': ["xây dựng"]}.get(text, ["hóa"])


@pytest.mark.parametrize("text", ["61/2018/NĐ-CP", "Hà Nội - Huế", "xe -", "covid-19", "-lái"])
def test_other_hyphens_exclude_nothing(text):
    assert parse_query(text).excluded == ()


def test_synonyms_are_read_one_way_or_both(licences, procedures):
    Synonym.objects.create(words="bằng lái", meaning="giấy phép lái xe")
    Synonym.objects.create(words="GPXD", meaning="giấy phép xây dựng", both_ways=True)
    results = search("doi bang lai")
    assert results.hits[0].title == "Đổi giấy phép lái xe quốc tế"
    assert results.synonyms == ["giấy phép lái xe"]
    assert search("GPXD").hits[0].title == "Cấp giấy phép xây dựng nhà ở"
    assert search("giấy phép xây dựng").synonyms == [], "nothing on the site says GPXD"
    ProcedurePageFactory(parent=procedures, title="Điều chỉnh GPXD")
    assert search("giấy phép xây dựng").synonyms == ["GPXD"]
    assert search("giấy phép lái xe").synonyms == []
    assert search("doi bang lai", exact=True).synonyms == []


def test_marks_that_differ_are_another_word(licences):
    Synonym.objects.create(words="bằng lái", meaning="giấy phép lái xe")
    assert search("bảng lái").synonyms == []
    assert search("bang lái").synonyms == ["giấy phép lái xe"]


def test_an_abbreviation_that_could_be_a_syllable_has_to_be_in_capitals(licences):
    Synonym.objects.create(words="CA", meaning="kiểm dịch")
    assert search("CA").synonyms == ["kiểm dịch"]
    assert search("ca").synonyms == []


def test_what_a_synonym_knows_is_not_mended(licences):
    Synonym.objects.create(words="giaay", meaning="hóa chất")
    results = search("giaay")
    assert results.suggestion == "" and results.hits[0].title == "Kiểm dịch hóa chất"
