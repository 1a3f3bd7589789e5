"""Which fact a question asks for, as people put it, with and without marks."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_wagtail.language import fold
from cchc_wagtail.search.text.asked import asked_in
from cchc_wagtail.search.text.asking import KINDS
from cchc_wagtail.search.text.query import parse_query

ASKED = """
fee       | làm hộ chiếu hết bao nhiêu tiền
fee       | cấp lại căn cước mất bao nhiêu tiền
fee       | mất bao nhiêu tiền để làm lại hộ chiếu
fee       | đăng ký kết hôn có mất phí không
fee       | lệ phí cấp hộ chiếu là bao nhiêu
fee       | lệ phí hộ chiếu
fee       | phí làm thẻ tạm trú
fee       | làm khai sinh có phải đóng tiền gì không
fee       | chứng thực chữ ký giá bao nhiêu
fee       | xin lý lịch tư pháp tốn bao nhiêu
fee       | đổi bằng lái hết bn tiền
fee       | cấp bản sao trích lục có miễn phí không
fee       | mức lệ phí cấp thẻ ABTC như thế nào
fee       | làm passport bao nhiêu tiền vậy ạ
fee       | how much does it cost to get a passport
time      | làm hộ chiếu mấy ngày thì có
time      | cấp thẻ tạm trú mất bao lâu
time      | bao lâu thì nhận được hộ chiếu
time      | cấp hộ chiếu bao nhiêu ngày làm việc
time      | nộp hồ sơ rồi khi nào có kết quả
time      | làm căn cước bao giờ lấy được
time      | thời gian giải quyết thủ tục cấp hộ chiếu là bao lâu
time      | thời hạn giải quyết cấp thẻ thường trú
time      | xin trích lục có lấy liền được không
time      | đổi bằng lái mất mấy tuần
time      | how long does it take to renew a passport
place     | làm hộ chiếu ở đâu
place     | nộp hồ sơ xin thẻ tạm trú ở đâu
place     | mất hộ chiếu thì báo ở đâu
place     | đăng ký kết hôn thì đến cơ quan nào
place     | làm căn cước đi đâu
place     | nộp đơn cho ai
place     | địa chỉ nộp hồ sơ cấp hộ chiếu
place     | xin xác nhận quốc tịch nộp chỗ nào
place     | where do i apply for a visa
papers    | làm hộ chiếu cần giấy tờ gì
papers    | cấp hộ chiếu cần những gì
papers    | đi làm căn cước phải mang theo giấy tờ gì
papers    | xin thẻ tạm trú phải chuẩn bị gì
papers    | hồ sơ cấp lại thẻ ABTC gồm những gì
papers    | thành phần hồ sơ đăng ký kết hôn
papers    | cần chuẩn bị những giấy tờ gì để làm hộ chiếu
papers    | hồ sơ làm hộ chiếu
papers    | what documents do i need for a work permit
online    | làm hộ chiếu online được không
online    | cấp hộ chiếu có nộp qua mạng được không
online    | đăng ký tạm trú có làm trực tuyến được không
online    | nộp hồ sơ hộ chiếu trực tuyến được ko
online    | có phải đến trực tiếp nộp hồ sơ không
online    | can i apply for a visa online
who       | ai được làm thẻ ABTC
who       | những ai được cấp giấy miễn thị thực
who       | đối tượng nào được cấp hộ chiếu công vụ
who       | thẻ ABTC dành cho ai
who       | ai có thể xin thẻ thường trú
result    | đăng ký nhận con nuôi thì được cấp gì
result    | kết quả của thủ tục này là gì
result    | làm xong thì được cấp giấy gì
result    | hộ chiếu có giá trị bao lâu
result    | thẻ tạm trú có thời hạn mấy năm
result    | giấy miễn thị thực dùng được bao lâu
result    | thị thực điện tử có hiệu lực bao nhiêu ngày
contact   | số điện thoại phòng cấp hộ chiếu
contact   | làm hộ chiếu thì gọi số nào
contact   | cấp thẻ ABTC liên hệ ai
contact   | mấy giờ mở cửa làm hộ chiếu
contact   | thứ bảy có làm hộ chiếu không
contact   | giờ làm việc của bộ phận một cửa
contact   | phone number for passports
"""

NOT_ASKED = """
mất hộ chiếu
mất hộ chiếu ở nước ngoài
trình báo mất hộ chiếu phổ thông
cấp hộ chiếu
làm hộ chiếu cho trẻ em
thủ tục đăng ký kết hôn với người nước ngoài
gia hạn tạm trú
hộ chiếu hết hạn
viện trợ phi chính phủ nước ngoài
tổ chức phi chính phủ
đại lý đổi tiền
đăng ký khai sinh quá hạn
thay đổi cơ quan cấp
đánh giá tác động môi trường
cấp lại giấy phép lái xe bị mất
tôi muốn kết hôn với người Đài Loan thì làm thế nào
mất giấy tờ xe
người nước ngoài ở Việt Nam 5 năm
khi nào phải đăng ký tạm trú
bao lâu thì phải gia hạn thẻ tạm trú
bị phạt bao nhiêu tiền khi chậm đăng ký khai sinh
tra cứu hồ sơ ở đâu
tải mẫu tờ khai ở đâu
61/2018/NĐ-CP
1.001456
nghị định về cơ chế một cửa
sửa số điện thoại trong đăng ký doanh nghiệp
không có giấy tờ gì trong người
trường hợp khẩn cấp
"""


def rows(table):
    return [[part.strip() for part in line.split("|")] for line in table.strip().splitlines()]


def kind_asked(text):
    asked = asked_in(parse_query(text))
    return asked and asked.kind


@pytest.mark.parametrize(("kind", "text"), rows(ASKED))
def test_asked(kind, text):
    assert kind_asked(text) == kind
    assert kind_asked(fold(text)) == kind
    assert kind_asked(text.upper()) == kind


@pytest.mark.parametrize("text", [text for (text,) in rows(NOT_ASKED)])
def test_not_asked(text):
    assert kind_asked(text) is None
    assert kind_asked(fold(text)) is None


def test_the_tables_are_large_enough():
    assert len(rows(ASKED)) >= 60
    assert {kind for kind, _text in rows(ASKED)} == {*KINDS}
    assert len(rows(NOT_ASKED)) >= 20


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("làm hộ chiếu hết bao nhiêu tiền", "lam ho chieu"),
        ("Phí làm hộ chiếu là bao nhiêu", "lam ho chieu"),
        ("bao lâu thì có hộ chiếu", "ho chieu"),
        ("mất hộ chiếu thì báo ở đâu", "mat ho chieu"),
        ("hồ sơ cấp lại thẻ ABTC gồm những gì", "cap lai the abtc"),
    ],
)
def test_the_matter_is_what_is_left(text, matter):
    query = parse_query(text)
    assert " ".join(asked_in(query).matter_of(query).syllables) == matter


def test_a_question_about_nothing_has_no_matter():
    query = parse_query("bao nhiêu tiền")
    assert asked_in(query).matter_of(query) is None


def test_a_name_is_not_a_question():
    assert not asked_in(parse_query("lệ phí trước bạ")).is_question
    assert asked_in(parse_query("lệ phí trước bạ bao nhiêu")).is_question


WORDS = st.sampled_from(
    "hộ chiếu mất bao nhiêu tiền lâu ở đâu cần gì ai được phí how 61 ko".split()
)


@given(st.one_of(st.text(), st.lists(WORDS).map(" ".join)))
def test_whatever_is_typed(text):
    query = parse_query(text)
    asked = asked_in(query)
    if asked is not None:
        assert asked.kind in KINDS
        assert asked.places and set(asked.places) <= set(range(len(query.syllables)))
        matter = asked.matter_of(query)
        left = matter.syllables if matter else ()
        assert len(left) + len(asked.places) == len(query.syllables)


@pytest.mark.parametrize("text", ["phí " * 300, "có nộp hồ sơ " * 80, "x" * 1000])
def test_long_texts_cost_little(text):
    query = parse_query(text)
    start = time.perf_counter()
    asked_in(query)
    assert time.perf_counter() - start < 0.2
