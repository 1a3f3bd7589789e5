"""The screens of an import: upload, preview, decide, confirm, progress, report."""

import datetime
import io
import time
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from cchc_wagtail.imports import worker
from cchc_wagtail.imports.forms import ColumnsForm
from cchc_wagtail.imports.models import ImportRun
from cchc_wagtail.procedures.models import ProcedurePage
from cchc_wagtail.procedures.records.importer import ProcedureImporter

pytestmark = pytest.mark.django_db
INDEX = "/admin/cchc/nhap-du-lieu/"


@pytest.fixture
def upload(log_in, lines, monkeypatch):
    """Upload records as the Office; the work is done at once and not in a thread."""
    monkeypatch.setattr(worker, "start", lambda run: worker.work(run.pk))
    client = log_in("office")

    def upload(*records, **extra):
        file = SimpleUploadedFile("thu-tuc.jsonl", lines(*records).getvalue())
        response = client.post(INDEX, {"importer": "procedures", "file": file, **extra})
        assert response.status_code == 302, response.content.decode()[-2000:]
        return ImportRun.objects.first()

    upload.client = client
    return upload


def address(run, name="run", *more):
    return reverse(f"cchc_imports_{name}", args=[run.pk, *more])


def test_from_the_upload_to_the_report(upload, record):
    run = upload(record, {**record, "ma_thu_tuc": "xyz"})
    assert run.state == "checked" and run.counts == {"new": 1, "error": 1}
    assert not ProcedurePage.objects.exists()
    preview = upload.client.get(address(run)).content.decode()
    assert "xyz" in preview and "Giấy phép" in preview and "1.001234" in preview
    upload.client.post(address(run, "confirm"))
    run.refresh_from_db()
    assert run.state == "done" and run.processed == run.total == 2
    page = ProcedurePage.objects.get()
    assert not page.live and page.workflow_in_progress
    answer = upload.client.get(address(run, "report"))
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert {row[1] for row in rows[1:]} == {"1.001234", "xyz"}
    assert upload.client.get(INDEX).status_code == 200


def test_a_conflict_is_shown_field_by_field_and_decided(upload, record):
    run = upload(record)
    upload.client.post(address(run, "confirm"))
    page = ProcedurePage.objects.get().get_latest_revision_as_object()
    page.receiving_agency = "Bộ phận Một cửa"
    page.save_revision()
    run = upload({**record, "co_quan_thuc_hien": "Tầng 2", "ket_qua": "Thẻ"})
    html = upload.client.get(address(run)).content.decode()
    for text in ["Bộ phận Một cửa", "Tầng 2", "Giấy phép", "Thẻ"]:
        assert text in html
    upload.client.post(address(run, "decide", 1), {"field-co_quan_thuc_hien": "file"})
    upload.client.post(address(run, "confirm"))
    latest = ProcedurePage.objects.get().get_latest_revision_as_object()
    assert (latest.receiving_agency, latest.result) == ("Tầng 2", "Thẻ")


def test_an_unreadable_file_changes_nothing_and_says_why(upload, record):
    file = SimpleUploadedFile("x.xlsx", b"PK\x03\x04 torn")
    upload.client.post(INDEX, {"importer": "procedures", "file": file})
    run = ImportRun.objects.get()
    assert run.state == "failed" and run.error in upload.client.get(address(run)).content.decode()
    upload.client.post(address(run, "confirm"))
    run.refresh_from_db()
    assert run.state == "failed"


def test_a_worker_that_died_is_replaced_and_finishes(upload, record, monkeypatch):
    run = upload(record, {**record, "ma_thu_tuc": "1.000002"}, {**record, "ma_thu_tuc": "1.000003"})
    real, count = worker._row, iter(range(9))

    def dies(*arguments):
        if next(count) == 1:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(worker, "_row", dies)
    with pytest.raises(KeyboardInterrupt):
        upload.client.post(address(run, "confirm"))
    assert ProcedurePage.objects.count() == 1
    monkeypatch.setattr(worker, "_row", real)
    long_ago = timezone.now() - datetime.timedelta(minutes=5)
    ImportRun.objects.update(heartbeat=long_ago)
    assert upload.client.get(address(run, "progress")).status_code == 200
    run.refresh_from_db()
    assert run.state == "done" and run.counts == {"new": 3}
    assert ProcedurePage.objects.count() == 3


