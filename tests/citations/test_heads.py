"""What a legal text says of itself, measured on texts annotated by hand."""

import datetime
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_wagtail.citations import DocumentHead, DocumentNumber, read_head
from tests.citations.head_scoring import FIELDS, HEADS, LETTER_CASE, annotated, score, wrong

DECISIVE = ["type", "number", "issued_on"]
LEAST_DECISIVE = 0.985
LEAST = {
    "issuer": 0.97,
    "place": 0.98,
    "title": 0.97,
    "signatory": 0.97,
    "position": 0.97,
    "effective_from": 0.97,
    "changes": 0.95,
    "issuer, letter case": 0.95,
    "title, letter case": 0.85,
}


def shares(texts):
    """Field → share read right, over all of ``texts``."""
    groups = score(texts).values()
    asked = sum(count for count, _ in groups)
    return {
        field: sum(right[field] for _, right in groups) / asked for field in [*FIELDS, *LETTER_CASE]
    }


def test_the_annotated_heads_are_of_many_kinds():
    with HEADS.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    assert len(rows) >= 100
    assert sum(bool(row["changes"]) for row in rows) >= 35
    assert sum(row["source"] != "made" for row in rows) >= 80
    assert sum(row["number"] is None for row in rows) >= 8
    assert len({row["type"] for row in rows}) >= 14


@pytest.mark.parametrize("source", ["reference, excerpts", "published", "published later", "made"])
def test_heads_are_read(source):
    found = shares([row for row in annotated() if row[0] == source])
    assert all(found[field] >= LEAST_DECISIVE for field in DECISIVE), found
    least = {**LEAST, "issuer": 0.93, "issuer, letter case": 0.93, "title, letter case": 0.8}
    assert all(found[field] >= share for field, share in least.items()), found


def test_whole_texts_with_forms_and_appendices_are_read(shared_data):
    whole = [row for row in annotated(shared_data / "law") if row[0] == "reference, whole"]
    assert len(whole) >= 38
    found = shares(whole)
    assert all(found[field] >= LEAST_DECISIVE for field in DECISIVE), found
    assert all(found[field] >= share for field, share in LEAST.items()), found


@pytest.mark.parametrize(
    "text, annotation",
    [pytest.param(text, row, id=row["id"]) for group, text, row in annotated() if group == "made"],
)
def test_hostile_layouts_are_read_without_a_mistake(text, annotation):
    assert wrong(text, annotation) == []


HEAD = """CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 99/2024/NĐ-CP
Hà Nội, ngày 01 tháng 02 năm 2024
NGHỊ ĐỊNH
Về chế độ báo cáo
Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;
"""
SIGNATURE = "\nTM. CHÍNH PHỦ\nTHỦ TƯỚNG\nNguyễn Văn A\n"


def test_a_head_is_what_the_text_says_of_itself():
    head = read_head(f"{HEAD}Điều 1. Theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018.{SIGNATURE}")
    assert head == DocumentHead(
        type="Nghị định",
        number="99/2024/NĐ-CP",
        issuer="Chính phủ",
        place="Hà Nội",
        issued_on=datetime.date(2024, 2, 1),
        title="Về chế độ báo cáo",
        signatory="Nguyễn Văn A",
        position="Thủ tướng",
    )


@pytest.mark.parametrize(
    "typed",
    [
        HEAD.replace("\n", "\n\n"),
        HEAD.replace("\n", "\r\n"),
        HEAD.replace("Số: 99", "Số\n:\n99"),
        HEAD.replace("/NĐ-CP", "/ND\u00ad-CP"),
        HEAD.replace("/2024/NĐ", " /2024/\nNĐ"),
        HEAD.replace("CHÍNH PHỦ\nCỘNG", "CHÍNH PHỦ CỘNG", 1),
        HEAD.replace("CHÍNH PHỦ\nCỘNG", "CHÍNH PHỦ          CỘNG", 1),
        HEAD.replace("\nHà Nội", "     Hà Nội"),
        HEAD.replace("Hà Nội, ngày", "Hà\nNội,\nngày"),
        HEAD.replace("NGHỊ ĐỊNH", "NGHỊ\nĐỊNH"),
        "Trang 1/12\n\n" + HEAD,
    ],
)
def test_dirt_changes_nothing(typed):
    head = read_head(typed)
    assert (head.number, head.type, head.issued_on, head.issuer, head.place) == (
        "99/2024/NĐ-CP",
        "Nghị định",
        datetime.date(2024, 2, 1),
        "Chính phủ",
        "Hà Nội",
    )
    assert head.title == "Về chế độ báo cáo"


def test_decomposed_text_is_read_and_its_spans_are_those_of_the_text():
    import unicodedata

    text = unicodedata.normalize(
        "NFD", f"{HEAD}Điều 1. Bãi bỏ Điều 2 Nghị định số 61/2018/NĐ-CP.{SIGNATURE}"
    )
    (change,) = read_head(text).changes
    clause = unicodedata.normalize("NFC", text[change.start : change.end])
    assert clause == "Bãi bỏ Điều 2 Nghị định số 61/2018/NĐ-CP"
    cited = unicodedata.normalize("NFC", text[change.citation.start : change.citation.end])
    assert cited == "Nghị định số 61/2018/NĐ-CP"


