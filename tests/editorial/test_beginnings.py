"""What a user is offered to begin on the home, and where it leads."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cchc_wagtail.news.models import NewsColumnPage
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.procedures.models import ProcedureIndexPage
from tests.editorial.acting import write_article, write_document
from tests.factories import NewsColumnPageFactory, ProcedurePageFactory, UserFactory

pytestmark = pytest.mark.django_db

LABELS = [
    "Viết tin, bài",
    "Tạo từ tệp Word",
    "Trả lời một tình huống",
    "Cập nhật thủ tục",
    "Gửi một sáng kiến",
    "Đăng ký văn bản",
]


@pytest.fixture
def unit(section):
    return Unit.objects.get(slug="phong-lanh-su")


@pytest.fixture
def editor(unit):
    return UserFactory(groups=[unit.group])


def offers(client, user):
    """Return the address behind each button of the home that begins something."""
    client.force_login(user)
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    found = re.findall(
        r'<a class="button button-secondary" href="([^"]*)">.*?</svg>\s*(.*?)</a>', html
    )
    found += re.findall(r'<a class="cchc-begin__elsewhere" href="([^"]*)" aria-label="(.*?)"', html)
    return {label: url for url, label in found}


def test_a_unit_begins_each_kind_with_its_unit_filled_in(client, editor, unit):
    found = offers(client, editor)
    assert list(found) == LABELS
    for label in ["Trả lời một tình huống", "Đăng ký văn bản"]:
        form = client.get(found[label]).context["form"]
        assert form["unit"].value() == unit.pk or form["unit"].value() == unit
    assert client.get(found["Cập nhật thủ tục"]).status_code == 200


def test_an_article_goes_where_the_unit_wrote_last_or_asks(client, editor, unit):
    columns = list(NewsColumnPage.objects.live().order_by("path"))
    assert len(columns) > 2
    chooser = offers(client, editor)["Viết tin, bài"]
    html = client.get(chooser).content.decode()
    for column in columns:
        address = reverse("wagtailadmin_pages:add", args=["cchc_news", "articlepage", column.pk])
        assert address in html
    assert client.get(address).context["form"].initial["unit"] == unit
    write_article(columns[1], editor, unit)
    found = offers(client, editor)
    assert found["Viết tin, bài"].endswith(f"/articlepage/{columns[1].pk}/")
    assert found["Viết tin, bài: chọn nơi đăng"] == chooser
    other = Unit.objects.exclude(pk=unit.pk).filter(kind=Unit.Kind.PROFESSIONAL).first()
    assert offers(client, UserFactory(groups=[other.group]))["Viết tin, bài"] == chooser


def test_only_what_one_may_do_is_offered(client, section):
    leadership = Unit.objects.get(kind=Unit.Kind.LEADERSHIP)
    office = Unit.objects.get(kind=Unit.Kind.OFFICE)
    leader = UserFactory(groups=[leadership.group])
    assert list(offers(client, leader)) == ["Cập nhật thủ tục"]
    chooser = reverse("cchc_editorial_begin", args=["cchc_news", "articlepage"])
    assert client.get(chooser).status_code == 302  # to the home: not permitted
    assert list(offers(client, UserFactory(groups=[office.group]))) == LABELS
    client.logout()
    assert client.get(chooser).url.startswith(reverse("wagtailadmin_login"))
    for kind in ["page", "no-such"]:
        client.force_login(UserFactory(admin=True))
        assert client.get(chooser.replace("articlepage", kind)).status_code == 404


def test_the_home_asks_as_little_with_many_columns(client, editor, unit):
    column = NewsColumnPage.objects.live().first()
    index = ProcedureIndexPage.objects.first()

    def write():
        write_article(column, editor, unit)
        write_document(editor, unit)
        ProcedurePageFactory(parent=index, unit=unit)

    def queries():
        client.force_login(editor)
        client.get(reverse("wagtailadmin_home"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("wagtailadmin_home"))
        return len(captured)

    write()
    few = queries()
    for _number in range(4):
        NewsColumnPageFactory(parent=column)
        write()
    assert queries() == few


def test_the_home_says_how_complete_the_units_procedures_are(client, editor, unit):
    index = ProcedureIndexPage.objects.first()
    other = Unit.objects.exclude(pk=unit.pk).filter(kind=Unit.Kind.PROFESSIONAL).first()
    ProcedurePageFactory(parent=index, unit=unit, title="Của đơn vị mình")
    ProcedurePageFactory(parent=index, unit=unit, title="Còn là dự thảo", draft=True)
    ProcedurePageFactory(parent=index, unit=other)
    client.force_login(editor)
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "1 thủ tục, đầy đủ" in html and str(other) not in html
    link = re.search(r'href="([^"]*completeness=[^"]*)"', html)[1].replace("&amp;", "&")
    assert client.get(link).status_code == 200
    leadership = Unit.objects.get(kind=Unit.Kind.LEADERSHIP)
    client.force_login(UserFactory(groups=[leadership.group]))
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "cchc-procedures" not in html
