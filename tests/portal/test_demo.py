"""The example content that ``cchc_setup --demo`` loads."""

import io
import json
import re
import unicodedata
from html import unescape

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import override

from cchc_wagtail.contact.models import ContactPage
from cchc_wagtail.editorial.figures import figures_of
from cchc_wagtail.editorial.models import LeadershipApprovalTask, OfficeCheckTask, ReviewTaskState
from cchc_wagtail.editorial.pieces import sent_back_to, waiting_for, waiting_of
from cchc_wagtail.mail.models import OutgoingMail
from cchc_wagtail.news.models import ArticlePage
from cchc_wagtail.procedures.models import ProcedurePage
from cchc_wagtail.questions.models import SituationPage
from cchc_wagtail.search import search
from tests.portal.snapshots import snapshot

pytestmark = pytest.mark.django_db


def test_the_demo_is_real_and_complete(demo):
    assert ProcedurePage.objects.live().count() >= 30
    assert SituationPage.objects.live().count() >= 3
    assert ArticlePage.objects.live().count() >= 12
    about = ArticlePage.objects.exclude(reform_field=None)
    assert about.values("reform_field").distinct().count() == 6
    assert "vanphong" in demo
    before = snapshot()
    call_command("cchc_setup", demo=True, insecure_accounts=True, stdout=io.StringIO())
    assert snapshot() == before


def test_the_facts_of_the_demo_are_those_of_the_national_database(demo, shared_data):
    def clean(text):
        return " ".join(unicodedata.normalize("NFC", text).split())

    source = {}
    for line in (shared_data / "procedures-sample.jsonl").read_text().splitlines():
        record = json.loads(line)
        source[record["ma_thu_tuc"]] = record
    units = {"hour": "Giờ", "day": "Ngày", "working_day": "Ngày làm việc", "month": "Tháng"}
    pages = ProcedurePage.objects.filter(locale__language_code="vi")
    for page in pages.exclude(code__in=OWN).prefetch_related("channels"):
        record = source[page.code]
        assert page.title == clean(record["ten_thu_tuc"])
        assert page.decision_number == clean(record["so_quyet_dinh"])
        limits = {
            (limit["amount"], units.get(limit["unit"]))
            for channel in page.channels.all()
            for limit in channel.limits
        }
        assert limits <= {(way["so"], way["don_vi"]) for way in record["cach_thuc"]}


#: The department's own procedures, of which the sample has none: code → the law they follow, and
#: what of it their pages say.
OWN = {
    "0.000001": [("157-2016-TT-BTC", "30.000"), ("111-2011-ND-CP", "05 ngày làm việc")],
    "0.000002": [("157-2016-TT-BTC", "5.000"), ("111-2011-ND-CP", "không cần giấy ủy quyền")],
    "3.000242": [("09-2023-QD-TTg", "06 tháng"), ("09-2023-QD-TTg", "20 ngày")],
    "0.000003": [("58-2022-ND-CP", "02 ngày làm việc"), ("58-2022-ND-CP", "Mẫu số 03a")],
    "0.000004": [("04-2020-TT-BNG", "05/2020/NG-XNC"), ("04-2020-TT-BNG", "06 tháng")],
    "0.000005": [("80-2020-ND-CP", "20 ngày"), ("80-2020-ND-CP", "05 ngày")],
    "0.000006": [("70-2020-QH14", "07 ngày làm việc"), ("70-2020-QH14", "15 ngày")],
}


def test_the_own_procedures_of_the_department_say_what_the_law_says(demo, client, shared_data):
    for code, facts_of_law in OWN.items():
        page = ProcedurePage.objects.get(code=code)
        shown = " ".join(unescape(client.get(page.url).content.decode()).split())
        for name, fact in facts_of_law:
            text = (shared_data / "law" / f"{name}.txt").read_text()
            assert fact in " ".join(text.split()), (name, fact)
            assert fact in shown, (code, fact)
        assert "Trang ví dụ" in page.summary


def test_an_office_is_at_work(demo):
    """Every home, list and figure of the review has something to show, as of today."""
    today = timezone.localdate()
    waiting, sent_back = ReviewTaskState.objects.waiting(), ReviewTaskState.objects.sent_back()
    tasks = {type(step.task.specific) for step in waiting}
    assert tasks == {OfficeCheckTask, LeadershipApprovalTask}
    assert 0 < waiting.late(today).count() < waiting.count()
    assert 0 < sent_back.late(today).count() < sent_back.count()
    months = {figure.month for figure in figures_of(today.year)} | {
        figure.month for figure in figures_of(today.year - 1)
    }
    assert len(months) >= 3
    assert not OutgoingMail.objects.exists()
    for username in ("lanhsu", "htqt", "thanhtra", "vanphong", "giamdoc"):
        user = get_user_model().objects.get(username=username)
        assert waiting_for(user) or sent_back_to(user) or waiting_of(user), username
    assert ArticlePage.objects.filter(slug__startswith="vi-du-", live=False).exists()


def test_an_account_of_the_host_keeps_its_password_and_is_told_apart(demo, capsys):
    account = get_user_model().objects.get(username="admin")
    account.set_password("secret-of-the-host")
    account.save()
    call_command("cchc_setup", demo=True, insecure_accounts=True)
    lines = capsys.readouterr().out.splitlines()
    (line,) = [line for line in lines if line.strip().startswith("admin")]
    assert "password of its own" in line


def test_eight_procedures_are_in_english_with_the_same_facts(demo, client):
    pages = ProcedurePage.objects.live().filter(locale__language_code="en")
    assert pages.count() == 8
    for page in pages:
        original = page.get_translations().get(locale__language_code="vi")
        assert (page.code, page.levels) == (original.code, original.levels)
        assert facts(page) == facts(original)
        html = client.get(page.url).content.decode()
        assert '<html lang="en">' in html
        assert f'<a href="{original.url}" lang="vi" hreflang="vi">' in html
        assert "Example translation" in html
    # What the registers say is in English too.
    page = client.get("/en/thu-tuc/1-002757/", follow=True).content.decode()
    assert "Foreigners" in page and "Immigration" in page and "Consular Division" in page
    for address in ("/en/public-services/procedures/", "/en/tim-kiem/?q=visa"):
        html = client.get(address).content.decode()
        assert "Foreigners" in html and "Người nước ngoài" not in html
        assert "Immigration" in html and "Quản lý xuất nhập cảnh" not in html


def test_the_ways_to_reach_the_units_are_in_english_with_the_same_hours(demo, client):
    pages = ContactPage.objects.live().filter(locale__language_code="en")
    assert pages.count() == ContactPage.objects.live().filter(locale__language_code="vi").count()
    for page in pages:
        original = page.get_translations().get(locale__language_code="vi")
        assert page.unit == original.unit and page.duties != original.duties
        assert page.hours == original.hours
        html = client.get(page.url).content.decode()
        assert "Example hours" in html and "Giờ làm việc mẫu" not in html
    with override("en"):
        answer = search("consular division opening hours").answer
    assert answer.text.startswith("Monday to Friday: 07:30–11:30, 13:30–17:00")


def facts(page):
    """The time limits, the sums and the numbers of papers and steps of a procedure."""
    return (
        [
            (
                channel.kind,
                [(limit["amount"], limit["unit"]) for limit in channel.limits],
                [re.findall(r"\d[\d./]*", fee["amount"]) for fee in channel.charges],
            )
            for channel in page.channels.all()
        ],
        [
            [(paper["originals"], paper["copies"]) for paper in case.value["papers"]]
            for case in page.dossier
        ],
        len(page.steps),
    )