def test_a_worker_that_lives_is_left_alone(upload, record):
    run = upload(record)
    ImportRun.objects.update(state="importing", turn=1, heartbeat=timezone.now())
    worker.work(run.pk)
    assert not ProcedurePage.objects.exists()
    answer = upload.client.get(address(run, "progress")).json()
    assert answer == {"working": True, "processed": 1, "total": 1}


@pytest.mark.parametrize("kind", ["anonymous", "professional", "leadership"])
def test_closed_to_those_who_may_not(upload, record, log_in, kind):
    run = upload(record)
    client = log_in(kind)
    places = [INDEX, address(run), address(run, "progress"), address(run, "report")]
    places += ["/admin/cchc/xuat-du-lieu/procedures.jsonl", f"{INDEX}mau/procedures.xlsx"]
    for place in places:
        assert client.get(place).status_code in (302, 403), place
    for place in [address(run, "confirm"), address(run, "decide", 1)]:
        assert client.post(place).status_code in (302, 403), place
    run.refresh_from_db()
    assert run.state == "checked" and not ProcedurePage.objects.exists()


def test_only_those_with_the_permission_publish_at_once(upload, record, log_in):
    run = upload(record, publish="on")
    assert not run.publish
    client = log_in("admin")
    file = SimpleUploadedFile("x.jsonl", bytes(run.content))
    client.post(INDEX, {"importer": "procedures", "file": file, "publish": "on"})
    run = ImportRun.objects.first()
    assert run.publish
    office = log_in("office")
    assert office.post(address(run, "confirm")).status_code in (302, 403)
    run.refresh_from_db()
    assert run.state == "checked"
    log_in("admin").post(address(run, "confirm"))
    assert ProcedurePage.objects.get().live


def test_template_and_export(upload, record):
    run = upload(record)
    assert upload.client.get(f"{INDEX}mau/procedures.xlsx").content[:2] == b"PK"
    for form in ["xlsx", "jsonl"]:
        answer = upload.client.get(f"/admin/cchc/xuat-du-lieu/procedures.{form}")
        assert answer.status_code == 200
    assert upload.client.get(address(run)).status_code == 200


def test_the_queries_of_the_preview_do_not_grow(upload, record):
    def count(rows):
        run = upload(*({**record, "ma_thu_tuc": f"1.{n:06d}"} for n in range(rows)))
        upload.client.get(address(run))
        with CaptureQueriesContext(connection) as queries:
            upload.client.get(address(run))
        return len(queries)

    assert count(40) == count(2)


class TestColumns:
    """What a file calls its columns is asked once."""

    @staticmethod
    def spreadsheet(*rows):
        book = Workbook()
        for row in rows:
            book.active.append(row)
        content = io.BytesIO()
        book.save(content)
        return SimpleUploadedFile("so-theo-doi.xlsx", content.getvalue())

    def send(self, upload, *rows):
        file = self.spreadsheet(*rows)
        upload.client.post(INDEX, {"importer": "procedures", "file": file})
        return ImportRun.objects.first()

    HEAD = ["STT", "Mã", "Tên công việc", "Nơi làm", "Ghi chú nội bộ"]
    ROW = [1, "1.001234", "Cấp giấy phép", "Phòng Lãnh sự", "x"]

    def test_asked_once_and_remembered(self, upload):
        run = self.send(upload, ["DANH MỤC"], self.HEAD, self.ROW)
        assert run.state == "asking" and not run.rows.exists()
        page = upload.client.get(address(run)).content.decode()
        for text in ["Tên công việc", "Cấp giấy phép", "Nơi làm", "Ghi chú nội bộ"]:
            assert text in page
        form = ColumnsForm(run=run, columns=ProcedureImporter.columns)
        chosen = {
            "Mã": "ma_thu_tuc",
            "Tên công việc": "ten_thu_tuc",
            "Nơi làm": "co_quan_thuc_hien",
        }
        data = {f"column-{n}": chosen.get(name, "") for n, name in enumerate(form.names)}
        upload.client.post(address(run, "columns"), data)
        run.refresh_from_db()
        assert run.state == "checked" and run.counts == {"new": 1}
        upload.client.post(address(run, "confirm"))
        page = ProcedurePage.objects.get()
        assert (page.title, page.receiving_agency) == ("Cấp giấy phép", "Phòng Lãnh sự")
        head = [name.upper() for name in self.HEAD]
        again = self.send(upload, head, [*self.ROW[:3], "Tầng 2", ""])
        assert again.state == "checked" and again.counts == {"changed": 1}

    def test_a_column_that_must_be_there_is_asked_for(self, upload):
        run = self.send(upload, self.HEAD, self.ROW)
        response = upload.client.post(address(run, "columns"), {})
        assert "Mã thủ tục" in response.content.decode()
        run.refresh_from_db()
        assert run.state == "asking"

    def test_hidden_rows_are_told_before_anything_is_imported(self, upload):
        book = Workbook()
        for row in [["Mã thủ tục", "Tên thủ tục"], ["1.001234", "a"], ["1.001235", "b"]]:
            book.active.append(row)
        book.active.row_dimensions[3].hidden = True
        content = io.BytesIO()
        book.save(content)
        file = SimpleUploadedFile("x.xlsx", content.getvalue())
        upload.client.post(INDEX, {"importer": "procedures", "file": file})
        run = ImportRun.objects.first()
        assert run.state == "checked"
        assert "bị ẩn hoặc bị lọc" in upload.client.get(address(run)).content.decode()
        upload.client.post(address(run, "confirm"), {"leave_hidden": "on"})
        run = ImportRun.objects.get()
        assert run.state == "done" and run.counts == {"new": 1, "left_out": 1}
        assert ProcedurePage.objects.get().code == "1.001234"


