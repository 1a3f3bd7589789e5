"""What an editor is told: faults in the form, and what is missing for a status."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from cchc_wagtail.editorial.findings import findings_of
from cchc_wagtail.initiatives.completeness import what_is_missing
from cchc_wagtail.initiatives.models import Adoption, InitiativePage
from tests.factories import (
    AdoptionFactory,
    InitiativePageFactory,
    LegalDocumentFactory,
    ReformFieldFactory,
)

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2024, 12, 1)
WHOLE = {
    "problem": "<p>Phải đến hai lần.</p>",
    "solution": [("paragraph", "<p>Gửi qua bưu chính.</p>")],
    "reusable_at": "Mọi phòng.",
    "status": "recognised",
    "level": "base",
    "decision_number": "1/QĐ-SNgV",
    "decided_on": datetime.date(2024, 5, 20),
    "applied_on": datetime.date(2024, 3, 4),
}
EFFECT = {"measure": "Thời gian", "before": "10", "after": "4", "unit": "ngày", "source": "Sổ"}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("cchc_wagtail.clock.today", lambda: TODAY)
    with override("vi"):
        yield


@pytest.fixture
def made(index, units):
    def made(effects=(EFFECT,), **changes):
        values = {**WHOLE, "reform_field": ReformFieldFactory(), "unit": units["unit"], **changes}
        values["effects"] = [("effect", effect) for effect in effects]
        return InitiativePageFactory(parent=index, **values)

    return made


def missing(page):
    return list(what_is_missing(page))


def test_nothing_is_missing_where_all_is_said(made):
    assert missing(made()) == []


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"decision_number": "", "decided_on": None}, "chưa nêu quyết định công nhận"),
        ({"level": ""}, "chưa chọn cấp công nhận"),
        ({"decided_on": None}, "Thiếu ngày của quyết định"),
        ({"applied_on": None}, "Thiếu ngày áp dụng lần đầu"),
        ({"effects": ()}, "Chưa có hiệu quả đo được"),
        ({"effects": [{**EFFECT, "after": ""}]}, "“Thời gian” chưa có con số: sau"),
        ({"effects": [{**EFFECT, "before": "lâu"}]}, "“Thời gian” chưa có con số: trước"),
        ({"effects": [{**EFFECT, "before": "10 ngày", "after": "4 giờ"}]}, "đơn vị tính khác nhau"),
        ({"effects": [{**EFFECT, "unit": ""}]}, "chưa có đơn vị tính"),
        ({"effects": [{**EFFECT, "source": ""}]}, "chưa ghi nguồn số liệu"),
        ({"problem": ""}, "giải quyết vấn đề gì"),
        ({"solution": []}, "Chưa nêu cách làm"),
        ({"reusable_at": ""}, "nơi có thể áp dụng"),
        ({"unit": None}, "đơn vị hoặc tác giả"),
        ({"reform_field": None}, "lĩnh vực cải cách"),
        ({"status": "spread"}, "chưa có đơn vị nào khác"),
        ({"status": "spread", "level": ""}, "chưa chọn cấp công nhận"),
    ],
)
def test_what_is_missing_is_named(made, changes, said):
    found = missing(made(**changes))
    assert any(said in text for text in found), found


def test_an_idea_needs_neither_effect_nor_use(made):
    page = made((), status="idea", level="", decision_number="", decided_on=None, applied_on=None)
    assert missing(page) == []


@pytest.mark.parametrize(
    "applied_on, said",
    [
        ("2024-10-01", None),
        ("2023-12-20", "Cần yêu cầu công nhận sáng kiến chậm nhất ngày 20/12/2024"),
        ("2023-11-30", "đã hết vào ngày 30/11/2024"),
    ],
)
def test_recognition_is_asked_for_within_a_year(made, applied_on, said):
    page = made(
        status="trial",
        level="",
        decision_number="",
        decided_on=None,
        applied_on=datetime.date.fromisoformat(applied_on),
    )
    found = missing(page)
    assert (found == []) if said is None else any(said in text for text in found)


def test_a_use_elsewhere_that_is_confirmed_makes_it_spread(made, units):
    page = made(status="spread")
    adoption = AdoptionFactory(initiative=page, unit=units["other_unit"])
    assert len(missing(page)) == 1
    Adoption.objects.filter(pk=adoption.pk).update(state="confirmed")
    assert missing(page) == []


def test_those_who_check_see_what_is_missing(made):
    assert dict(findings_of(made(level="")))["Còn thiếu gì"] == [
        "Trạng thái là “được công nhận” nhưng chưa chọn cấp công nhận."
    ]


def faults(page, **changes):
    for name, value in changes.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as raised:
        page.full_clean()
    return raised.value.message_dict


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"slug": "gui"}, "slug"),
        ({"year": 2025}, "year"),
        ({"applied_on": datetime.date(2024, 12, 2)}, "applied_on"),
        ({"decided_on": datetime.date(2024, 12, 2)}, "decided_on"),
        ({"decided_on": datetime.date(2024, 3, 3)}, "decided_on"),
        ({"status": "idea"}, "status"),
        ({"status": "trial", "decision_number": "", "decided_on": None}, "status"),
    ],
)
def test_what_is_plainly_wrong_is_refused_with_its_field(made, changes, field):
    assert field in faults(made(), **changes)


def test_a_decision_that_is_chosen_has_its_own_number(made):
    decision = LegalDocumentFactory(number="12/QĐ-SNgV", title="Công nhận sáng kiến")
    page = made()
    found = faults(page, decision=decision, decision_number="13/QĐ-SNgV")
    assert "12/QĐ-SNgV" in found["decision_number"][0]
    page.decision_number = " 12 / QĐ-SNgV"
    page.full_clean()


def test_a_draft_without_anything_is_saved(index):
    InitiativePage(title="Trống", slug="trong").clean()
