"""A digest: proposed from what was published, read on the site, passed on in other forms."""

import datetime
import io

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from cchc_wagtail.digests.models import DigestItem, DigestPage
from cchc_wagtail.digests.proposing import MOST, propose_digest
from cchc_wagtail.digests.writing import as_docx, as_mail, as_message
from cchc_wagtail.search import search
from tests.editorial.acting import build_office
from tests.factories import DigestIndexPageFactory, DigestPageFactory, LegalDocumentFactory
from tests.plans.test_counting import published

pytestmark = pytest.mark.django_db
FIRST, LAST = datetime.date(2024, 5, 1), datetime.date(2024, 5, 31)


@pytest.fixture
def office():
    office = build_office()
    office.digests = DigestIndexPageFactory(parent=office.column)
    return office


@pytest.fixture
def may(office):
    """What was published in May 2024, and a little around it."""
    document = LegalDocumentFactory(number="99/2024/NĐ-CP", summary="Nghị định mới.")
    moment = datetime.datetime(2024, 5, 20, tzinfo=datetime.timezone.utc)
    type(document).objects.filter(pk=document.pk).update(first_published_at=moment)
    pages = [published(office.column, 2024, month, day) for month, day in DAYS]
    return document, pages


DAYS = [(4, 30), (5, 1), (5, 31), (6, 1)]


@pytest.fixture
def digest(office, may):
    document, pages = may
    digest = DigestPageFactory(parent=office.digests, lead="Trong tháng & quý.")
    digest.items = [
        DigestItem(
            heading="Tin, bài", title="Tin <một>", text="Nói gọn.", page=pages[1], sort_order=0
        ),
        DigestItem(heading="Văn bản", title="Nghị định 99", document=document, sort_order=1),
        DigestItem(heading="Văn bản", title="Chỉ có chữ", sort_order=2),
    ]
    digest.save()
    return DigestPage.objects.get(pk=digest.pk)


def test_what_was_published_in_the_days_is_proposed(office, may):
    document, pages = may
    draft = propose_digest(office.digests, FIRST, LAST, office.people["office"])
    assert not draft.live and draft.unit == office.units["office"]
    items = list(draft.items.all())
    assert {item.page_id for item in items if item.page_id} == {pages[1].pk, pages[2].pk}
    assert [item.document_id for item in items if item.document_id] == [document.pk]
    again = propose_digest(office.digests, FIRST, LAST, office.people["office"])
    assert again.slug != draft.slug


def test_a_digest_stays_short(office):
    for day in range(1, MOST + 5):
        published(office.column, 2024, 5, day)
    draft = propose_digest(office.digests, FIRST, LAST, office.people["office"])
    newest = [item.page.specific.first_published_at for item in draft.items.all()]
    assert len(newest) == MOST and newest == sorted(newest, reverse=True)


def test_the_page_leads_to_what_can_be_read(client, digest, may):
    document, pages = may
    html = client.get(digest.url).content.decode()
    assert "Tin &lt;một&gt;" in html and pages[1].url in html
    assert document.get_absolute_url() in html and "Chỉ có chữ" in html
    pages[1].unpublish()
    document.unpublish()
    html = client.get(digest.url).content.decode()
    assert "Tin &lt;một&gt;" not in html and "Nghị định 99" not in html


def test_what_was_taken_down_is_not_found_by_a_digest(
    digest, may, django_capture_on_commit_callbacks
):
    digest.save_revision().publish()
    assert search("Nói gọn").hits
    with django_capture_on_commit_callbacks(execute=True):
        may[1][1].unpublish()
    assert digest.title not in [hit.title for hit in search("Nói gọn").hits]
    assert search("Chỉ có chữ").hits[0].title == digest.title


def test_pages_ask_little_of_the_database(client, digest, office):
    def asked(page):
        client.get(page.url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page.url).status_code == 200
        return len(queries)

    few = asked(digest)
    assert few <= 15 and asked(office.digests) <= 15
    for order in range(3, 23):
        item = DigestItem(heading="Tin", title="Tin", sort_order=order)
        item.page = published(office.column, 2024, 5, 2)
        digest.items.add(item)
    digest.save()
    assert asked(digest) <= few


