"""The example content that ``cchc_setup --demo`` loads."""

import io
import json
import unicodedata

import pytest
from django.core.management import call_command

from cchc_wagtail.news.models import ArticlePage
from cchc_wagtail.procedures.models import ProcedurePage, SituationPage

from .snapshots import snapshot

pytestmark = pytest.mark.django_db


def test_the_demo_is_real_and_complete(demo):
    assert ProcedurePage.objects.live().count() >= 30
    assert SituationPage.objects.live().count() >= 3
    assert ArticlePage.objects.live().count() >= 12
    about = ArticlePage.objects.exclude(reform_field=None)
    assert about.values("reform_field").distinct().count() == 6
    assert "vanphong" in demo
    before = snapshot()
    call_command("cchc_setup", demo=True, stdout=io.StringIO())
    assert snapshot() == before


def test_the_facts_of_the_demo_are_those_of_the_national_database(demo, shared_data):
    def clean(text):
        return " ".join(unicodedata.normalize("NFC", text).split())

    source = {}
    for line in (shared_data / "procedures-sample.jsonl").read_text().splitlines():
        record = json.loads(line)
        source[record["ma_thu_tuc"]] = record
    units = {"hour": "Giờ", "day": "Ngày", "working_day": "Ngày làm việc", "month": "Tháng"}
    for page in ProcedurePage.objects.prefetch_related("channels"):
        record = source[page.code]
        assert page.title == clean(record["ten_thu_tuc"])
        assert page.decision_number == clean(record["so_quyet_dinh"])
        limits = {
            (limit["amount"], units.get(limit["unit"]))
            for channel in page.channels.all()
            for limit in channel.limits
        }
        assert limits <= {(way["so"], way["don_vi"]) for way in record["cach_thuc"]}
