import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_wagtail.citations import DocumentNumber


@pytest.mark.parametrize(
    "typed, official, year, kind, issuer",
    [
        ("61 /2018/ND-CP", "61/2018/NĐ-CP", 2018, "Nghị định", "CP"),
        ("61/2018/nđ-cp", "61/2018/NĐ-CP", 2018, "Nghị định", "CP"),
        ("61/2018/NÐ–CP", "61/2018/NĐ-CP", 2018, "Nghị định", "CP"),
        ("61-2018-nd-cp", "61/2018/NĐ-CP", 2018, "Nghị định", "CP"),
        ("số 468/QD-TTG", "468/QĐ-TTg", None, "Quyết định", "TTg"),
        ("09/2015/TTLT- BCA-BYT-BTC", "09/2015/TTLT-BCA-BYT-BTC", 2015, "Thông tư liên tịch", None),
        ("49/2019/qh14", "49/2019/QH14", 2019, None, "QH14"),
        ("18-NQ/TW", "18-NQ/TW", None, "Nghị quyết", "TW"),
        ("66.7/2025/NQ-CP", "66.7/2025/NQ-CP", 2025, "Nghị quyết", "CP"),
        ("11/VBHN-BNG", "11/VBHN-BNG", None, "Văn bản hợp nhất", "BNG"),
        ("512/SNGV-VP", "512/SNgV-VP", None, None, "SNgV-VP"),
        ("61/98/NĐ-CP", "61/98/NĐ-CP", 1998, "Nghị định", "CP"),
        ("206/CP", "206/CP", None, None, "CP"),
        ("23/2020/QĐ&#45;UBND", "23/2020/QĐ-UBND", 2020, "Quyết định", "UBND"),
    ],
)
def test_the_official_form(typed, official, year, kind, issuer):
    number = DocumentNumber.parse(typed)
    assert str(number) == official
    assert number.year == year
    assert number.type_name == kind
    if issuer:
        assert number.issuer == issuer


@pytest.mark.parametrize("text", ["61/2018/NĐ-CP", "18-NQ/TW", "512/SNgV-VP", "49/2019/QH14"])
def test_a_slug_reads_as_its_number(text):
    number = DocumentNumber.parse(text)
    assert DocumentNumber.parse(number.slug).key == number.key


@pytest.mark.parametrize("typed", ["", "12/5", "04/BĐS", "năm/NĐ", "61/2018", "2018", "x" * 300])
def test_no_number(typed):
    with pytest.raises(ValueError, match="document"):
        DocumentNumber.parse(typed)


def test_one_key_for_a_leading_nought_and_for_an_ampersand():
    assert DocumentNumber.parse("09/2020/TT-BNG").key == DocumentNumber.parse("9/2020/TT-BNG").key
    assert (
        DocumentNumber.parse("2/2019/TT-BNN&PTNT").key
        == DocumentNumber.parse("2/2019/TT-BNNPTNT").key
    )


@given(st.text(alphabet="0123456789/-. NĐDÐQTCPBHđnqtg&ư", max_size=40))
def test_any_text_is_a_number_in_official_form_or_an_error(text):
    try:
        number = DocumentNumber.parse(text)
    except ValueError:
        return
    assert DocumentNumber.parse(str(number)) == number


@pytest.mark.parametrize(
    "typed, official",
    [
        ("01/AGC-CV", "01/AGC-CV"),
        ("313/TB-TTHĐND", "313/TB-TTHĐND"),
        ("12/QĐ-CTUBND", "12/QĐ-CTUBND"),
        ("12/TTHĐND-VP", "12/TTHĐND-VP"),
        ("61/2018/NĐCP", "61/2018/NĐ-CP"),
    ],
)
def test_a_sign_that_is_not_known_is_kept_as_written(typed, official):
    assert str(DocumentNumber.parse(typed)) == official
