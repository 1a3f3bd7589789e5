"""What a text says that it changes: kind, document, articles, whole or part, and from when."""

import datetime

import pytest

from cchc_wagtail.citations import read_head
from tests.citations.test_heads import HEAD, SIGNATURE

OWN_DAY = datetime.date(2024, 3, 15)


def changes(clause, title=None):
    text = HEAD if title is None else HEAD.replace("Về chế độ báo cáo", title)
    text += (
        "Điều 1. Phạm vi\nĐiều 2. Hiệu lực thi hành\n"
        f"1. Nghị định này có hiệu lực từ ngày 15 tháng 3 năm 2024.\n{clause}{SIGNATURE}"
    )
    return [
        (
            change.kind,
            change.citation.number or text[change.citation.start : change.citation.end],
            [
                ".".join(filter(None, (one.article, one.clause, one.point)))
                for one in change.citation.articles
            ],
            "part" if change.is_partial else "whole",
            change.effective_from,
        )
        for change in read_head(text).changes
    ]


def simple(clause, title=None):
    return [change[:2] for change in changes(clause, title)]


@pytest.mark.parametrize(
    "clause, kind",
    [
        ("2. Nghị định này thay thế Nghị định số 11/2010/NĐ-CP.", "replaces"),
        ("2. Nghị định này thay thế cho Nghị định số 11/2010/NĐ-CP.", "replaces"),
        ("2. Nghị định số 11/2010/NĐ-CP được thay thế bằng Nghị định này.", "replaces"),
        ("2. Bãi bỏ Nghị định số 11/2010/NĐ-CP.", "repeals"),
        ("2. Bãi bỏ toàn bộ Nghị định số 11/2010/NĐ-CP ngày 24/02/2010.", "repeals"),
        ("2. Nghị định số 11/2010/NĐ-CP bị bãi bỏ.", "repeals"),
        ("2. Nghị định số 11/2010/NĐ-CP hết hiệu lực thi hành.", "repeals"),
        ("2. Nghị định số 11/2010/NĐ-CP hết\nhiệu lực.", "repeals"),
        ("2. Hủy bỏ Nghị định số 11/2010/NĐ-CP.", "annuls"),
        ("2. Nghị định số 11/2010/NĐ-CP bị hủy bỏ.", "annuls"),
        ("2. Đình chỉ việc thi hành Nghị định số 11/2010/NĐ-CP.", "suspends"),
        ("2. Ngưng hiệu lực Nghị định số 11/2010/NĐ-CP.", "suspends"),
        ("2. Nghị định số 11/2010/NĐ-CP ngưng hiệu lực thi hành.", "suspends"),
    ],
)
def test_whole_documents(clause, kind):
    assert changes(clause) == [(kind, "11/2010/NĐ-CP", [], "whole", OWN_DAY)]


@pytest.mark.parametrize(
    "clause, kind, articles",
    [
        ("2. Bãi bỏ khoản 2 Điều 5 Nghị định số 11/2010/NĐ-CP.", "repeals", ["5.2"]),
        (
            "2. Bãi bỏ khoản 2 Điều 5, Điều 6 và\nĐiều 7 của Nghị định số\n11/2010/NĐ-CP.",
            "repeals",
            ["5.2", "6", "7"],
        ),
        ("2. Điều 5, Điều 7 Nghị định số 11/2010/NĐ-CP hết hiệu lực.", "repeals", ["5", "7"]),
        ("2. Sửa đổi, bổ sung Điều 3 Nghị định số 11/2010/NĐ-CP như sau:", "amends", ["3"]),
        ("2. Bổ sung Điều 3a vào Nghị định số 11/2010/NĐ-CP.", "amends", []),
        ("2. Thay thế cụm từ “A” bằng “B” tại Điều 5 Nghị định số 11/2010/NĐ-CP.", "amends", ["5"]),
        ("2. Thay thế Phụ lục I ban hành kèm theo Nghị định số 11/2010/NĐ-CP.", "replaces", []),
        ("2. Bãi bỏ Chương II và các mẫu của Nghị định số 11/2010/NĐ-CP.", "repeals", []),
        ("2. Các quy định tại Chương II Nghị định số 11/2010/NĐ-CP hết hiệu lực.", "repeals", []),
    ],
)  # fmt: skip
def test_parts_of_documents(clause, kind, articles):
    assert changes(clause) == [(kind, "11/2010/NĐ-CP", articles, "part", OWN_DAY)]


@pytest.mark.parametrize(
    "clause",
    [
        "2. Những quy định trước đây trái với Nghị định này đều bị bãi bỏ.",
        "2. Nghị định số 11/2010/NĐ-CP tiếp tục có hiệu lực.",
        "2. Nghị định số 11/2010/NĐ-CP đã hết hiệu lực.",
        "2. Trường hợp Nghị định số 11/2010/NĐ-CP hết hiệu lực thì áp dụng văn bản mới.",
        "2. Văn bản quy định chi tiết Nghị định số 11/2010/NĐ-CP hết hiệu lực.",
        "2. Hồ sơ nộp trước ngày Nghị định này có hiệu lực áp dụng Nghị định số 11/2010/NĐ-CP.",
        "2. Bộ trưởng có trách nhiệm bãi bỏ Nghị định số 11/2010/NĐ-CP.",
        "2. Bãi bỏ việc nộp bản sao theo quy định tại Điều 5 Nghị định số 11/2010/NĐ-CP.",
        "2. Khi Nghị định số 11/2010/NĐ-CP được sửa đổi,\nbổ sung, thay thế thì theo văn bản mới.",
        "2. Sửa đổi Điều 5 như sau: “Bãi bỏ Nghị định số 11/2010/NĐ-CP.”",
        "2. Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 45/2013/QH13 quy định việc này.",
    ],
)
def test_what_changes_nothing(clause):
    assert changes(clause) == []


