"""The database is asked as often for a large plan as for a small one."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cchc_wagtail.organisation.reporting_periods import Period, PeriodKind
from cchc_wagtail.plans.models import Evidence, PlanContent, Report
from cchc_wagtail.registry.models import LegalDocument
from tests.editorial.acting import build_office
from tests.factories import LegalDocumentFactory, PlanIndexPageFactory, PlanPageFactory

pytestmark = pytest.mark.django_db
MOMENT = timezone.make_aware(datetime.datetime(2024, 5, 6, 8))


@pytest.fixture
def office():
    return build_office()


@pytest.fixture
def plan(office):
    return PlanPageFactory(parent=PlanIndexPageFactory(parent=office.column))


@pytest.fixture
def grow(office, plan):
    """Bring the plan to so many contents, and what counts for them to so many documents."""
    first = LegalDocumentFactory()

    def grow(contents, pieces):
        units = [office.units["unit"], office.units["other"]]
        begun = plan.contents.count()
        PlanContent.objects.bulk_create(
            PlanContent(
                page=plan, sort_order=number, text=f"Nội dung {number}", unit=units[number % 2]
            )
            for number in range(begun, contents)
        )
        known = LegalDocument.objects.count()
        LegalDocument.objects.bulk_create(
            LegalDocument(
                number=f"{number}/2024/NĐ-CP",
                number_key=f"{number}/2024/nd-cp",
                slug=f"{number}-2024-nd-cp",
                document_type=first.document_type,
                issuer=first.issuer,
                title=f"Văn bản {number}",
                issued_on=datetime.date(2024, 3, 1),
                first_published_at=MOMENT,
            )
            for number in range(known, pieces)
        )
        keys = list(plan.contents.values_list("key", flat=True))
        Evidence.objects.all().delete()
        Evidence.objects.bulk_create(
            Evidence(plan=plan, key=keys[place % len(keys)], document_id=document)
            for place, document in enumerate(LegalDocument.objects.values_list("pk", flat=True))
        )
        assert (plan.contents.count(), Evidence.objects.count()) == (contents, pieces)

    return grow


def asked(act):
    act()
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


@pytest.mark.parametrize("who", ["unit", "office", "leadership", "admin"])
def test_the_board(client, office, plan, grow, who):
    client.force_login(office.people[who])
    check(grow, lambda: client.get(reverse("cchc_plans_board")), most=15)


def test_the_public_page(client, plan, grow):
    check(grow, lambda: client.get(plan.get_url()), most=15)


def test_a_report(plan, grow):
    year = Period(PeriodKind.YEAR, 2024)
    check(grow, lambda: Report.drafted("communication", year), most=120)


def check(grow, act, most):
    grow(20, 50)
    few = asked(act)
    grow(200, 500)
    many = asked(act)
    assert many <= few <= most, (few, many)
