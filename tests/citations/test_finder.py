"""What counts as a citation, by the conventions set out in the documentation."""

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_wagtail.citations import DocumentNumber, find_citations, find_unsigned


def found(text):
    return [(text[c.start : c.end], c.kind, c.number) for c in find_citations(text)]


def leaves(text):
    return [
        ((text[a.start : a.end]), a.article, a.clause, a.point)
        for c in find_citations(text)
        for a in c.articles
    ]


def test_attributes_stand_outside_the_span():
    (citation,) = find_citations(
        "Chỉ thị số 23/CT-TTg ngày 02/9/2021 của Thủ tướng Chính phủ về việc đẩy mạnh"
    )
    assert citation.date == datetime.date(2021, 9, 2)
    assert citation.issuer == "Thủ tướng Chính phủ"
    assert (citation.type, citation.year) == ("Chỉ thị", 2021)


@pytest.mark.parametrize(
    "date, expected",
    [
        ("ngày 23 tháng 4 năm 2018", datetime.date(2018, 4, 23)),
        ("ngay 23 thang 4 nam 2018", datetime.date(2018, 4, 23)),
        (", ngày 04/4/2018", datetime.date(2018, 4, 4)),
        ("(23.4.2018)", None),
        ("ngày 31/2/2018", None),
        ("ngày 23 tháng 4", None),
        ("được ban hành ngày 23/4/2018", None),
    ],
)
def test_the_date_is_read_directly_after_the_number_only(date, expected):
    (citation,) = find_citations(f"Nghị định số 61/2018/NĐ-CP {date} của Chính phủ")
    assert citation.date == expected


def test_dirt_is_read_and_offsets_are_those_of_the_text_as_given():
    for number in ["61 /2018/NĐ - CP", "61/2018/NÐ\u2013CP", "61/2018/N\u00adĐ-C\u200bP"]:
        text = f"theo Nghị\u00a0định số\n{number} quy định"
        (citation,) = find_citations(text)
        assert citation.number == "61/2018/NĐ-CP"
        assert text[citation.start : citation.end] == f"Nghị\u00a0định số\n{number}"


def test_a_text_that_is_not_composed():
    import unicodedata

    text = unicodedata.normalize("NFD", "Căn cứ khoản 2 Điều 5 Nghị định số 61/2018/NĐ-CP này nọ")
    (citation,) = find_citations(text)
    assert text[citation.start : citation.end].startswith(unicodedata.normalize("NFD", "Nghị"))
    assert citation.number == "61/2018/NĐ-CP"
    (leaf,) = citation.articles
    assert unicodedata.normalize("NFC", text[leaf.start : leaf.end]) == "khoản 2 Điều 5"