class TestTheWorker:
    def test_one_at_a_time_and_the_next_has_its_turn(self, upload, record, lines):
        first = upload(record)
        second = upload({**record, "ma_thu_tuc": "1.000002"})
        ImportRun.objects.update(state="importing")
        ImportRun.objects.filter(pk=first.pk).update(turn=1, heartbeat=timezone.now())
        worker.work(second.pk)
        second.refresh_from_db()
        assert second.state == "importing" and not ProcedurePage.objects.exists()
        ImportRun.objects.filter(pk=first.pk).update(turn=None)
        worker.work(first.pk)
        assert set(ImportRun.objects.values_list("state", flat=True)) == {"done"}

    def test_one_that_fails_says_so_and_stays_down(self, upload, record, monkeypatch):
        run = upload(record)

        def fails(*arguments, **options):
            raise RuntimeError("the disk is full")

        monkeypatch.setattr(worker, "run_rows", fails)
        upload.client.post(address(run, "confirm"))
        run.refresh_from_db()
        assert run.state == "failed" and "the disk is full" in run.error
        monkeypatch.undo()
        upload.client.get(address(run, "progress"))
        run.refresh_from_db()
        assert run.state == "failed" and run.turn is None

    def test_it_gives_signs_of_life_whatever_it_is_at(self, monkeypatch):
        beats = []

        class Runs:
            def filter(self, **values):
                return self

            def update(self, **values):
                beats.append(values)

        monkeypatch.setattr(worker, "PULSE", 0.01)
        monkeypatch.setattr(worker, "ImportRun", SimpleNamespace(objects=Runs()))
        with worker._Pulse(SimpleNamespace(pk=1, worker="x")):
            time.sleep(0.2)
        assert beats and beats[0].keys() == {"heartbeat"}

    def test_one_that_dies_each_time_is_given_up(self, upload, record):
        run = upload(record)
        ImportRun.objects.update(state="importing", attempts=worker.ATTEMPTS)
        worker.work(run.pk)
        run.refresh_from_db()
        assert run.state == "failed" and run.error

    def test_one_that_was_thought_dead_leaves_the_work_to_the_next(self, upload, record):
        run = upload(record)
        run.worker = "somebody else"
        with pytest.raises(worker.Superseded):
            worker._say(run)


@pytest.mark.parametrize(
    "change",
    [
        {"ket_qua": [{"a": 1}]},
        {"ket_qua": [5]},
        {"cach_thuc": [{"kind": "online", "time_limits": [{"amount": "x"}]}], "cach_thuc_raw": ""},
        {"thanh_phan_ho_so": [{"papers": [{"name": "Đơn", "originals": "một"}]}]},
        {"thanh_phan_ho_so": "Đơn | M1 | một bản | 0 |"},
        {"ma_thu_tuc": {"a": 1}},
        {"ten_thu_tuc": ["a", {}]},
    ],
)
def test_whatever_a_row_does_is_its_own_error(upload, record, change):
    run = upload({**record, **change}, {**record, "ma_thu_tuc": "1.000002"})
    assert run.state == "checked" and run.counts == {"error": 1, "new": 1}
    upload.client.post(address(run, "confirm"))
    run.refresh_from_db()
    assert run.state == "done" and ProcedurePage.objects.count() == 1
