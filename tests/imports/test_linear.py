"""No text from outside takes the square of its length to read."""

import inspect
import time
from contextlib import suppress

import pytest

from cchc_wagtail.citations import find_citations
from cchc_wagtail.imports import texts
from cchc_wagtail.open_forms.personal_data import mask_personal_data
from cchc_wagtail.procedures.records import national_database as national

READERS = [
    texts.is_nothing,
    texts.clean_text,
    texts.rich_text,
    find_citations,
    mask_personal_data,
    *(
        one
        for name, one in vars(national).items()
        if inspect.isfunction(one)
        and one.__module__ == national.__name__
        and not name.startswith("_")
        and list(inspect.signature(one).parameters) == ["text"]
    ),
]
#: What each pattern repeats or begins with.
PIECES = [
    *".1- \n\t(<a,&+",
    "1/",
    "1.",
    "1.1",
    "– ",
    "; ",
    ",a",
    ").",
    "a.b",
    "a@",
    "a)",
    "<p",
    "Không ",
    "Không có thông tin",
    "Bước 1",
    "Bước 1:",
    "1 bản chính",
    "Tên giấy tờMẫu đơn, tờ khaiSố lượng",
    "Mã: KQ.",
    "Mã: KQ.a",
    "Luật ",
    "01/TTLT-A",
    "1/2016/QH",
    "1/A-",
    "5 Ngày",
    "1.000 Đồng",
    "Trực tiếp",
    "Điều 1, ",
    "số ",
    "nghị định ",
    "QĐ-",
]
SHORT, LONG = 4_000, 16_000
#: What cannot be told from the noise of a machine that has other things to do.
NOISE = 0.25


def seconds(read, text):
    began = time.process_time()
    with suppress(ValueError):
        read(text)
    return time.process_time() - began


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
def test_four_times_the_text_takes_about_four_times_as_long(read):
    slow = []
    for piece in PIECES:
        long = seconds(read, piece * (LONG // len(piece)))
        if long > NOISE and long > 8 * seconds(read, piece * (SHORT // len(piece))):
            slow.append(piece)
    assert slow == []


def test_the_two_that_were_known():
    for read, text in [
        (texts.is_nothing, "." * 32_000 + "x"),
        (national.legal_bases, "1" * 32_000),
    ]:
        assert seconds(read, text) < 1


@pytest.mark.parametrize("text", [". ", "– Không có thông tin.", "\u2003CHƯA có thông tin\xa0", ""])
def test_it_still_says_nothing(text):
    assert texts.is_nothing(text)
    assert not texts.is_nothing(f"{text}x")
