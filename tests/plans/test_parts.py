"""A plan is a part of others, a content a part of theirs; and it stands in several years."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cchc_wagtail.plans.contributions import choices_of, contribute
from cchc_wagtail.plans.copying import next_plan
from cchc_wagtail.plans.counting import lines_of
from cchc_wagtail.plans.models import (
    Activity,
    Channel,
    Contribution,
    Evidence,
    PlanContent,
    PlanPage,
    PlanRelation,
)
from cchc_wagtail.plans.progress import Recurrence, State, Task, progress_of
from tests.editorial.acting import build_office
from tests.factories import (
    LegalDocumentFactory,
    PlanContentFactory,
    PlanIndexPageFactory,
    PlanPageFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return build_office()


@pytest.fixture
def plans(office):
    return PlanIndexPageFactory(parent=office.column)


@pytest.fixture
def long_plan(plans):
    """The plan of 2022 to 2025, with one content that asks for a product each year."""
    page = PlanPageFactory(
        parent=plans,
        title="Kế hoạch 2022–2025",
        begins_on=datetime.date(2022, 1, 1),
        due_on=datetime.date(2025, 12, 31),
        ends_on=datetime.date(2025, 12, 31),
    )
    PlanContentFactory(page=page, text="Mỗi năm một đợt", target=1, recurrence=Recurrence.YEARLY)
    return page


@pytest.fixture
def plan(plans, long_plan, office):
    """The plan of 2024, a part of the long one."""
    page = PlanPageFactory(parent=plans, title="Kế hoạch 2024")
    PlanContentFactory(page=page, text="Đợt của năm 2024", unit=office.units["unit"], target=1)
    PlanRelation.objects.create(page=page, plan=long_plan, sort_order=0)
    return page


def content_of(plan):
    return plan.contents.get()


def held(plan, *day):
    return Activity.objects.create(
        plan=plan,
        key=content_of(plan).key,
        title="Hội nghị",
        done_on=datetime.date(*day),
        channel=Channel.MEETING,
    )


def done(plan, today=None):
    plan = PlanPage.objects.get(pk=plan.pk)
    return lines_of(plan, plan.contents_with_units(), today)[0].progress


def act(client, plan, **posted):
    address = reverse("cchc_plans_content", args=[plan.pk, content_of(plan).key])
    return client.post(address, posted, follow=True)


class TestRelations:
    def test_one_thing_that_is_not_the_plan_itself(self, plan, long_plan):
        document = LegalDocumentFactory()
        for wrong in [
            PlanRelation(page=plan),
            PlanRelation(page=plan, plan=long_plan, document=document),
            PlanRelation(page=plan, plan=plan),
            PlanRelation(page=plan, plan=long_plan, kind="changed_by"),
        ]:
            with pytest.raises(ValidationError):
                wrong.clean()
        PlanRelation(page=plan, document=document, kind="changed_by").clean()

    def test_the_public_page_names_what_is_public(self, client, plan, long_plan):
        changing = LegalDocumentFactory(number="15/QĐ-SNgV")
        hidden = LegalDocumentFactory(number="16/QĐ-SNgV", live=False)
        for document in (changing, hidden):
            PlanRelation.objects.create(page=plan, document=document, kind="changed_by")
        text = client.get(plan.get_url()).content.decode()
        assert "Thuộc" in text and long_plan.title in text
        assert "Được điều chỉnh bởi" in text and "15/QĐ-SNgV" in text
        assert "16/QĐ-SNgV" not in text
        long_plan.unpublish()
        assert long_plan.title not in client.get(plan.get_url()).content.decode()


class TestContributions:
    def test_what_is_done_counts_above_too(self, plan, long_plan):
        held(plan, 2024, 5, 6)
        assert done(long_plan, datetime.date(2024, 6, 1)).done == 0
        contribute(plan, content_of(plan).key, content_of(long_plan).key)
        assert done(long_plan, datetime.date(2024, 6, 1)).done == 1
        contribute(plan, content_of(plan).key, None)
        assert done(long_plan, datetime.date(2024, 6, 1)).done == 0

    def test_what_was_confirmed_for_both_counts_once(self, plan, long_plan):
        document = LegalDocumentFactory(first_published_at="2024-05-06T08:00:00Z")
        for one in (plan, long_plan):
            Evidence.objects.create(plan=one, key=content_of(one).key, document=document)
        contribute(plan, content_of(plan).key, content_of(long_plan).key)
        assert done(long_plan, datetime.date(2024, 6, 1)).done == 1

    def test_the_office_says_so_on_the_screen(self, client, office, plan, long_plan):
        client.force_login(office.people["office"])
        response = act(client, plan, action="contribute", higher=str(content_of(long_plan).key))
        assert long_plan.title in response.content.decode()
        assert Contribution.objects.get().higher_id == long_plan.pk
        above = client.get(
            reverse("cchc_plans_content", args=[long_plan.pk, content_of(long_plan).key])
        )
        assert plan.title in above.content.decode()
        act(client, plan, action="contribute", higher="")
        assert not Contribution.objects.exists()

    def test_a_unit_is_not_told_of_what_is_internal_above(self, client, office, plan, long_plan):
        contribute(plan, content_of(plan).key, content_of(long_plan).key)
        client.force_login(office.people["unit"])
        address = reverse("cchc_plans_content", args=[plan.pk, content_of(plan).key])
        assert "Mỗi năm một đợt" in client.get(address).content.decode()
        long_plan.contents.update(is_public=False)
        assert "Mỗi năm một đợt" not in client.get(address).content.decode()

    @pytest.mark.parametrize("who, may", [("unit", False), ("other", False), ("office", True)])
    def test_nobody_else_does(self, client, office, plan, long_plan, who, may):
        client.force_login(office.people[who])
        act(client, plan, action="contribute", higher=str(content_of(long_plan).key))
        assert Contribution.objects.exists() == may

    @pytest.mark.parametrize("higher", ["x", "00000000-0000-0000-0000-000000000000", "\x00"])
    def test_a_content_that_is_none_above_is_refused(self, client, office, plan, higher):
        client.force_login(office.people["office"])
        assert act(client, plan, action="contribute", higher=higher).status_code == 200
        assert not Contribution.objects.exists()

    def test_of_a_draft_nothing_is_offered(self, plan, long_plan):
        assert choices_of(plan)
        long_plan.unpublish()
        assert not choices_of(plan)


class TestYears:
    @pytest.mark.parametrize(
        "days, today, state",
        [
            ([], (2022, 6, 1), State.NOT_BEGUN),
            ([(2022, 3, 1)], (2022, 6, 1), State.UNDER_WAY),
            ([(2022, 3, 1)], (2024, 1, 1), State.OVERDUE),
            ([(2022, 3, 1), (2023, 3, 1), (2024, 3, 1), (2025, 3, 1)], (2025, 4, 1), State.DONE),
            ([(2022, 3, 1)] * 4, (2025, 4, 1), State.OVERDUE),
        ],
    )
    def test_a_product_each_year(self, days, today, state):
        task = Task(
            datetime.date(2022, 1, 1),
            datetime.date(2025, 12, 31),
            datetime.date(2025, 12, 31),
            target=1,
            recurrence=Recurrence.YEARLY,
        )
        days = [datetime.date(*day) for day in days]
        progress = progress_of(task, days, datetime.date(*today))
        assert (progress.state, progress.wanted) == (state, 4)

    def test_a_content_shows_how_it_went_in_earlier_years(self, client, office, plan, long_plan):
        held(plan, 2024, 5, 6)
        following = next_plan(PlanPage.objects.get(pk=plan.pk), office.people["office"])
        following.get_latest_revision().publish()
        following = PlanPage.objects.get(pk=following.pk)
        client.force_login(office.people["office"])
        page = client.get(
            reverse("cchc_plans_content", args=[following.pk, content_of(following).key])
        ).content.decode()
        assert f"cchc/ke-hoach/{plan.pk}/{content_of(plan).key}/" in page
        assert "1/1 sản phẩm" in page

    def test_the_next_year_stays_a_part_while_the_plan_above_runs(self, office, plan, long_plan):
        document = LegalDocumentFactory()
        PlanRelation.objects.create(page=plan, document=document, sort_order=1)
        PlanRelation.objects.create(page=plan, document=document, kind="changed_by", sort_order=2)
        contribute(plan, content_of(plan).key, content_of(long_plan).key)
        user = office.people["office"]
        following = next_plan(PlanPage.objects.get(pk=plan.pk), user)
        assert [(one.plan, one.document) for one in following.relations.all()] == [
            (long_plan, None),
            (None, document),
        ]
        given = Contribution.objects.get(plan=following)
        assert given.key == content_of(following).key
        assert given.higher_key == content_of(long_plan).key
        after = next_plan(PlanPage.objects.get(pk=following.pk), user)
        assert [one.document for one in after.relations.all()] == [document]
        assert not Contribution.objects.filter(plan=after).exists()

    def test_a_circle_of_years_ends(self, client, office, plan):
        content = content_of(plan)
        PlanContent.objects.filter(pk=content.pk).update(follows=content.key)
        client.force_login(office.people["office"])
        address = reverse("cchc_plans_content", args=[plan.pk, content.key])
        assert client.get(address).status_code == 200
