"""What the national portal itself hands out goes in as it is, by command and on the screen."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from cchc_wagtail.imports import worker
from cchc_wagtail.imports.models import ImportRun
from cchc_wagtail.procedures.models import ProcedurePage

pytestmark = pytest.mark.django_db
FILES = [("portal-list.xlsx", 271), ("portal-records.jsonl", 60)]


@pytest.mark.parametrize("name, count", FILES)
def test_by_command(section, shared_data, name, count):
    def run():
        out = io.StringIO()
        call_command("cchc_import", "procedures", str(shared_data / name), stdout=out)
        return out.getvalue()

    assert f"Mới {count}." in run()
    assert ProcedurePage.objects.count() == count
    revisions = set(ProcedurePage.objects.values_list("latest_revision", flat=True))
    assert run().endswith(f"Không đổi {count}.\n")
    assert set(ProcedurePage.objects.values_list("latest_revision", flat=True)) == revisions


@pytest.mark.parametrize("name, count", FILES)
def test_on_the_screen(log_in, shared_data, monkeypatch, name, count):
    monkeypatch.setattr(worker, "start", lambda run: worker.work(run.pk))
    monkeypatch.setattr(worker, "PULSE", 3600)
    client = log_in("office")

    def upload():
        file = SimpleUploadedFile(name, (shared_data / name).read_bytes())
        client.post("/admin/cchc/nhap-du-lieu/", {"importer": "procedures", "file": file})
        return ImportRun.objects.first()

    run = upload()
    assert run.state == "checked" and run.counts == {"new": count}, run.error
    client.post(f"/admin/cchc/nhap-du-lieu/{run.pk}/nhap/")
    run.refresh_from_db()
    assert run.state == "done" and ProcedurePage.objects.count() == count
    assert upload().counts == {"unchanged": count}
    page = client.get(f"/admin/cchc/nhap-du-lieu/{run.pk + 1}/").content.decode()
    assert "Không có gì để nhập" in page
