"""The demonstration site takes the full texts of laws from a folder; none are shipped."""

import io
import shutil

import pytest
from django.core.management import CommandError, call_command

from cchc_wagtail.registry.models import LegalDocument, RelationProposal


def load(folder):
    out = io.StringIO()
    call_command("load_texts", folder, stdout=out)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path, shared_data):
    for name in ["61-2018-ND-CP.txt", "23-2023-QH15.txt"]:
        shutil.copy(shared_data / "law" / name, tmp_path)
    (tmp_path / "ghi-chu.txt").write_text("Không phải văn bản.", encoding="utf-8")
    return tmp_path


def test_each_text_is_published_once(section, folder):
    known = LegalDocument.objects.get(number="61/2018/NĐ-CP")
    before = LegalDocument.objects.count()
    assert known.body == ""
    assert load(folder).startswith("2 ")
    known.refresh_from_db()
    assert known.live and "Điều 5." in known.body
    new = LegalDocument.objects.get(number="23/2023/QH15")
    assert new.live and "Điều 1." in new.body
    assert RelationProposal.objects.filter(document=new, target_key="49-2019-qh14").exists()
    assert load(folder).startswith("0 ")
    assert LegalDocument.objects.count() == before + 1


def test_what_is_no_folder_is_said(db, tmp_path):
    with pytest.raises(CommandError, match="no folder"):
        load(tmp_path / "nowhere")
