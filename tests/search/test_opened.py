"""What readers opened after a query moves results of that query a little, and no others."""

import datetime

import pytest
from django.urls import reverse

from cchc_wagtail import clock
from cchc_wagtail.search import search
from cchc_wagtail.search.log import forget_old_queries
from cchc_wagtail.search.models import OpenedResult
from tests.factories import ProcedurePageFactory

pytestmark = pytest.mark.django_db
QUERY = "cấp hộ chiếu"


@pytest.fixture
def alike(procedures):
    """Two procedures that fit the query equally, and one that fits it better."""
    for place in ("trong nước", "nước ngoài"):
        ProcedurePageFactory(parent=procedures, title=f"Cấp hộ chiếu ở {place}")
    return ProcedurePageFactory(parent=procedures, title="Cấp hộ chiếu")


def titles(query=QUERY):
    return [hit.title for hit in search(query).hits]


def open_result(client, title, times, query=QUERY):
    """Search and open the result called ``title``, so many times."""
    for _time in range(times):
        found = client.get(reverse("cchc_wagtail:search"), {"q": query})
        (hit,) = [hit for hit in found.context["results"].hits if hit.title == title]
        address = f"{found.context['log_address']}&opened={hit.name}"
        assert address.replace("&", "&amp;") in found.content.decode()
        for _again in range(2):
            assert client.post(address).status_code == 204


def test_what_is_opened_stands_before_what_fits_as_well(client, alike):
    first, second = [title for title in titles() if title != alike.title]
    open_result(client, second, 20)
    assert OpenedResult.objects.get().count == 20
    assert titles() == [alike.title, second, first]
    assert titles("hộ chiếu") == [alike.title, first, second]


def test_no_number_of_openings_buries_what_fits_better(client, alike):
    last = titles()[-1]
    open_result(client, last, 1)
    OpenedResult.objects.update(count=10_000)
    assert titles()[0] == alike.title


def test_openings_are_forgotten_with_the_searches(client, alike, settings):
    open_result(client, titles()[-1], 1)
    settings.CCHC_WAGTAIL = {**settings.CCHC_WAGTAIL, "SEARCH_LOG_DAYS": 30}
    OpenedResult.objects.update(day=clock.today() - datetime.timedelta(days=31))
    forget_old_queries()
    assert not OpenedResult.objects.exists()


@pytest.mark.parametrize("name", ["1", "x-y", "-", "0-0", "999999999999999999999-1", "1-\x00"])
def test_what_is_no_result_counts_as_an_opening_alone(client, alike, name):
    address = client.get(reverse("cchc_wagtail:search"), {"q": QUERY}).context["log_address"]
    assert client.post(f"{address}&opened={name}").status_code == 204
    assert not OpenedResult.objects.exists()
