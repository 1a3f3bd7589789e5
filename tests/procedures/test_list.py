"""The list of procedures in the admin: what it shows, by what it filters, whose it is."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cchc_wagtail.organisation.models import ThematicArea, Unit
from cchc_wagtail.procedures.models import ProcedureIndexPage, ServiceChannel
from tests.factories import ProcedurePageFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/cchc/thu-tuc/"


@pytest.fixture
def units(section):
    return list(Unit.objects.filter(kind=Unit.Kind.PROFESSIONAL)[:2])


@pytest.fixture
def make(units):
    parent = ProcedureIndexPage.objects.get()

    def make(**values):
        return ProcedurePageFactory(parent=parent, **{"unit": units[0], **values})

    return make


@pytest.fixture
def open_list(client, units):
    client.force_login(UserFactory(groups=[units[0].group]))

    def open_list(**query):
        response = client.get(LIST, query)
        assert response.status_code == 200
        return response.content.decode()

    return open_list


def test_code_field_level_and_completeness(make, open_list):
    area = ThematicArea.objects.create(name="Lĩnh vực thử")
    make(code="1.001234", title="Cấp giấy phép", thematic_area=area, at_province=True)
    html = open_list()
    for text in ["1.001234", "Cấp giấy phép", "Lĩnh vực thử", "Cấp tỉnh", "Đầy đủ"]:
        assert text.lower() in html.lower(), text


def test_a_unit_sees_its_own(make, open_list, units):
    make(title="Của mình")
    make(title="Của đơn vị khác", unit=units[1])
    html = open_list()
    assert "Của mình" in html and "Của đơn vị khác" not in html


def test_filters(make, open_list):
    area = ThematicArea.objects.create(name="Lĩnh vực thử")
    make(title="Một thủ tục", thematic_area=area, at_province=True)
    full = make(
        title="Hai thủ tục",
        at_commune=True,
        summary="Tóm tắt",
        receiving_agency="Phòng",
        receiving_address="Địa chỉ",
        dossier=[("case", {"case": "", "papers": [{"name": "Đơn"}]})],
        steps=[("step", {"heading": "", "text": "<p>Nộp</p>"})],
        results=[("result", {"name": "Giấy phép"})],
    )
    ServiceChannel.objects.create(
        page=full,
        kind="in_person",
        time_limits=[("limit", {"amount": Decimal(5), "unit": "day"})],
        fees=[("fee", {"amount": "Miễn phí"})],
    )
    for query, wanted in [
        ({"thematic_area": area.pk}, "Một"),
        ({"level": "commune"}, "Hai"),
        ({"completeness": "high"}, "Hai"),
        ({"q": "Hai"}, "Hai"),
    ]:
        html = open_list(**query)
        assert [name for name in ("Một", "Hai") if f"{name} thủ tục" in html] == [wanted], query


def test_the_export_has_the_mark_that_excel_needs(make, client, open_list):
    make(title="Cấp giấy phép")
    response = client.get(LIST, {"export": "csv"})
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf") and "Cấp giấy phép" in content.decode()


def test_the_queries_do_not_grow(make, open_list):
    """But for the two with which Wagtail asks of each row whether anything live is below it."""

    def count():
        open_list()
        with CaptureQueriesContext(connection) as queries:
            open_list()
        return len(queries)

    make(channels=2)
    few = count()
    for _ in range(12):
        make(channels=2)
    assert count() <= few + 2 * 12


def test_all_our_csv_files_have_the_mark():
    from wagtail.admin.views.mixins import SpreadsheetExportMixin

    from cchc_wagtail.frontend.exports import ExportMixin

    def below(cls):
        for one in cls.__subclasses__():
            yield one
            yield from below(one)

    ours = [one for one in below(SpreadsheetExportMixin) if one.__module__.startswith("cchc_")]
    wanting = {one for one in ours if one.list_export and not issubclass(one, ExportMixin)}
    assert ours and not wanting
