"""The sample of the national database, whole: every field ends somewhere."""

import json
import re
import unicodedata
from contextlib import suppress

import pytest
from wagtail.models import Site

from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.imports.texts import is_nothing, normal_lines
from cchc_wagtail.language import fold, normalise
from cchc_wagtail.procedures.records import national_database as national
from cchc_wagtail.procedures.records.importer import ProcedureImporter
from tests.factories import ProcedureIndexPageFactory

#: What is taken for a head, a number or an answer, and is kept as such rather than as text.
RECOGNISED = re.compile(
    r"Hình thức nộpThời gianPhí, lệ phíMô tả|Tên giấy tờMẫu đơn, tờ khaiSố lượng"
    r"|Tên văn bản pháp lýMã văn bản|\d+ bản (?:chính|sao)|Không có thông tin|Không có|Không"
    r"|Miễn phí|Ngày làm việc|Ngày|Giờ|Tháng|Trực tiếp|Trực tuyến|Dịch vụ bưu chính"
    r"|Việt Nam Đồng|VNĐ|VND|Bước|Cấp (?:bộ|tỉnh|xã)|Cơ quan khác|Lệ phí|Phí"
)


@pytest.fixture(scope="module")
def rows(shared_data):
    lines = (shared_data / "procedures-sample.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def words(text):
    """Yield the words of ``text``, those that are glued together one by one."""
    text = RECOGNISED.sub(" ", normalise(text))
    for run in re.findall(r"[^\W\d_]+", text):
        start = 0
        for place in range(1, len(run)):
            if run[place].isupper() and not run[place - 1].isupper():
                yield run[start:place]
                start = place
        yield run[start:]


def letters(value):
    text = re.sub(r"<[^>]*>", "", json.dumps(value, ensure_ascii=False))
    return re.sub(r"[\W\d_]", "", fold(normalise(text)))


def is_kept(word, kept):
    """Tell whether ``word`` is in ``kept``, or is a code such as BTC with a word glued to it."""
    parts = [(word, "")] + [(word[:n], word[n:]) for n in range(1, 8) if word[:n].isupper()]
    return any(fold(one) in kept and fold(other) in kept for one, other in parts)


def types_of(record):
    """Return the types of the legal bases in words: their numbers say them."""
    for basis in record.fields["can_cu_phap_ly"]:
        with suppress(ValueError):
            yield DocumentNumber.parse(basis["number"]).type_name


def test_no_field_is_lost(rows):
    importer, lost = ProcedureImporter(), []
    for row in rows:
        record = importer.parse(row)
        assert not record.has_errors, record.messages
        found = [message.found for message in record.messages]
        kept = letters([record.fields, record.key, list(types_of(record)), found])
        for key, value in row.items():
            if key in ("cach_thuc", "can_cu_phap_ly", "bo_nganh") or not value:
                continue  # parsed from the raw text beside it; a slug that stands for a name
            missing = [word for word in words(value) if not is_kept(word, kept)]
            if missing:
                lost.append((row["ma_thu_tuc"], key, missing))
    assert lost == []


def test_the_numbers_agree_with_those_that_the_source_found(rows):
    for row in rows:
        found = {
            (channel["kind"], limit["amount"], limit["unit"])
            for channel in national.channels(row["cach_thuc_raw"])
            for limit in channel["time_limits"]
        }
        given = {
            (national.KINDS[way["hinh_thuc"]], way["so"], national.UNITS[way["don_vi"]])
            for way in row["cach_thuc"]
        }
        assert given <= found


@pytest.mark.django_db
def test_what_is_written_is_what_is_read(rows):
    """Otherwise a second import would find differences, or take them for an editor's."""
    ProcedureIndexPageFactory(parent=Site.objects.get().root_page)
    importer = ProcedureImporter()
    for row in rows:
        record = importer.parse(row)
        page = importer.new(record.key)
        importer.write(page, record.fields)
        read = importer.read(page)
        assert {key: read[key] for key in record.fields} == record.fields


def test_decomposed_text_gives_the_same_record(rows):
    importer = ProcedureImporter()
    for row in rows[::20]:
        decomposed = json.loads(unicodedata.normalize("NFD", json.dumps(row, ensure_ascii=False)))
        assert importer.parse(decomposed).fields == importer.parse(row).fields


def test_a_glued_dossier():
    cases = national.dossier(
        "Nhóm 1 gồmTên giấy tờMẫu đơn, tờ khaiSố lượngTờ khai (mẫu NA5) của Bộ Công an.NA5.doc"
        "1 bản chínhTheo Điều 51 bản chính,2 bản saoNhóm 2--Tên giấy tờMẫu đơn, tờ khaiSố lượng"
        "Nộp (01 bản chính) đơn0 bản chính,1 bản sao"
    )
    assert [case["case"] for case in cases] == ["Nhóm 1 gồm", "Nhóm 2"]
    first, second = cases[0]["papers"]
    assert first["form_name"] == "NA5.doc" and first["name"].endswith("Công an.")
    assert (second["name"], second["originals"], second["copies"]) == ("Theo Điều 5", 1, 2)
    assert cases[1]["papers"][0]["name"] == "Nộp (01 bản chính) đơn"


def test_glued_channels():
    online, post = national.channels(
        "Hình thức nộpThời gianPhí, lệ phíMô tảTrực tuyến5 Ngày làm việc200,000 Việt Nam Đồng"
        "(200.000 VNĐ/giấy phép)Trực tuyến: nộp qua cổng.Dịch vụ bưu chính1Miễn phí"
    )
    assert online["time_limits"] == [{"amount": 5.0, "unit": "working_day", "case": ""}]
    assert online["fees"][0]["amount"] == "200.000 đồng (200.000 VNĐ/giấy phép)"
    assert online["note"] == "Trực tuyến: nộp qua cổng."
    assert post["time_limits"][0]["unit"] == "" and post["fees"][0]["amount"] == "Miễn phí"


def test_several_time_limits_of_one_channel_are_cases():
    (channel,) = national.listed_channels(
        [
            {"hinh_thuc": "Trực tiếp", "so": 5, "don_vi": "Ngày", "mo_ta": "Lần đầu"},
            {"hinh_thuc": "Trực tiếp", "so": 2, "don_vi": "Tháng", "mo_ta": "Cấp lại"},
        ]
    )
    assert [limit["case"] for limit in channel["time_limits"]] == ["Lần đầu", "Cấp lại"]


@pytest.mark.parametrize(
    "text, numbers",
    [
        ("Luật 51/2019/QH1451/2019/QH14Nghị định 82/2015/NĐ-CP82/2015/NĐ-CP", 2),
        ("sửa đổi 202323/2023/QH15quy định về phí189/2016/TT-BTCquy định về cấp22/2025/TT-BXD", 3),
        ("lệ phí04/2015/TT-BCAQUY ĐỊNH MỨC THU25/2021/TT-BTC", 2),
    ],
)
def test_glued_legal_bases(text, numbers):
    assert len(national.legal_bases(text)) == numbers
    assert all(basis["number"] for basis in national.legal_bases(text))


def test_names_with_commas():
    text = "Cán bộ, công chức, viên chức, Tổ chức (không bao gồm doanh nghiệp, HTX), Hợp tác xã"
    assert len(national.audiences(text)) == 3


@pytest.mark.parametrize("text", ["--", "Không có thông tin", ""])
def test_nothing_gives_nothing(text):
    assert is_nothing(text)
    assert national.dossier(text) == national.channels(text) == national.legal_bases(text) == []


@pytest.mark.parametrize(
    "text, steps",
    [
        ("Bước1: Nộp.\nBước2: Nhận.", ["Nộp.", "Nhận."]),
        ("a) Bước 1. Nộp.\nb) Bước 2. Nhận.", ["Nộp.", "Nhận."]),
        ("6.1. Bước 1 nộp.\n6.2. Bước 2 nhận.", ["nộp.", "nhận."]),
        ("Bước 1: Nộp. Bước 2: Nhận theo Bước 1, trả.", ["Nộp.", "Nhận theo Bước 1, trả."]),
        ("Cách làm:\n- Bước 1: Nộp.\n- Bước 2: Nhận.", ["Cách làm:|Nộp.", "Nhận."]),
        ("Bước 1: Nộp. b) Bước 2: Nhận. c) Bước 3: Trả.", ["Nộp.", "Nhận.", "Trả."]),
        # Two cases that both count from 1 on stay whole: “Bước 2” would mean another one.
        ("Bước 1: A.\nBước 2: B.\nBước 1: C.\nBước 2: D.", None),
        ("Bước 1: A.\nBước 3: B.", None),
        ("Bước 1: A.", None),
    ],
)
def test_steps_however_they_are_lettered(text, steps):
    found = [step["text"].replace("</p><p>", "|") for step in national.steps(text)]
    wanted = [f"<p>{step}</p>" for step in steps] if steps else None
    if wanted is None:
        assert len(found) == 1 and "Bước 1" in found[0]
    else:
        assert found == wanted


def test_few_steps_of_the_sample_stay_in_one_block(shared_data):
    whole = 0
    for name in ["procedures-sample", "portal-records"]:
        for line in (shared_data / f"{name}.jsonl").read_text("utf-8").splitlines():
            text = json.loads(line)["trinh_tu_thuc_hien"]
            several = len(re.findall(r"Bước\s*\d", text)) > 1
            whole += several and len(national.steps(normal_lines(text))) == 1
    # Those that count several times from 1 on, or leave a number out.
    assert whole <= 24


@pytest.mark.parametrize(
    "text, number, title",
    [
        (
            "Thông tư số 55/2026/TT-BTC ngày 15/5/2026.55/2026/TT-BTC",
            "55/2026/TT-BTC",
            "Thông tư số 55/2026/TT-BTC ngày 15/5/2026.",
        ),
        (
            "Nghị định số 40/2026/NĐ-CP ngày 25/01/202640/2026/NĐ-CP",
            "40/2026/NĐ-CP",
            "Nghị định số 40/2026/NĐ-CP ngày 25/01/2026",
        ),
        (
            "Thông tư số 08/2026/TT-BNNMT ngày 26/01/202608/2026",
            "08/2026/TT-BNNMT",
            "Thông tư số 08/2026/TT-BNNMT ngày 26/01/2026",
        ),
        ("Về hàng không31/2025/TT_BCA", "31/2025/TT-BCA", "Về hàng không"),
        ("Về đường bộ165/2024/NĐ- CP", "165/2024/NĐ-CP", "Về đường bộ"),
        ("Về sắp xếp bộ máy190/2025/NQ-QH15", "190/2025/QH15", "Về sắp xếp bộ máy"),
    ],
)
def test_dirty_numbers_of_legal_bases(text, number, title):
    assert national.legal_bases(text) == [{"number": number, "title": title}]


@pytest.mark.parametrize("rest", ["15", "46/2020"])
def test_what_is_left_of_a_number_is_no_basis(rest):
    text = f"Về hàng hóa quá cảnh46/2020/NĐ-CP{rest}"
    assert [basis["number"] for basis in national.legal_bases(text)] == ["46/2020/NĐ-CP"]


def test_an_entry_ends_where_its_number_is_glued_to_it():
    text = "Luật Thú y35/2016/NĐ-CPSửa đổi Nghị định số 35/2016/NĐ-CP123/2018/NĐ-CP"
    bases = national.legal_bases(text)
    assert [basis["number"] for basis in bases] == ["35/2016/NĐ-CP", "123/2018/NĐ-CP"]
