import pytest

from cchc_wagtail.search.text.exact_keys import exact_key, keys_for, possible_keys
from cchc_wagtail.search.text.query import MAX_SYLLABLES, parse_query
from cchc_wagtail.search.text.terms import as_written, padded, terms_of


def test_the_frame_of_a_question_is_no_part_of_what_is_looked_for():
    query = parse_query("Làm hộ chiếu hết bao nhiêu tiền?")
    assert query.pieces == (("lam", "ho", "chieu"),)
    assert query.terms == ["lam_ho", "ho_chieu"]


@pytest.mark.parametrize(
    "typed, pieces",
    [
        ("giám định tổn thương cơ thể", (("giam", "dinh", "ton", "thuong", "co", "the"),)),
        ("chống gỉ", (("chong", "gi"),)),
        ("có thể đổi bằng", (("doi", "bang"),)),
        ("co the doi bang", (("doi", "bang"),)),
        ("cóo thể doi bằng ở đâu", (("coo", "the", "doi", "bang"),)),
    ],
)
def test_a_frame_has_its_own_marks(typed, pieces):
    """Typed with marks, “cơ thể” is not “có thể”."""
    assert parse_query(typed).pieces == pieces


def test_a_query_that_is_only_a_frame_is_taken_as_it_is():
    assert parse_query("ở đâu").terms == ["o_dau"]


def test_no_pair_reaches_over_a_frame():
    assert "chieu_le" not in parse_query("hộ chiếu ở đâu lệ phí").terms


def test_a_lone_syllable_is_a_term_of_its_own():
    assert parse_query("hóa").terms == ["hoa"]


def test_pairs_typed_with_marks_are_kept_for_the_ranking():
    assert parse_query("KIỂM dich hoá").marked == ["kiểm dich", "dich hóa"]
    assert parse_query("kiem dich").marked == []


def test_long_input_is_cut():
    query = parse_query("hộ chiếu " * 100_000)
    assert len(query.syllables) <= MAX_SYLLABLES


@pytest.mark.parametrize(
    "text", ["61/2018/NĐ-CP", "61/2018/nd-cp", "61 2018 nd cp", "61/2018/NĐCP"]
)
def test_a_number_has_one_key_however_it_is_written(text):
    assert exact_key(text) == "612018ndcp"


def test_a_code_with_a_local_tail_is_found_by_its_national_part():
    assert keys_for("1.001234.000.00.00.H53") == {exact_key("1.001234.000.00.00.H53"), "1001234"}
    assert "612018ndcp" in keys_for("61/2018/NĐ-CP")


def test_a_typed_tail_or_words_around_do_not_hide_a_code():
    assert "1001234" in possible_keys(parse_query("1.001234.000.00.00.H53").syllables)
    assert "1001234" in possible_keys(parse_query("thủ tục 1.001234 lệ phí").syllables)
    assert possible_keys(parse_query("hộ chiếu").syllables) == {}


def test_terms_are_syllables_and_pairs():
    folded = padded(["cap", "ho", "chieu"])
    assert terms_of(folded) == {"cap", "ho", "chieu", "cap_ho", "ho_chieu"}
    assert as_written("ho_chieu") in folded
    assert as_written("chie") not in folded


@pytest.mark.parametrize(
    "typed",
    ["nd 61 2018", "61/2018", "ND61/2018", "nghị định 61", "nghị định số 61 năm 2018",
     "NĐ-CP 61/2018", "61 nd cp", "hỏi về nđ 61/2018 ạ"],
)  # fmt: skip
def test_a_decree_is_named_by_any_of_its_parts(typed):
    assert possible_keys(parse_query(typed).syllables).keys() & keys_for("61/2018/NĐ-CP")


@pytest.mark.parametrize(
    "typed", ["qd 140 ubnd tinh", "quyết định 140", "qd 140 2024", "qd ubnd 140", "qd140/ubnd"]
)
def test_a_decision_is_named_by_any_of_its_parts(typed):
    assert possible_keys(parse_query(typed).syllables).keys() & keys_for("140/QĐ-UBND", 2024)


@pytest.mark.parametrize("typed", ["qđ 61/2018", "ngày 23/6/2018", "tháng 61/2018", "61", "2018"])
def test_another_number_or_a_date_names_no_decree(typed):
    assert not possible_keys(parse_query(typed).syllables).keys() & keys_for("61/2018/NĐ-CP")


def test_what_is_a_word_or_a_country_is_no_mistake():
    from cchc_wagtail.search.query.repairs import surely_meant

    assert "meo" in surely_meant(parse_query("mèo con"))
    assert surely_meant(parse_query("đi dai loan")) >= {"dai", "loan"}
    assert "hochieu" not in surely_meant(parse_query("hochieu meo"))


def test_i_and_y_are_one():
    assert parse_query("lí lịch").syllables == parse_query("lý lịch").syllables
    assert parse_query("lí lịch").marked == parse_query("lý lịch").marked
    assert parse_query("thi").syllables != parse_query("thy").syllables
