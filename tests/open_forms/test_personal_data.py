import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_wagtail.open_forms.personal_data import MASK, find_personal_data, mask_personal_data

KNOWN = {"name": "Nguyễn Thị Ví Dụ", "email": "vidu@example.org", "phone": "0912.345.678"}


@pytest.mark.parametrize(
    "text, found",
    [
        ("Tôi là Nguyễn Thị Ví Dụ, ở Tây Ninh", ["Nguyễn Thị Ví Dụ"]),
        ("toi la nguyen thi vi du", ["nguyen thi vi du"]),
        ("NGUYỄN THỊ VÍ DỤ", ["NGUYỄN THỊ VÍ DỤ"]),
        ("Ví dụ: người nước ngoài", []),
        ("thư gửi VIDU@example.org nhé", ["VIDU@example.org"]),
        ("gọi 0912345678 hoặc +84 912 345 678", ["0912345678", "+84 912 345 678"]),
        ("gọi 0276 382 2233", ["0276 382 2233"]),
        ("thư: ai.do@gmail.com.", ["ai.do@gmail.com"]),
        ("CCCD 072190001234, hộ chiếu C1234567", ["072190001234", "C1234567"]),
        ("CMND cũ 290123456", ["290123456"]),
        ("lệ phí 200.000 đồng, 1.000.000.000 đồng", []),
        ("Nghị định 61/2018/NĐ-CP ngày 23/4/2018, mã 1.001456", []),
        ("năm 2020 - 2025, mẫu TK05", []),
        ("", []),
        ("Tôi là Hoa, hỏi về hộ chiếu", ["Hoa"]),
        ("Con tôi tên Nguyễn Văn An bị mất hộ chiếu", ["Nguyễn Văn An"]),
        ("Mẹ tôi tên là Trần Thị Bưởi", ["Trần Thị Bưởi"]),
        ("Tôi là người Việt Nam, tôi là Việt kiều, là công dân", []),
        ("Nộp tại số 6 đường Trần Quốc Toản", []),
    ],
)
def test_what_gives_somebody_away(text, found):
    assert [finding.text for finding in find_personal_data(text, **KNOWN)] == found


def test_what_it_is_called():
    kinds = [str(one.kind) for one in find_personal_data("0912345678, 0987654321", **KNOWN)]
    assert len(set(kinds)) == 2


@pytest.mark.parametrize(
    "text, found",
    [
        ("An toàn là trên hết", []),
        ("tôi đi An Giang", []),
        ("nhờ chị An nộp", ["An"]),
        ("toi la an", ["an"]),
    ],
)
@pytest.mark.parametrize("name", ["An", "Lê An"])
def test_a_given_name_where_somebody_is_called_so(text, found, name):
    assert [one.text for one in find_personal_data(text, name=name)] == found


def test_a_home_is_one_that_the_question_tells():
    told = "Tôi ở số 12/3 đường Lê Lợi, mất hộ chiếu."
    answer = "Bà ở số 12/3 đường Lê Lợi đến tại số 6 đường Trần Quốc Toản."
    assert [one.text for one in find_personal_data(answer, told=told)] == ["ở số 12/3 đường Lê Lợi"]
    assert mask_personal_data(told) == f"Tôi {MASK}, mất hộ chiếu."


def test_masking_keeps_lines():
    text = "Tôi là Nguyễn Thị Ví Dụ.\nGọi 0912345678\nnhé."
    assert mask_personal_data(text, **KNOWN) == f"Tôi là {MASK}.\nGọi {MASK}\nnhé."


@given(st.text(alphabet="Nguyễn 0912+84.-()@abc\n", max_size=200))
def test_what_is_masked_is_gone(text):
    masked = mask_personal_data(text, **KNOWN)
    assert "0912345678" not in masked and "nguyễn thị ví dụ" not in masked.lower()


@pytest.mark.parametrize("text", ["0" * 50_000, "a@" * 20_000, "1 " * 50_000, "a." * 50_000 + "@"])
def test_hostile_texts_take_no_time(text):
    start = time.perf_counter()
    find_personal_data(text, **KNOWN)
    assert time.perf_counter() - start < 2