@pytest.mark.parametrize(
    "says, day",
    [
        ("Nghị định này có hiệu lực thi hành kể từ ngày 15 tháng 3 năm 2024.", (2024, 3, 15)),
        ("Nghị định này có hiệu lực từ ngày 15/3/2024.", (2024, 3, 15)),
        ("Nghị định này có hiệu lực kể từ ngày ký ban hành.", (2024, 2, 1)),
        ("Nghị định này có hiệu lực sau 45 ngày kể từ ngày ký.", (2024, 3, 17)),
        ("Nghị\nđịnh này\ncó hiệu lực từ ngày 15\ntháng 3 năm\n2024.", (2024, 3, 15)),
        ("Khoản 2 của Nghị định này có hiệu lực từ ngày 15/3/2024.", None),
        ("Hồ sơ nộp trước ngày Nghị định này có hiệu lực từ ngày 15/3/2024.", None),
        ("“Nghị định này có hiệu lực từ ngày 15/3/2024.”", None),
        ("Nghị định số 61/2018/NĐ-CP có hiệu lực từ ngày 21/6/2018.", None),
        ("Nghị định này có hiệu lực sau 15 ngày kể từ ngày đăng Công báo.", None),
        ("Nghị định này có hiệu lực từ ngày 31 tháng 02 năm 2024.", None),
    ],
)
def test_the_day_of_effect_is_that_of_the_whole(says, day):
    head = read_head(f"{HEAD}Điều 1. Phạm vi\nĐiều 2. {says}{SIGNATURE}")
    assert head.effective_from == (day and datetime.date(*day))


def test_the_signature_is_that_of_the_body_not_of_an_appendix():
    appendix = "PHỤ LỤC I\nMẪU QUYẾT ĐỊNH\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nTrần Thị B\n"
    head = read_head(f"{HEAD}Điều 1. Phạm vi{SIGNATURE}{appendix}")
    assert (head.signatory, head.position) == ("Nguyễn Văn A", "Thủ tướng")
    unsigned = read_head(f"{HEAD}Điều 1. Phạm vi\n{appendix}")
    assert (unsigned.signatory, unsigned.position) == (None, None)


def test_what_is_no_document_has_an_empty_head():
    for text in ("", " \n", "Số: 12", "QUYẾT ĐỊNH", "Kính gửi anh/chị", "Số: 61/2018/NĐ-CP"):
        assert read_head(text) == DocumentHead()


@pytest.mark.parametrize(
    "first", ["PHỤ LỤC II", "Phụ lục", "Mẫu số 01", "Mẫu\nsố: 10a/2019/NG-LS", "Mẫu 01/2020/NG-XNC"]
)
def test_an_appendix_or_a_form_alone_has_an_empty_head(first):
    assert read_head(f"{first}\n{HEAD}{SIGNATURE}") == DocumentHead()


TEXTS = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            [
                *HEAD.splitlines(keepends=True),
                SIGNATURE,
                "Số: ",
                "/QĐ-UBND",
                "\nPHỤ LỤC\n",
                "\n1. Bãi bỏ Điều 2 Nghị định số 61/2018/NĐ-CP",
                "Nghị định này thay thế ",
                "Quyết định số 12/QĐ-BNG ngày 01/02/2020",
                " hết hiệu lực ",
                "sau đây:\n",
                ", ngày 31 tháng 12 năm 9999",
                "có hiệu lực sau 999 ngày kể từ ngày ký",
                "“",
                "”",
                "&amp;",
                "e\u0301",
                "V/v",
                "   ",
                "\n",
            ]
        ),
    ),
    max_size=40,
).map("".join)


@settings(max_examples=400)
@given(TEXTS)
def test_any_text_is_read_and_all_spans_lie_inside_it(text):
    head = read_head(text)
    for change in head.changes:
        assert 0 <= change.start < change.end <= len(text)
        citation = change.citation
        assert 0 <= citation.start < citation.end <= len(text)
        for reference in citation.articles:
            assert 0 <= reference.start < reference.end <= len(text)


@settings(max_examples=200)
@given(st.integers(1, 9999), st.sampled_from(["QĐ-UBND", "KH-SNgV", "TB-VPCP"]), TEXTS)
def test_a_number_found_is_the_one_that_stands_there(serial, sign, rest):
    head = read_head(
        f"ỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: {serial}/{sign}\n"
        f"Tây Ninh, ngày 1 tháng 2 năm 2024\n{rest}"
    )
    assert head.number == str(DocumentNumber.parse(f"{serial}/{sign}"))


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\n{'Điều 3. Cơ quan nhà nước thực hiện theo quy định của pháp luật. ' * 30_000}",
        f"{HEAD}{'1. Bãi bỏ các văn bản sau đây: ' * 60_000}",
        f"{HEAD}{'hết hiệu lực ' * 150_000}",
        f"{HEAD}{'Nghị định này được ' * 100_000}",
        f"{HEAD}{'“' * 2_000_000}",
        f"{HEAD}" + "\nTHỦ TƯỚNG" * 200_000,
        f"{HEAD}Bãi bỏ {'1.' * 1_000_000}",
        f"{HEAD}{'Quy định ' * 200_000} hết hiệu lực",
        "Số: 1/" * 300_000,
        " " * 2_000_000,
    ],
    ids=range(10),
)
def test_time_is_linear_whatever_the_text(text):
    begun = time.process_time()
    read_head(text)
    assert time.process_time() - begun < 10
