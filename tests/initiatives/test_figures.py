"""What reports, the PAR INDEX and the plan are told of initiatives."""

import datetime
from decimal import Decimal

import pytest
from wagtail.models import Locale

from cchc_wagtail import clock
from cchc_wagtail.indicators.stakes import State, stakes
from cchc_wagtail.initiatives.models import Adoption, InitiativePage, Proposal
from cchc_wagtail.initiatives.stakes import stake_of_initiatives
from cchc_wagtail.organisation.report_figures import figures_between
from cchc_wagtail.plans.counting import lines_of
from cchc_wagtail.plans.models import Channel, Evidence
from tests.factories import (
    AdoptionFactory,
    InitiativePageFactory,
    LegalDocumentFactory,
    PlanContentFactory,
    PlanPageFactory,
    ProposalFactory,
)

pytestmark = pytest.mark.django_db
SPRING = datetime.date(2024, 1, 1), datetime.date(2024, 6, 30)


def told(first=SPRING[0], last=SPRING[1]):
    return {figure.name: figure for figure in figures_between(first, last)}


def test_a_report_counts_what_was_recognised_used_and_proposed(index):
    registered = LegalDocumentFactory(issued_on=datetime.date(2024, 6, 30))
    recognised = InitiativePageFactory(
        parent=index, status="recognised", level="province", decision=registered
    )
    day = datetime.date(2024, 5, 20)
    decided = {"status": "spread", "level": "base", "decision_number": "1/QĐ-SNgV"}
    InitiativePageFactory(parent=index, decided_on=day, **decided)
    # One in two languages is one.
    InitiativePageFactory(
        parent=index,
        status="recognised",
        level="province",
        decision=registered,
        locale=Locale.objects.get_or_create(language_code="en")[0],
        translation_key=recognised.translation_key,
    )
    # Decided later, not published, not recognised.
    InitiativePageFactory(parent=index, decided_on=datetime.date(2024, 7, 1), **decided)
    InitiativePageFactory(parent=index, draft=True, decided_on=day, **decided)
    InitiativePageFactory(parent=index, status="trial")
    for state, when in [
        ("confirmed", day),
        ("waiting", day),
        ("confirmed", datetime.date(2024, 7, 1)),
    ]:
        AdoptionFactory(initiative=recognised, state=state, adopted_on=when)
    ProposalFactory(page=index, sent_at=clock.midnight(day))
    ProposalFactory(page=index)
    figures = told()
    assert figures["initiatives.recognised"].value == 2
    assert figures["initiatives.recognised"].rows == (("Cấp cơ sở", 1), ("Cấp tỉnh", 1))
    assert figures["initiatives.adopted"].value == 1
    assert figures["initiatives.proposed"].value == 1
    assert Adoption.objects.count() == 3 and Proposal.objects.count() == 2


def test_a_report_counts_what_was_published(index):
    page = InitiativePageFactory(parent=index)
    InitiativePage.objects.filter(pk=page.pk).update(
        first_published_at=clock.midnight(datetime.date(2024, 5, 20))
    )
    assert told()["published.initiative"].value == 1


YEAR_END = datetime.date(2024, 12, 20)


@pytest.mark.parametrize(
    "count, today, held, state, warns",
    [
        (0, datetime.date(2024, 5, 1), "0", State.OPEN, False),
        (1, datetime.date(2024, 5, 1), "1.00", State.OPEN, False),
        (2, YEAR_END, "1.50", State.OPEN, True),
        (3, YEAR_END, "2.00", State.HELD, False),
        (4, YEAR_END, "2.00", State.HELD, False),
        (1, datetime.date(2025, 1, 2), "1.00", State.LOST, False),
    ],
)
def test_points_of_criterion_1_5(index, count, today, held, state, warns):
    for _number in range(count):
        InitiativePageFactory(parent=index, status="trial", year=2024)
    stake = stake_of_initiatives(2024, today)
    assert (stake.code, stake.maximum) == ("1.5", Decimal("2.00"))
    assert (stake.held, stake.state, bool(stake.warning)) == (Decimal(held), state, warns)


def test_ideas_drafts_other_years_and_translations_bring_no_points(index, section):
    page = InitiativePageFactory(parent=index, status="trial", year=2024)
    InitiativePageFactory(parent=index, status="idea", year=2024)
    InitiativePageFactory(parent=index, status="trial", year=2023)
    InitiativePageFactory(parent=index, status="trial", year=2024, draft=True)
    english = Locale.objects.get(language_code="en")
    InitiativePageFactory(
        parent=index,
        status="trial",
        year=2024,
        locale=english,
        translation_key=page.translation_key,
    )
    assert stake_of_initiatives(2024, YEAR_END).held == Decimal("1.00")


def test_the_room_of_indices_shows_the_points(db):
    assert "1.5" in [stake.code for stake in stakes(2024, YEAR_END)]


def test_an_initiative_counts_for_the_plan(section, index):
    plan = PlanPageFactory(parent=section.get_children().get(slug="ke-hoach").specific)
    content = PlanContentFactory(page=plan)
    page = InitiativePageFactory(parent=index)
    day = plan.begins_on + datetime.timedelta(days=30)
    InitiativePage.objects.filter(pk=page.pk).update(first_published_at=clock.midnight(day))
    Evidence.objects.create(plan=plan, key=content.key, page=page)
    (line,) = lines_of(plan, today=plan.ends_on)
    assert line.channels[Channel.PORTAL] == 1 and line.progress.done == 1