def test_a_list_under_one_type_word():
    text = "các Thông tư số 01/2020/TT-BNG, 02/2020/TT-BNG và số 03/2020/TT-BNG"
    assert [span for span, *_ in found(text)] == [
        "Thông tư số 01/2020/TT-BNG",
        "02/2020/TT-BNG",
        "số 03/2020/TT-BNG",
    ]
    assert {c.type for c in find_citations(text)} == {"Thông tư"}


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Luật Đất đai số 45/2013/QH13", ("Luật Đất đai số 45/2013/QH13", "document")),
        ("Luật Đất đai năm 2013", ("Luật Đất đai năm 2013", "law_name")),
        ("Luật Đất đai và các văn bản", ("Luật Đất đai", "law_name")),
        ("Bộ luật Dân sự 2015 quy định", ("Bộ luật Dân sự 2015", "law_name")),
        ("luat dat dai nam 2013", ("luat dat dai nam 2013", "law_name")),
        ("Hiến pháp năm 2013", ("Hiến pháp năm 2013", "law_name")),
    ],
)
def test_laws_by_name(text, expected):
    assert [(span, kind) for span, kind, _ in found(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Điều 5. Hồ sơ",
        "khoản 2 Điều này",
        "khoản 3 của mục II, chương I, phụ lục 2",
        "theo pháp luật về đất đai",
        "Mẫu số 04/BĐS, tờ khai 01/TB-RSĐT",
        "TCVN 5687:2010, QCVN 01/2020/BCT",
        "điện thoại 0276/3822233, số 12/5 đường 30/4",
        "Quyết định số tiền phải nộp là 200.000 đồng",
        "Kế hoạch số /KH-SNgV; Quyết định số …/QĐ-UBND",
        "hợp đồng số 12/2020/HĐMB, biển số 70A-123.45",
        "https://example.org/61/2018/NĐ-CP",
        "Luật Đầu tư của Nhật Bản",
    ],
)
def test_nothing_at_all(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "điểm a, b khoản 2 và khoản 4 Điều 7",
            [("7", "2", "a"), ("7", "2", "b"), ("7", "4", None)],
        ),
        ("Điều 5, 6 và 7", [("5", None, None), ("6", None, None), ("7", None, None)]),
        ("Điều 5 và khoản 1 Điều 6", [("5", None, None), ("6", "1", None)]),
        ("từ Điều 7 đến Điều 14", [("7", None, None), ("14", None, None)]),
        ("Điều 13a", [("13a", None, None)]),
        ("khoản 2 Điều 5 (được sửa đổi)", [("5", "2", None)]),
        ("dieu 5 khoan 2 diem a", [("5", "2", "a")]),
    ],
)
def test_articles_hang_on_the_document_to_their_right(text, expected):
    text = f"{text} Nghị định số 61/2018/NĐ-CP"
    assert [leaf[1:] for leaf in leaves(text)] == expected


def test_one_span_for_all_that_one_word_governs():
    text = "Điều 5, 6 và khoản 1 Điều 7 Nghị định số 61/2018/NĐ-CP"
    assert [span for span, *_ in leaves(text)] == ["Điều 5, 6", "Điều 5, 6", "khoản 1 Điều 7"]


def test_a_short_name_stands_for_its_document_and_the_last_definition_counts():
    text = (
        "Nghị định số 61/2018/NĐ-CP (sau đây gọi là Nghị định 61) … theo Nghị định 61. "
        "Nghị định số 61/2025/NĐ-CP (sau đây gọi là Nghị định 61) … theo Nghị định 61."
    )
    aliases = [number for _span, kind, number in found(text) if kind == "alias"]
    assert aliases == ["61/2018/NĐ-CP"] * 2 + ["61/2025/NĐ-CP"] * 2


def test_short_names_of_bodies_are_nothing():
    text = "Nghị định số 61/2018/NĐ-CP; Sở Ngoại vụ (sau đây gọi là Sở) trình Sở"
    assert [kind for _span, kind, _number in found(text)] == ["document"]


def test_a_document_means_itself():
    assert found("Nghị định này thay thế Nghị định số 61/2018/NĐ-CP; từ nay") == [
        ("Nghị định này", "self", None),
        ("Nghị định số 61/2018/NĐ-CP", "document", "61/2018/NĐ-CP"),
    ]


def test_glued_cells_of_a_table():
    assert found("Nghị định 56/2023/NĐ-CP56/2023/NĐ-CPThông tư 9/2020/TT-BNG") == [
        ("Nghị định 56/2023/NĐ-CP", "document", "56/2023/NĐ-CP"),
        ("56/2023/NĐ-CP", "document", "56/2023/NĐ-CP"),
        ("Thông tư 9/2020/TT-BNG", "document", "9/2020/TT-BNG"),
    ]


FRAGMENTS = [
    "Nghị định ", "số ", "61/2018/NĐ-CP", "61", "/", "-", "2018", "NĐ", "CP", "Luật ", "Đất đai ",
    "năm 2013 ", "Điều ", "khoản 2 ", "điểm a, ", "này", "(sau đây gọi là ", ")", "&amp;", "&#208;",
    "\u0300", "\u200b", "\n", "ngày 1/1/2020 ", "của Chính phủ ", "Hiến pháp ", "18-NQ/TW ", "và ",
]  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), max_size=25).map("".join))
def test_any_text_gives_ordered_spans_that_lie_in_it(text):
    end = 0
    for citation in find_citations(text):
        assert end <= citation.start < citation.end <= len(text)
        end = citation.end
        for reference in citation.articles:
            assert 0 <= reference.start < reference.end <= len(text)
        assert (citation.number is None) == (citation.kind in ("law_name", "self")) or (
            citation.kind == "alias"
        )


