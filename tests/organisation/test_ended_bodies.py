import datetime

import pytest

from cchc_wagtail.organisation.ended_bodies import ended_bodies_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Công an cấp huyện", ["Công an cấp huyện"]),
        ("cong an huyen", ["Công an huyện"]),
        ("UỶ BAN NHÂN DÂN CẤP HUYỆN", ["Ủy ban nhân dân cấp huyện"]),
        ("Cơ quan chuyên môn cấp huyện", ["cấp huyện"]),
        ("Bộ Kế hoạch và Đầu tư\nCông an huyện", ["Công an huyện", "Bộ Kế hoạch và Đầu tư"]),
        ("Công an cấp xã", []),
        ("Ủy ban nhân dân cấp xã", []),
        ("", []),
    ],
)
def test_bodies_that_ended(text, names):
    assert [body.name for body in ended_bodies_in(text)] == names


def test_the_day_is_that_of_the_law():
    (district,) = ended_bodies_in("Công an huyện")
    assert district.ended_on == datetime.date(2025, 7, 1)
