"""What a query says beside the thing that it asks for: actions, ages, families, countries."""

import pytest

from cchc_wagtail.language import normalise
from cchc_wagtail.search.text.actions import ACTIONS, OTHERS, find_actions
from cchc_wagtail.search.text.classes import (
    find_classes,
    fits_age,
    is_for_foreigners,
    names_country,
)
from cchc_wagtail.search.text.query import parse_query
from cchc_wagtail.search.text.terms import folded_syllables, padded


def folded(title):
    return padded(folded_syllables(title))


def fits(query, title):
    """Return the sum of what the cues of ``query`` say to ``title``; None without any cue."""
    cues = parse_query(query).cues
    return sum(cue.fit(folded(title)) for cue in cues) if cues else None


@pytest.mark.parametrize(
    "query, title",
    [
        ("mất hộ chiếu", "Trình báo mất hộ chiếu phổ thông"),
        ("mat ca vet xe", "Cấp lại chứng nhận đăng ký xe"),
        ("bị cướp thẻ căn cước", "Cấp lại thẻ căn cước"),
        ("thẻ thường trú thất lạc", "Cấp lại thẻ thường trú"),
        ("lost passport", "Trình báo mất hộ chiếu phổ thông"),
        ("cà vẹt xe bị rách", "Cấp đổi chứng nhận đăng ký xe"),
        ("ca vet bi rach", "Đổi chứng nhận đăng ký xe"),
        ("thẻ hỏng", "Cấp lại thẻ"),
        ("giấy khai sinh sai tên", "Thay đổi, cải chính, bổ sung thông tin hộ tịch"),
        ("sổ đỏ ghi nhầm", "Đính chính Giấy chứng nhận đã cấp"),
        ("giấy phép bán rượu hết hạn", "Gia hạn Giấy phép bán rượu"),
        ("the sap het han", "Cấp đổi thẻ"),
        ("giấy phép quá hạn", "Cấp lại giấy phép"),
        ("công ty chuyển chỗ", "Thay đổi địa chỉ trụ sở chính"),
        ("dẹp tiệm tạp hóa", "Chấm dứt hoạt động hộ kinh doanh"),
        ("hợp tác xã thôi không làm nữa", "Đăng ký giải thể hợp tác xã"),
        ("nhà trọ tạm nghỉ", "Tạm ngừng kinh doanh"),
        ("mở hộ kinh doanh", "Đăng ký thành lập hộ kinh doanh"),
        ("xin giấy phép", "Thủ tục cấp Giấy phép"),
        ("mở văn phòng", "Cấp, cấp lại giấy phép đặt văn phòng"),
    ],
)
def test_actions_meet_their_official_words(query, title):
    assert fits(query, title) == 1


@pytest.mark.parametrize(
    "query, title",
    [
        ("làm hộ chiếu", "Trình báo mất hộ chiếu phổ thông"),
        ("lam ho chieu", "Cấp lại hộ chiếu"),
        ("làm hộ chiếu mất bao lâu", "Trình báo mất hộ chiếu phổ thông"),
        ("mở hộ kinh doanh", "Cấp lại Giấy chứng nhận đăng ký hộ kinh doanh"),
        ("cà vẹt rách", "Thay đổi thông tin"),
    ],
)
def test_one_action_is_not_another(query, title):
    assert fits(query, title) == 0


@pytest.mark.parametrize(
    "query",
    [
        "mất bao nhiêu tiền",
        "hộ chiếu mất bao lâu",
        "ho chieu mat bao nhieu",
        "het bao nhieu tien",
        "mất mấy ngày",
        "tuyên bố mất tích",
        "phòng cháy chữa cháy",
        "bi mat nha nuoc",
        "di sai gon",
        "mỏ đá vôi",
        "thuốc thú y có hại",
        "hông biết hộ chiếu ở đâu",
        "việc làm ở tỉnh",
        "trợ cấp hằng tháng",
        "",
    ],
)
def test_these_hold_no_action(query):
    parsed = parse_query(query)
    assert find_actions(parsed.syllables, parsed.words, {}) == []


def test_without_marks_a_syllable_of_many_meanings_is_no_action():
    assert fits("xe hu", "Cấp lại xe") is None
    assert fits("xe hư", "Cấp lại xe") == 1


def test_the_tables_are_clean():
    spoken = [one.lstrip("~") for action in ACTIONS for one in action.spoken.split("; ")]
    others = OTHERS.split("; ")
    for text in [*spoken, *others, *(a.titles for a in ACTIONS)]:
        assert text == normalise(text).strip() and text == text.lower()
    assert len({*spoken, *others}) == len(spoken) + len(others)


