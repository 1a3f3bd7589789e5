"""The legal texts of the reference data: each is registered and published, none fails."""

import datetime
import html
import re

import pytest

from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.organisation.models import UnreadContent
from cchc_wagtail.registry.importers import LegalDocumentImporter
from cchc_wagtail.registry.models import ContentCitation, DocumentType, Issuer, LegalDocument
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


def test_all_are_imported_and_published(shared_data):
    paths = [p for p in sorted((shared_data / "law").glob("*.txt")) if "phu-luc" not in p.stem]
    assert len(paths) == 38
    importer, messages = LegalDocumentImporter(), []
    for path in paths:
        values = record_of(path)
        DocumentType.objects.get_or_create(name=values["loai_van_ban"])
        Issuer.objects.get_or_create(name=values["co_quan_ban_hanh"])
        importer.forget()
        record = importer.parse(values)
        assert not record.has_errors, (path.stem, record.messages)
        document = importer.new(record.key)
        messages += importer.write(document, record.fields)
        importer.save(document, is_new=True, user=None, publish=True)
    assert LegalDocument.objects.published().count() == 38
    assert not UnreadContent.objects.exists()
    assert ContentCitation.objects.count() > 500
    assert SearchEntry.objects.filter(kind="document").count() == 38