@pytest.mark.parametrize(
    "fragment",
    [
        "1/", "9", "1/2020/", "Điều 1, ", "điểm a khoản 1 Điều 1 ", "Luật sửa đổi Luật ", "(", "- ",
        "61/2018/NĐ-CP, ", "NĐ-CP/", "1-NQ/TW ", "a\u0300", "&#1;", "Luật A năm ", "số ",
        "Nghị định số 61/2018/NĐ-CP của Bộ, ", "viết tắt là Luật Đất đai;",
        "Nghị định 61/2018/NĐ-CP (sau đây gọi là Nghị định 61) ",
    ],
)  # fmt: skip
def test_hostile_texts_take_time_in_proportion_to_their_length(fragment):
    """Sixteen times the text, and nothing near 256 times the time."""

    def seconds(length):
        text = (fragment * (length // len(fragment) + 1))[:length]
        times = []
        for _ in range(3):
            begun = time.process_time()
            find_citations(text)
            times.append(time.process_time() - begun)
        return min(times)

    assert seconds(160_000) < 60 * max(seconds(10_000), 0.002)


def test_a_million_digits_and_slashes():
    begun = time.process_time()
    assert find_citations("1234567890/" * 91_000) == []
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "text, number",
    [
        ("Quyết định này thay thế Quyết định số 468/QĐ-TTg", "468/QĐ-TTg"),
        ("được thể hiện tại Công văn số 512/SNgV-VP", "512/SNgV-VP"),
        ("đã đăng ký. Bảng theo Thông báo số 313/TB-TTHĐND ngày 5/6/2020", "313/TB-TTHĐND"),
        ("Quyet dinh nay thay the Quyet dinh so 468/QD-TTg", "468/QĐ-TTg"),
        ("hồ sơ kèm Quyết định số 12/QĐ-UBND", "12/QĐ-UBND"),
    ],
)
def test_a_type_word_outweighs_what_stands_before_it(text, number):
    assert number in [n for _span, kind, n in found(text) if kind == "document"]


@pytest.mark.parametrize(
    "text",
    [
        "thẻ số 468/TB-ABC ngày 5/6/2020",
        "the so 468/TB-ABC ngay 5/6/2020",
        "giấy phép xây dựng số 12/TB-ABC ngày 5/6/2020",
        "hóa đơn số 01/AGC-CV",
        "hoá đơn số 512/UBND-VP",
    ],
)
def test_the_number_of_a_card_or_an_invoice_is_nothing(text):
    assert found(text) == []


def test_thay_the_is_no_card():
    """ "thế" and "thẻ" are told apart by their marks, where the text has marks."""
    assert found("thay thế số 512/UBND-VP") == [("số 512/UBND-VP", "document", "512/UBND-VP")]


@pytest.mark.parametrize(
    "text, spans, numbers",
    [
        ("Nghị định 118/2025", ["Nghị định 118/2025"], ["118/2025/NĐ-CP"]),
        ("theo NĐ 61/2018.", ["NĐ 61/2018"], ["61/2018/NĐ-CP"]),
        ("Nghị định 61 năm 2018", ["Nghị định 61 năm 2018"], ["61/2018/NĐ-CP"]),
        ("nghi dinh so 61/2018 nay", ["nghi dinh so 61/2018"], ["61/2018/NĐ-CP"]),
        (
            "các Nghị định 61/2018, 45/2020 và 107/2021",
            ["Nghị định 61/2018", "45/2020", "107/2021"],
            ["61/2018/NĐ-CP", "45/2020/NĐ-CP", "107/2021/NĐ-CP"],
        ),
        ("Nghị định 61/2018/NĐ-CP", ["Nghị định 61/2018/NĐ-CP"], ["61/2018/NĐ-CP"]),
        ("Nghị định 60/1995, tháng 6/2018, ngày 23/4/2018", [], []),
        ("Thông tư 01/2020, Quyết định 6 năm 2018", [], []),
    ],
)
def test_decrees_without_their_sign(text, spans, numbers):
    assert found(text) == [
        (span, "document", number) for span, number in zip(spans, numbers, strict=True)
    ]


def test_other_types_without_their_sign_are_left_to_a_register():
    import unicodedata

    text = "Nghị định 61/2018, Thông tư 01/2020 và Quyết định số 6/2018/QĐ-UBND; Luật 45/2013"
    for written in (text, unicodedata.normalize("NFD", text)):
        unsigned = find_unsigned(written, find_citations(written))
        assert [(c.type, c.number, c.year) for c in unsigned] == [
            ("Thông tư", "01/2020", 2020),
            ("Luật", "45/2013", 2013),
        ]
        spans = [unicodedata.normalize("NFC", written[c.start : c.end]) for c in unsigned]
        assert spans == ["Thông tư 01/2020", "Luật 45/2013"]


def test_a_date_after_a_decree_without_its_sign():
    (citation,) = find_citations("Nghị định số 126/2016 ngày 19 tháng 8 năm 2016 của Chính phủ")
    assert citation.date == datetime.date(2016, 8, 19)
    assert citation.issuer == "Chính phủ"


_SIGN_PARTS = st.sampled_from(
    """NĐ CP QĐ TTg TT BNG TB TTHĐND AGC CV SNgV VP UBND TW NQ QH14 KH sở A BĐS TTLT BNN&PTNT C06
    ABCDEFGHIJKLMNOPQRSTUVWXYZABCD Xa HĐ GP SL tw ĐƯÂ 2018 98""".split()
)
_WRITTEN_NUMBERS = st.builds(
    lambda serial, before, joint, parts, joints: (
        serial + before + joint + "".join(p + j for p, j in zip(parts, joints, strict=False))
    ),
    st.sampled_from(["1", "01", "61", "468", "1234", "123456", "123456789", "66.7", "1075a"]),
    st.sampled_from(["", "/2018", "/98", " /2018"]),
    st.sampled_from(["/", "-", " / ", "//"]),
    st.lists(_SIGN_PARTS, min_size=1, max_size=9),
    st.lists(st.sampled_from(["-", "/", " - ", ".", ""]), min_size=9, max_size=9),
)


@given(
    st.sampled_from(["Công văn số ", "Quyết định ", "Nghị định số ", "số ", ""]),
    _WRITTEN_NUMBERS,
    st.sampled_from(["", " ngày 5/6/2020", " của Bộ Ngoại giao", "Nghị"]),
)
def test_every_number_found_parses_to_itself(word, written, after):
    for citation in find_citations(word + written + after):
        if citation.number:
            assert str(DocumentNumber.parse(citation.number)) == citation.number


@pytest.mark.parametrize(
    "text, cited",
    [
        ("Chủ tịch nước đã ký luật Đất đai năm 2013.", ["luật Đất đai năm 2013"]),
        ("Chủ tịch nước đã ký lệnh số 12/2018/L-CTN.", ["lệnh số 12/2018/L-CTN"]),
        ("theo kỷ luật lao động năm 2013", []),
        ("theo pháp luật đất đai năm 2013", []),
        ("theo Luật Tài nguyên Internet năm 2031", ["Luật Tài nguyên Internet năm 2031"]),
        ("theo Luật Thi đấu thể thao năm 2031", ["Luật Thi đấu thể thao năm 2031"]),
        ("Luật Bảo tồn tại Việt Nam năm 2031", ["Luật Bảo tồn"]),
        ("theo Luat Bao ton tai Viet Nam nam 2031", ["Luat Bao ton"]),
        ("Luật Cơ sở Dữ liệu Quốc gia có hiệu lực", ["Luật Cơ sở Dữ liệu Quốc gia"]),
        ("Luật Trọng tài Quốc tế được thông qua", ["Luật Trọng tài Quốc tế"]),
    ],
)
def test_words_that_decide_are_compared_with_their_marks(text, cited):
    """ký and kỷ, tại and tài, thì and thi, có and cơ."""
    assert [text[one.start : one.end] for one in find_citations(text)] == cited