def test_titles_of_the_national_database_have_the_official_words(shared_data):
    lines = (shared_data / "procedure-titles.tsv").read_text(encoding="utf-8").splitlines()
    titles = [folded(line.split("\t")[2]) for line in lines]
    for action in ACTIONS:
        query = parse_query(action.spoken.split("; ")[0].lstrip("~"))
        assert any(cue.fit(title) for cue in query.cues for title in titles), action.spoken


@pytest.mark.parametrize(
    "age, title, fit",
    [
        (5, "Cấp thẻ căn cước cho người dưới 14 tuổi", 1),
        (14, "Cấp thẻ căn cước cho người dưới 14 tuổi", -1),
        (14, "Cấp thẻ căn cước cho người từ đủ 14 tuổi trở lên", 1),
        (13, "Cấp thẻ căn cước cho người từ đủ 14 tuổi trở lên", -1),
        (7, "Cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi", -1),
        (15, "Nhận trẻ em Việt Nam làm con nuôi", 1),
        (16, "Nhận trẻ em Việt Nam làm con nuôi", -1),
        (17, "Giám hộ cho người chưa thành niên", 1),
        (18, "Giám hộ cho người chưa thành niên", -1),
        (5, "Cấp lại thẻ căn cước", 0),
    ],
)
def test_ages_and_titles(age, title, fit):
    assert fits_age(age, folded(title)) == fit


@pytest.mark.parametrize(
    "query, age",
    [
        ("cháu 5 tuổi", 5),
        ("con 3 tuoi", 3),
        ("17 tuổi làm căn cước", 17),
        ("trẻ em dưới 14 tuổi", 13),
        ("con học lớp 9", 15),
        ("làm cho em bé", 5),
        ("be so sinh", 0),
        ("xe 7 chỗ", None),
        ("tuổi trẻ", None),
    ],
)
def test_ages_as_people_say_them(query, age):
    parsed = parse_query(query)
    cues = find_classes(parsed.syllables, parsed.words)
    assert [cue.fit.args[0] for cue in cues] == ([] if age is None else [age])


@pytest.mark.parametrize(
    "query",
    ["lấy chồng Mỹ", "chồng Hàn Quốc", "vợ người Đài Loan", "lay chong dai loan",
     "đăng ký kết hôn với người Nhật", "nhận con với bồ người Trung Quốc"],
)  # fmt: skip
def test_a_foreigner_in_the_family(query):
    assert fits(query, "Thủ tục đăng ký kết hôn có yếu tố nước ngoài") == 1
    assert fits(query, "Thủ tục đăng ký kết hôn") == 0


@pytest.mark.parametrize(
    "query, title, fit",
    [
        ("sang Campuchia", "Giấy phép liên vận giữa Việt Nam và Campuchia", 1),
        ("qua Cam-pu-chia", "Giấy phép liên vận giữa Việt Nam và Campuchia", 1),
        ("di lao", "Giấy phép liên vận giữa Việt Nam và Lào", 1),
        ("di lao", "Giấy phép liên vận giữa Việt Nam và Campuchia", -1),
        ("đi Lào", "Người lao động đi làm việc", 0),
        ("qua Nam Vang", "Giấy phép liên vận giữa Việt Nam và Campuchia", 1),
        ("xuất cảnh sang Cuba", "Cấp tem AB cho công dân sang Cộng hòa Cuba", 1),
    ],
)
def test_countries_and_titles(query, title, fit):
    assert fits(query, title) == fit


@pytest.mark.parametrize(
    "query", ["người lao động", "anh tôi", "hộ chiếu Việt Nam", "thái độ phục vụ", "cam kết"]
)
def test_what_only_sounds_like_a_country(query):
    assert fits(query, "Giấy phép liên vận giữa Việt Nam và Lào") is None


def test_pure_functions_take_any_title():
    assert fits_age(5, "") == names_country("lao", "") == is_for_foreigners("") == 0


def test_what_is_said_aside_counts_less_and_stays_what_it_is():
    query = parse_query("cà vẹt xe bị rách")
    assert query.aside == {"bi", "rach", "xe_bi", "bi_rach"}
    assert query.terms == ["ca_vet", "vet_xe", "xe_bi", "bi_rach"]
    assert parse_query("gia hạn tạm trú").aside == set()


def test_what_is_understood_is_not_mended():
    assert parse_query("passport lost").understood == {"lost"}
    assert {"how", "to"} <= parse_query("how to renew visa").understood
