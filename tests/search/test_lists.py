"""The text box of a list is the same search."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    ArticlePageFactory,
    LegalDocumentFactory,
    ProcedurePageFactory,
    SituationPageFactory,
    ThematicAreaFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lists(section):
    children = {page.slug: page.specific for page in section.get_children()}
    column = children["tin-tuc"].get_children().first().specific
    pages = {
        "thu-tuc": lambda title: ProcedurePageFactory(parent=children["thu-tuc"], title=title),
        "tin-tuc": lambda title: ArticlePageFactory(parent=column, title=title),
        "hoi-dap": lambda title: SituationPageFactory(parent=children["hoi-dap"], title=title),
    }
    for make in pages.values():
        for title in ["Cấp lại hộ chiếu bị mất", "Xây nhà ở riêng lẻ", "Hộ chiếu"]:
            make(title)
    return children


def listed(client, page, **parameters):
    return [row.title for row in client.get(page.url, parameters).context["listing"]]


@pytest.mark.parametrize("slug", ["thu-tuc", "tin-tuc", "hoi-dap"])
def test_words_without_marks_with_slips_and_the_best_first(client, lists, slug):
    page = lists[slug]
    assert listed(client, page, q="ho chieu") == ["Hộ chiếu", "Cấp lại hộ chiếu bị mất"]
    assert listed(client, page, q="hooj chieeus mat")[0] == "Cấp lại hộ chiếu bị mất"
    assert listed(client, page, q="xylophon") == []
    assert len(listed(client, page, q="")) == 3


def test_documents_are_found_by_number_and_words_and_counted_by_facet(client, section):
    page = section.get_children().get(slug="van-ban").specific
    LegalDocumentFactory(number="901/2021/NĐ-CP", title="Về xuất cảnh")
    LegalDocumentFactory(number="902/2022/NĐ-CP", title="Về nhập cảnh")
    for words in ("901/2021/nd-cp", "xuat canh"):
        context = client.get(page.url, {"q": words}).context
        numbers = [row.number for row in context["listing"]]
        assert numbers[0] == "901/2021/NĐ-CP" and "902/2022/NĐ-CP" not in numbers[:1]
        counted = context["filterset"].form.fields["level"].offered
        assert sum(value.count for value in counted) == len(numbers)


def test_a_search_in_a_list_costs_the_same_on_a_large_site(client, lists):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(lists["thu-tuc"].url, {"q": "ho chieu"})
        return len([q for q in queries if "SAVEPOINT" not in q["sql"]])

    count()
    few = count()
    for number in range(6):
        ProcedurePageFactory(parent=lists["thu-tuc"], title=f"Hộ chiếu {number}")
    assert count() <= few + 1


def test_facets_of_a_list_add_up_and_leave_their_own_choice_out(client, section):
    index = section.get_children().get(slug="thu-tuc").specific
    roads, seas = ThematicAreaFactory(name="Đường bộ"), ThematicAreaFactory(name="Đường thủy")
    for title, area, level in [
        ("Cấp bằng", roads, "at_province"),
        ("Đổi bằng", roads, "at_commune"),
        ("Đăng ký tàu", seas, "at_commune"),
    ]:
        levels = {"at_province": False, "at_commune": False, level: True}
        ProcedurePageFactory(parent=index, title=title, thematic_area=area, **levels)

    def counted(name, **parameters):
        form = client.get(index.url, parameters).context["filterset"].form
        return [f"{value.label} ({value.count})" for value in form.fields[name].offered]

    assert counted("field") == ["Đường bộ (2)", "Đường thủy (1)"]
    assert counted("field", field=roads.slug) == ["Đường bộ (2)", "Đường thủy (1)"]
    assert counted("field", level="commune") == ["Đường bộ (1)", "Đường thủy (1)"]
    assert counted("level", field=roads.slug) == ["Cấp tỉnh (1)", "Cấp xã (1)"]
    assert len(listed(client, index, field=[roads.slug, seas.slug])) == 3
    assert listed(client, index, field=seas.slug, level="province") == []
    assert listed(client, index, field="khong-co") == []
    assert listed(client, index, level="x") == []
    # What is chosen and found nowhere has its name, and stands first.
    assert counted("field", field=seas.slug, level="province") == [
        "Đường thủy (0)",
        "Đường bộ (1)",
    ]
    answer = client.get(index.url, {"field": seas.slug, "level": "province"}).content.decode()
    assert "Đường thủy" in answer and ": duong-thuy" not in answer


def test_of_many_values_those_with_the_most_come_first_and_the_others_are_folded(client, section):
    index = section.get_children().get(slug="thu-tuc").specific
    for number in range(14):
        area = ThematicAreaFactory(name=f"Lĩnh vực {number}")
        ProcedurePageFactory(parent=index, thematic_area=area)
    ProcedurePageFactory(parent=index, thematic_area=area)
    answer = client.get(index.url, {"field": "linh-vuc-3"}).content.decode()
    seen, _, folded = answer.partition("cchc-search-facet__more")
    assert seen.index('value="linh-vuc-3" checked') < seen.index('value="linh-vuc-13"')
    assert folded.count('name="field"') == 4
