import io
import json

import pytest

from cchc_wagtail.imports import worker
from cchc_wagtail.imports.models import ImportRun
from cchc_wagtail.procedures.records.importer import ProcedureImporter

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

    def run(*records, **options):
        return list(run_rows(ProcedureImporter(), lines(*records), **options))

    return run


@pytest.fixture
def several(record):
    """The content of a file of four records."""
    rows = [{**record, "ma_thu_tuc": f"1.{number:06d}"} for number in range(4)]
    return "\n".join(json.dumps(row) for row in rows).encode()


@pytest.fixture
def confirmed(several):
    """An import of ``several`` that was looked through and confirmed, and waits."""
    run = ImportRun.objects.create(
        importer="procedures", file_name="rows.jsonl", content=several, state="checking"
    )
    worker.work(run.pk)
    ImportRun.objects.update(state="importing")
    return run


@pytest.fixture
def breaks(monkeypatch):
    """Call it with what is to happen before the importer does something the second time."""

    def breaks(happens, method):
        real, calls = getattr(ProcedureImporter, method), []

        def broken(self, *args, **options):
            calls.append(method)
            if len(calls) == 2:
                happens()
            return real(self, *args, **options)

        monkeypatch.setattr(ProcedureImporter, method, broken)

    return breaks
