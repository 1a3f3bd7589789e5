"""What others point at stays, whoever tries to delete it, and they are told why."""

import pytest
from django.db.models import ProtectedError
from django.urls import reverse

from cchc_wagtail.organisation.models import Audience, ReformField, Tag, ThematicArea, Unit
from cchc_wagtail.questions.models import Question, SituationIndexPage
from tests.factories import (
    ArticlePageFactory,
    LegalDocumentFactory,
    ProcedurePageFactory,
    QuestionFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(admin=True))
    return client


def attempt(client, instance):
    """Confirm the deletion of a row of a register; return what the answer says."""
    address = reverse(
        f"{instance._meta.label_lower.replace('.', '_')}_modeladmin_delete", args=[instance.pk]
    )
    return client.post(address, follow=True).content.decode()


def test_a_unit_in_use_is_kept_with_the_counts(admin, section):
    unit = UnitFactory(name="Phòng Hợp nhất")
    index = section.get_children().get(slug="thu-tuc").specific
    for _number in range(2):
        ProcedurePageFactory(parent=index, unit=unit)
    ArticlePageFactory(parent=section.get_children().first(), unit=unit)
    QuestionFactory(unit=unit, state=Question.State.ASSIGNED)
    said = attempt(admin, unit)
    assert Unit.objects.filter(pk=unit.pk).exists()
    assert "Phòng Hợp nhất" in said and "2 thủ tục" in said
    with pytest.raises(ProtectedError):
        unit.delete()


def test_a_unit_without_anything_goes(admin, section):
    unit = UnitFactory()
    attempt(admin, unit)
    assert not Unit.objects.filter(pk=unit.pk).exists()


def test_an_assigned_question_keeps_its_unit_a_closed_one_does_not(section):
    unit = UnitFactory()
    question = QuestionFactory(unit=unit, state=Question.State.ASSIGNED)
    with pytest.raises(ProtectedError):
        unit.delete()
    Question.objects.update(state=Question.State.DECLINED)
    unit.delete()
    question.refresh_from_db()
    assert question.unit is None


def test_registers_in_use_are_kept(admin, section):
    index = section.get_children().get(slug="thu-tuc").specific
    area, audience, tag = (
        model.objects.create(name="Đang dùng", slug="dang-dung")
        for model in (ThematicArea, Audience, Tag)
    )
    page = ProcedurePageFactory(parent=index, thematic_area=area)
    page.audiences.add(audience)
    page.tags.add(tag)
    page.save()
    field = ReformField.objects.create(name="Đang dùng", slug="dang-dung")
    LegalDocumentFactory(reform_field=field)
    for row in [area, audience, field]:
        said = attempt(admin, row)
        assert type(row).objects.filter(pk=row.pk).exists(), row._meta.label
        assert "Đang dùng" in said


def test_lookup_codes_outlive_every_way_to_delete_the_list(admin, section):
    index = SituationIndexPage.objects.get()
    QuestionFactory(page=index)
    for page in [index, section]:
        address = reverse("wagtailadmin_pages:delete", args=[page.pk])
        confirmed = {"confirm_site_name": "Sở Ngoại vụ"}
        said = admin.post(address, confirmed, follow=True).content.decode()
        assert SituationIndexPage.objects.filter(pk=index.pk).exists()
        assert "1 " in said
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        admin.post(f"{address}?id={page.pk}&next=/admin/", confirmed)
        assert SituationIndexPage.objects.filter(pk=index.pk).exists()
    assert Question.objects.get().page == index
