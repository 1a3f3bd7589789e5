import io
import json

import pytest

RECORD = {
    "ma_thu_tuc": "1.001234",
    "ten_thu_tuc": "Cấp giấy phép thử nghiệm",
    "cap_thuc_hien": "Cấp tỉnh",
    "linh_vuc": "Lĩnh vực thử",
    "doi_tuong_thuc_hien": "Công dân Việt Nam",
    "co_quan_thuc_hien": "Phòng Lãnh sự",
    "ket_qua": "Giấy phép",
    "yeu_cau_dieu_kien": "Không có thông tin",
    "cach_thuc_raw": "Hình thức nộpThời gianPhí, lệ phíMô tảTrực tiếp5 Ngày làm việcMiễn phí",
    "can_cu_phap_ly_raw": "Tên văn bản pháp lýMã văn bảnNghị định 61/2018/NĐ-CP61/2018/NĐ-CP",
    "thanh_phan_ho_so": "--Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn1 bản chính",
    "trinh_tu_thuc_hien": "Bước 1: Nộp.\nBước 2: Nhận.",
}


@pytest.fixture
def record():
    return dict(RECORD)


@pytest.fixture
def lines():
    """Make a JSON lines file of records."""

    def lines(*records):
        file = io.BytesIO("\n".join(json.dumps(r, ensure_ascii=False) for r in records).encode())
        file.name = "thu-tuc.jsonl"
        return file

    return lines


@pytest.fixture
def run(lines, section):
    """Import records as they are given; return the outcomes."""
    from cchc_wagtail.imports.running import run_rows
    from cchc_wagtail.procedures.records.importer import ProcedureImporter

    def run(*records, **options):
        return list(run_rows(ProcedureImporter(), lines(*records), **options))

    return run
