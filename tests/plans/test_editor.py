import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from cchc_wagtail.plans.models import PlanPage
from tests.factories import LegalDocumentFactory, PlanIndexPageFactory, PlanPageFactory

pytestmark = pytest.mark.django_db

BASIC = {
    "title": "Kế hoạch 2024",
    "slug": "ke-hoach-2024",
    "begins_on": "2024-01-01",
    "due_on": "2024-10-31",
    "ends_on": "2024-12-31",
    **{name: rich_text("") for name in ("legal_bases", "purposes", "requirements", "organisation")},
}


#: Fields of a row that take several values.
CHOICES = {"channels", "co_units"}


def row(text, **fields):
    return {"text": text, "recurrence": "once", "is_public": "on", **fields}


@pytest.fixture
def send(admin_client):
    from wagtail.models import Site

    parent = PlanIndexPageFactory(parent=Site.objects.get(is_default_site=True).root_page)
    address = reverse("wagtailadmin_pages:add", args=["cchc_plans", "planpage", parent.pk])

    def post(*rows, **fields):
        relations = inline_formset(fields.pop("relations", []))
        contents = inline_formset(list(rows))
        data = nested_form_data({**BASIC, **fields, "relations": relations, "contents": contents})
        for number, one in enumerate(rows):
            for name in CHOICES & set(one):
                data = {name_: v for name_, v in data.items() if f"{number}-{name}-" not in name_}
                data[f"contents-{number}-{name}"] = one[name]
        return admin_client.post(address, data)

    return post


def test_a_plan_needs_no_more_than_texts(send):
    send(row("Tuyên truyền về một cửa", channels=["meeting", "egov"]))
    content = PlanPage.objects.get().contents.get()
    assert (content.target, content.unit, content.due_on) == (None, None, None)
    assert content.channels == ["meeting", "egov"]


def test_the_plans_above_are_chosen(send):
    document = LegalDocumentFactory()
    send(row("Một"), relations=[{"kind": "part_of", "plan": "", "document": document.pk}])
    (relation,) = PlanPage.objects.get().relations.all()
    assert (relation.kind, relation.plan, relation.document) == ("part_of", None, document)


def test_a_relation_to_nothing_is_refused(send):
    answer = send(row("Một"), relations=[{"kind": "changed_by", "plan": "", "document": ""}])
    errors = answer.context["form"].formsets["relations"].errors
    assert errors == [{"__all__": ["Hãy chọn một kế hoạch hoặc một văn bản (chỉ một trong hai)."]}]
    assert not PlanPage.objects.exists()


@pytest.mark.parametrize(
    "fields, field",
    [
        ({"begins_on": "2024-06-01", "due_on": "2024-05-01"}, "due_on"),
        ({"due_on": "2025-05-01"}, "due_on"),
        ({"due_on": "2023-05-01"}, "due_on"),
        ({"target": "0"}, "target"),
        ({"target": "-1"}, "target"),
        ({"channels": ["nothing"]}, "channels"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(send, fields, field):
    answer = send(row("Tuyên truyền về một cửa", **fields))
    errors = answer.context["form"].formsets["contents"].errors
    assert list(errors[0]) == [field] and not PlanPage.objects.exists()


def test_the_same_content_twice_is_named_with_its_row(send):
    answer = send(row("Tuyên truyền về một cửa"), row("tuyên truyền  về MỘT CỬA"))
    errors = answer.context["form"].formsets["contents"].errors
    assert "1" in errors[1]["text"][0] and not PlanPage.objects.exists()


def test_the_lead_unit_does_not_help_itself(send):
    from tests.factories import UnitFactory

    unit = UnitFactory()
    answer = send(row("Một việc", unit=unit.pk, co_units=[unit.pk]))
    assert "co_units" in answer.context["form"].formsets["contents"].errors[0]


@pytest.mark.parametrize(
    "days", [("2024-02-01", "2024-01-01", "2024-12-31"), ("2024-01-01", "2025-01-01", "2024-12-31")]
)
def test_the_days_of_a_plan_fit_together(days):
    plan = PlanPageFactory.build()
    plan.begins_on, plan.due_on, plan.ends_on = days
    from datetime import date

    plan.begins_on, plan.due_on, plan.ends_on = map(date.fromisoformat, days)
    with pytest.raises(ValidationError) as refused:
        plan.clean()
    assert "due_on" in refused.value.message_dict
