"""How a unit writes an initiative in the admin, and what each role may do with it."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cchc_wagtail.editorial.review import PublishPermissionError
from cchc_wagtail.initiatives.models import InitiativePage
from tests.factories import InitiativePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(units):
    def form(effect=None, **changes):
        effects = [("effect", effect)] if effect else []
        return nested_form_data(
            {
                "title": "Nộp hồ sơ qua bưu chính",
                "slug": "nop-ho-so-qua-buu-chinh",
                "summary": "Người ở xa không phải đến Sở.",
                "year": "2024",
                "reform_field": "",
                "unit": units["unit"].pk,
                "authors": "Bộ phận tiếp nhận hồ sơ",
                "problem": rich_text("<p>Phải đến hai lần.</p>"),
                "solution": streamfield([("paragraph", rich_text("<p>Gửi bưu chính.</p>"))]),
                "effects": streamfield(effects),
                "reusable_at": "",
                "status": "trial",
                "applied_on": "04/3/2024",
                "level": "",
                "decision": "",
                "decision_number": "",
                "decided_on": "",
                "tags": "",
                "comments-TOTAL_FORMS": 0,
                "comments-INITIAL_FORMS": 0,
                **changes,
            }
        )

    return form


EFFECT = {"measure": "Lần đến Sở", "before": "2", "after": "", "unit": "lần", "source": ""}
ADD = ["cchc_initiatives", "initiativepage"]


@pytest.fixture
def add(client, people, index, form):
    def add(role="unit", **changes):
        client.force_login(people[role])
        address = reverse("wagtailadmin_pages:add", args=[*ADD, index.pk])
        return client.post(address, form(**changes))

    return add


def test_a_unit_writes_and_is_told_what_is_missing(client, add, index, people, units):
    assert add(effect=EFFECT).status_code == 302
    page = InitiativePage.objects.get()
    assert not page.live and page.unit == units["unit"] and page.owner == people["unit"]
    draft = page.get_latest_revision_as_object()
    assert [dict(one) for one in draft.effect_list] == [EFFECT]
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    for said in [
        "“Lần đến Sở” chưa có con số: sau.",
        "“Lần đến Sở” chưa ghi nguồn số liệu.",
        "Chưa nêu nơi có thể áp dụng.",
        "Chưa chọn lĩnh vực cải cách",
    ]:
        assert said in html


def test_a_fault_stands_at_its_field(add):
    response = add(status="idea", level="base")
    assert list(response.context["form"].errors) == ["status"]
    response = add(year="2999")
    assert list(response.context["form"].errors) == ["year"]
    assert not InitiativePage.objects.exists()


def test_a_unit_writes_for_itself(add, units):
    response = add(unit=units["other_unit"].pk)
    assert list(response.context["form"].errors) == ["unit"]


def test_the_leadership_approves_and_does_not_write(add):
    assert add("leadership").url == "/admin/"
    assert not InitiativePage.objects.exists()


def test_nothing_is_published_but_by_the_review(client, add, people, workflow):
    add()
    page = InitiativePage.objects.get()
    with pytest.raises(PublishPermissionError):
        page.get_latest_revision().publish(user=people["unit"])
    state = workflow.start(page, people["unit"])
    for role in ("office", "leadership"):
        step = state.current_task_state
        step.task.specific.on_action(step, people[role], "approve")
        state.refresh_from_db()
    assert InitiativePage.objects.get().live


@pytest.mark.parametrize(
    "role, may",
    [("unit", True), ("other_unit", False), ("office", True), ("leadership", True)],
)
def test_a_draft_is_seen_by_those_who_work_on_it(client, index, people, units, role, may):
    draft = InitiativePageFactory(
        parent=index, title="Chưa duyệt xong", draft=True, unit=units["unit"]
    )
    draft.save_revision()
    client.force_login(people[role])
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
    assert (answer.status_code == 200) == may
    assert ("Chưa duyệt xong" in answer.content.decode()) == may


def test_the_home_of_the_admin_offers_to_begin(client, people, index):
    client.force_login(people["unit"])
    html = client.get("/admin/").content.decode()
    assert reverse("wagtailadmin_pages:add", args=[*ADD, index.pk]) in html