def test_machines_get_the_items_that_can_be_read(client, digest, may, office):
    api = reverse("cchc_wagtail:api:digests:listing")
    (listed,) = client.get(api).json()["items"]
    assert (listed["first_day"], listed["lead"]) == ("2024-05-01", "Trong tháng & quý.")
    document, pages = may
    detail = client.get(f"{api}{digest.pk}/").json()
    assert [(one["heading"], one["title"], one["url"]) for one in detail["items"]] == [
        ("Tin, bài", "Tin <một>", pages[1].full_url),
        ("Văn bản", "Nghị định 99", f"{digest.get_site().root_url}{document.get_absolute_url()}"),
        ("Văn bản", "Chỉ có chữ", ""),
    ]
    pages[1].unpublish()
    document.unpublish()
    (whole,) = client.get(f"{api}?fields=items").json()["items"]
    assert [one["title"] for one in whole["items"]] == ["Chỉ có chữ"]


def test_many_digests_cost_machines_no_more_queries(client, digest, office):
    api = reverse("cchc_wagtail:api:digests:listing") + "?fields=items"

    def asked():
        client.get(api)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(api).status_code == 200
        return len(queries)

    few = asked()
    for _time in range(3):
        more = DigestPageFactory(parent=office.digests)
        more.items = [DigestItem(title="Tin", page=published(office.column, 2024, 5, 2))]
        more.save()
    assert asked() == few


def test_a_draft_is_nowhere(client, digest):
    digest.unpublish()
    listed = client.get(reverse("cchc_wagtail:api:digests:listing")).json()
    assert listed["items"] == []
    assert client.get(digest.url).status_code == 404
    for name in ("feed", "json_feed", "embedded_list"):
        shown = client.get(reverse(f"cchc_wagtail:{name}", args=["ban-tin"])).content.decode()
        assert digest.title not in shown


def test_the_mail_has_its_styles_in_the_tags_and_whole_addresses(digest, may):
    html = as_mail(digest)
    assert "<style" not in html and 'style="' in html
    assert f'href="{may[1][1].full_url}"' in html
    assert f'href="{Site.objects.get().root_url}{may[0].get_absolute_url()}"' in html
    assert "Tin &lt;một&gt;" in html


def test_the_word_file_has_all_of_it(digest):
    text = [one.text for one in docx.Document(io.BytesIO(as_docx(digest))).paragraphs]
    assert "Trong tháng & quý." in text and "Văn bản" in text
    assert "1. Tin <một>. Nói gọn." in text


def test_the_message_fits(digest):
    text = as_message(digest)
    assert text.startswith(digest.title.upper()) and "Nói gọn." in text
    assert "3. Chỉ có chữ" in text and digest.full_url in text
    short = as_message(digest, longest=len(text) - 1)
    assert "Nói gọn." not in short and "3. Chỉ có chữ" in short
    shorter = as_message(digest, longest=len(short) - 1)
    assert len(shorter) < len(short) and "nội dung khác" in shorter
    assert len(as_message(digest, longest=20)) <= 20


def test_a_digest_does_not_end_before_it_begins(client, office):
    client.force_login(office.people["office"])
    address = reverse("cchc_digests_begin", args=[office.digests.pk])
    answer = client.post(address, {"first_day": "2024-05-31", "last_day": "2024-05-01"})
    assert "last_day" in answer.context["form"].errors and not DigestPage.objects.exists()


def test_a_week_is_one_click(client, office, monkeypatch):
    monkeypatch.setattr("cchc_wagtail.clock.today", lambda: datetime.date(2024, 5, 15))
    client.force_login(office.people["office"])
    address = reverse("cchc_digests_begin", args=[office.digests.pk])
    names = [period[1:] for period in client.get(address).context["periods"]]
    assert names == [
        (datetime.date(2024, 5, 6), datetime.date(2024, 5, 12)),
        (datetime.date(2024, 4, 1), datetime.date(2024, 4, 30)),
    ]
    answer = client.post(address, {"first_day": "2024-05-06", "last_day": "2024-05-12"})
    draft = DigestPage.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[draft.pk])


def test_it_is_passed_on_from_the_admin(client, office, digest):
    client.force_login(office.people["office"])
    address = reverse("cchc_digests_pass_on", args=[digest.pk])
    assert digest.title.upper() in client.get(address).content.decode()
    for form in ("docx", "html"):
        answer = client.get(reverse("cchc_digests_file", args=[digest.pk, form]))
        assert f'filename="ban-tin-{digest.slug}.{form}"' in answer["Content-Disposition"]
    assert client.get(reverse("cchc_digests_file", args=[digest.pk, "exe"])).status_code == 404
    client.force_login(office.people["other"])
    assert client.get(address).status_code == 302