def test_a_list_names_its_members_and_not_what_their_titles_name():
    assert simple(
        "2. Nghị định này thay thế Nghị định số 78/2009/NĐ-CP hướng dẫn thi hành Luật Quốc tịch "
        "Việt Nam và Nghị định số 97/2014/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số "
        "78/2009/NĐ-CP; Nghị định số 5/2010/NĐ-CP."
    ) == [
        ("replaces", "78/2009/NĐ-CP"),
        ("replaces", "97/2014/NĐ-CP"),
        ("replaces", "5/2010/NĐ-CP"),
    ]


@pytest.mark.parametrize(
    "lead, kind",
    [
        ("2. Bãi bỏ các văn bản sau đây:", "repeals"),
        ("2. Các văn bản sau hết hiệu lực kể từ ngày Nghị định này có hiệu lực:", "repeals"),
        ("2. Nghị định này thay thế các văn bản sau:", "replaces"),
    ],
)
@pytest.mark.parametrize("mark", ["a) {};\nb) {}.", "- {}\n- {}", "1. {}.\n2. {}."])
def test_a_list_of_lines(lead, kind, mark):
    first = "Thông tư số 1/2010/TT-BTC hướng dẫn Nghị định số 9/2009/NĐ-CP"
    second = "Điều 5 Quyết định số 2/2011/QĐ-BTC"
    assert changes(f"{lead}\n{mark.format(first, second)}\nĐiều 3. Trách nhiệm") == [
        (kind, "1/2010/TT-BTC", [], "whole", OWN_DAY),
        (kind, "2/2011/QĐ-BTC", ["5"], "part", OWN_DAY),
    ]


def test_the_day_a_clause_names_wins():
    (change,) = changes("2. Bãi bỏ Nghị định số 11/2010/NĐ-CP kể từ ngày 01 tháng 7 năm 2024.")
    assert change[-1] == datetime.date(2024, 7, 1)
    (change,) = changes("2. Nghị định số 11/2010/NĐ-CP hết hiệu lực từ ngày 01/7/2024.")
    assert change[-1] == datetime.date(2024, 7, 1)


def test_one_sentence_may_do_two_things():
    assert simple(
        "2. Nghị định này thay thế Nghị định số 11/2010/NĐ-CP; bãi bỏ Quyết định số 3/2011/QĐ-TTg."
    ) == [("replaces", "11/2010/NĐ-CP"), ("repeals", "3/2011/QĐ-TTg")]


def test_the_title_names_what_is_amended_where_the_body_does_not():
    title = "Sửa đổi, bổ sung một số điều của Nghị định số 61/2018/NĐ-CP"
    assert simple("", title) == [("amends", "61/2018/NĐ-CP")]
    assert simple("", title.upper()) == [("amends", "61/2018/NĐ-CP")]
    law = "SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT ĐẤT ĐAI VÀ LUẬT NHÀ Ở"
    assert simple("", law) == [("amends", "LUẬT ĐẤT ĐAI"), ("amends", "LUẬT NHÀ Ở")]
    assert simple("", "Hướng dẫn Nghị định số 61/2018/NĐ-CP") == []


def test_a_document_named_twice_is_one_change_with_all_its_articles():
    assert changes(
        "2. Bãi bỏ Điều 5 Nghị định số 11/2010/NĐ-CP.\n3. Bãi bỏ Điều 7 Nghị định số 11/2010/NĐ-CP."
    ) == [("repeals", "11/2010/NĐ-CP", ["5", "7"], "part", OWN_DAY)]


def test_a_regulation_issued_with_a_decision_changes_nothing():
    text = (
        f"{HEAD}Điều 1. Ban hành Quy chế.{SIGNATURE}\nQUY CHẾ\nĐiều 9. Quy chế này thay thế Quyết "
        "định số 3/2011/QĐ-TTg và có hiệu lực từ ngày 01/01/2030."
    )
    head = read_head(text)
    assert (head.changes, head.effective_from) == ([], None)


def test_an_amending_document_changes_the_articles_its_items_name():
    assert changes(
        "Điều 3. Sửa đổi, bổ sung một số điều của Nghị định số 61/2018/NĐ-CP ngày 23/4/2018\n"
        "1. Sửa đổi, bổ sung điểm a khoản 1 Điều\n5 như sau:\n“a) Theo Điều 99.”\n"
        "2. Bổ sung Điều 8a vào sau Điều 8 như sau:\n“Điều 8a. Tên”\n"
        "3. Bổ sung khoản 4 vào sau khoản 3 Điều 9 như sau:\n“4. Mức chi.”\n"
        "4. Thay thế cụm từ “A” bằng “B” tại khoản 3 Điều 16, Điều 17.\n"
        "5. Bãi bỏ khoản 2 Điều 20.\n"
        "Điều 4. Trách nhiệm\n1. Bãi bỏ Điều 30."
    ) == [
        ("amends", "61/2018/NĐ-CP", ["5.1.a", "8a", "9.4", "16.3", "17"], "part", OWN_DAY),
        ("repeals", "61/2018/NĐ-CP", ["20.2"], "part", OWN_DAY),
    ]
