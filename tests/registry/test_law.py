"""The legal texts of the reference data: each is registered and published, none fails."""

import datetime
import html
import json
import re

import pytest
from django.core.management import call_command

from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.imports.running import run_rows
from cchc_wagtail.organisation.models import UnreadContent
from cchc_wagtail.registry.documents.importer import LegalDocumentImporter
from cchc_wagtail.registry.models import ContentCitation, DocumentType, LegalDocument
from cchc_wagtail.search.models import SearchEntry

pytestmark = pytest.mark.django_db

_DAY = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+((?:19|20)\d\d)")


def record_of(path):
    number = DocumentNumber.parse(path.stem)
    text = path.read_text(encoding="utf-8")
    days = [datetime.date(int(y), int(m), int(d)) for d, m, y in _DAY.findall(text[:3000])]
    day = next((one for one in days if one.year == number.year), days[0] if days else None)
    day = day or datetime.date(number.year or 2020, 1, 1)
    body = "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n\n"))
    return {
        "so_ky_hieu": str(number),
        "loai_van_ban": number.type_name or "Luật",
        "co_quan_ban_hanh": number.issuer or "Quốc hội",
        "ngay_ban_hanh": f"{day:%d/%m/%Y}",
        "trich_yeu": " ".join(text.split())[:300],
        "noi_dung": body,
    }


def test_all_are_imported_and_published(section, shared_data, tmp_path):
    """As an office would: one file for the command, published; run again, nothing changes."""
    paths = [p for p in sorted((shared_data / "law").glob("*.txt")) if "phu-luc" not in p.stem]
    assert len(paths) == 38
    LegalDocument.objects.all().delete()
    records = [record_of(path) for path in paths]
    file = tmp_path / "van-ban.jsonl"
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    file.write_text("\n".join(lines), encoding="utf-8")
    for record in records:
        DocumentType.objects.get_or_create(name=record["loai_van_ban"])
    call_command("cchc_import", "documents", str(file), "--publish", verbosity=2)
    assert LegalDocument.objects.published().count() == 38
    assert not UnreadContent.objects.exists()
    assert ContentCitation.objects.count() > 500
    assert SearchEntry.objects.filter(kind="document").count() == 38
    revisions = set(LegalDocument.objects.values_list("latest_revision", flat=True))
    with file.open("rb") as again:
        outcomes = list(run_rows(LegalDocumentImporter(), again, publish=True))
    assert {str(outcome.state) for outcome in outcomes} == {"unchanged"}
    assert set(LegalDocument.objects.values_list("latest_revision", flat=True)) == revisions
