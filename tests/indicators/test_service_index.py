"""The service index of 766/QĐ-TTg: its rules, what is computed, what is imported, what is shown."""

import datetime
import io
import json
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.urls import reverse

from cchc_wagtail import clock
from cchc_wagtail.indicators.models import Figure, Index, OneStopReport, results
from cchc_wagtail.indicators.records.figures import FigureImporter
from cchc_wagtail.indicators.service_rates import rates_of_result
from cchc_wagtail.indicators.service_rules import (
    Entry,
    criteria_faults,
    grade_of,
    shared_maxima,
    sheet_of,
)
from cchc_wagtail.organisation.computed_rates import computed_rates
from cchc_wagtail.search import search
from tests.factories import IndexPageFactory, ProcedurePageFactory

from .conftest import report
from .test_figures import import_file
from .test_pages import queries, soup

HEAD = [
    "Chỉ số",
    "Năm",
    "Kỳ trong năm",
    "Cơ quan",
    "Thành phần",
    "Tỷ lệ",
    "Điểm thành phần",
    "Điểm",
    "Nguồn",
]
PORTAL = "https://dichvucong.gov.vn"


class Part(SimpleNamespace):
    """A component as the rules know it."""

    def __hash__(self):
        return id(self)


def part(code, maximum, group="", target=""):
    return Part(code=code, name=f"Tiêu chí {code}", maximum=maximum, group=group, target=target)


@pytest.fixture
def parts():
    group = Part(code="I", name="Nhóm", maximum=18, group="", target="")
    return [group, *(part(code, n, "Nhóm") for code, n in [("01", 6), ("02", 4), ("03", 2)])]


VERSION = SimpleNamespace(tolerance=Decimal("0.1"))


@pytest.mark.parametrize(
    "points, grade",
    [
        ("100", "Xuất sắc"),
        ("90", "Xuất sắc"),
        ("89.999", "Tốt"),
        ("80", "Tốt"),
        ("79.99", "Khá"),
        ("70", "Khá"),
        ("50", "Trung bình"),
        ("49.99", "Yếu"),
        ("0", "Yếu"),
    ],
)
def test_the_grades_of_the_decision(points, grade):
    assert grade_of(Fraction(points), Fraction(100)) == grade


def test_what_does_not_apply_is_shared_equally_in_its_group(parts):
    _group, first, second, third = parts
    maxima = shared_maxima([first, second, third], {first: Entry(is_applicable=False)})
    assert maxima == {first: 0, second: 7, third: 5}
    everything = {one: Entry(is_applicable=False) for one in (first, second, third)}
    assert sum(shared_maxima([first, second, third], everything).values()) == 0


def test_points_are_rate_times_maximum_and_what_is_missing_is_not_guessed(parts):
    first = parts[1]
    sheet = sheet_of(parts, {first: Entry(rate=Fraction(50))}, {"02": Entry(rate=Fraction(100))})
    (group,) = sheet.groups
    assert [line.points for line in group.lines] == [3, 4, None]
    assert (sheet.points, sheet.known_maximum, sheet.maximum) == (7, 10, 12)
    assert (sheet.is_complete, sheet.grade, sheet.missing) == (False, "", 1)


def test_what_was_published_goes_before_what_is_computed(parts):
    first = parts[1]
    sheet = sheet_of(parts, {first: Entry(rate=Fraction(50))}, {"01": Entry(rate=Fraction(90))})
    line = sheet.groups[0].lines[0]
    assert (line.points, line.computed.rate) == (3, 90)


@pytest.mark.parametrize(
    "entry, said",
    [
        (Entry(points=Fraction(7)), "7 lớn hơn điểm tối đa 6"),
        (Entry(rate=Fraction(101)), "tỷ lệ nằm từ 0 đến 100 %"),
        (Entry(rate=Fraction(50), points=Fraction(4)), "50 % của 6 điểm là 3, nhưng điểm ghi là 4"),
        (Entry(), "chưa có tỷ lệ, chưa có điểm"),
        (Entry(rate=Fraction(5), is_applicable=False), "không phải thực hiện thì không có"),
    ],
)
def test_an_entry_that_cannot_be_is_named(parts, entry, said):
    (fault,) = criteria_faults(VERSION, parts, {parts[1]: entry}, None)
    assert said in fault and "Tiêu chí 01" in fault


def test_a_target_that_is_reached_gives_all_points(parts):
    entry = Entry(rate=Fraction(50), points=Fraction(6))
    assert list(criteria_faults(VERSION, parts, {parts[1]: entry}, None))
    parts[1].target = "mục tiêu"
    assert list(criteria_faults(VERSION, parts, {parts[1]: entry}, None)) == []


def test_the_sums_are_checked_once_all_is_known(parts):
    entries = {one: Entry(rate=Fraction(50)) for one in parts[1:]}
    assert list(criteria_faults(VERSION, parts, entries, Decimal("6.1"))) == []
    (fault,) = criteria_faults(VERSION, parts, entries, Decimal("7"))
    assert "cộng lại được 6" in fault
    entries[parts[0]] = Entry(points=Fraction(5))
    faults = list(criteria_faults(VERSION, parts, entries, None))
    assert len(faults) == 1 and "điểm nhóm ghi là 5" in faults[0]


# With the database

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(section):
    return Index.objects.get(slug="phuc-vu-nguoi-dan")


@pytest.fixture
def page(section, index):
    parent = section.get_children().get(slug="chi-so").specific
    return IndexPageFactory(parent=parent, index=index, title="Chỉ số 766", slug="phuc-vu")


@pytest.fixture
def department(ours):
    ours.name = "Sở thử"
    ours.save()
    return ours


def rows(period="Tháng 3", source=PORTAL, total="", **cells):
    """Rows of a long table; ``cells`` are code (with a letter before) → (rate, points)."""
    return [
        ["Chỉ số 766", "2026", period, "Sở thử", code[1:], rate, points, total, source]
        for code, (rate, points) in cells.items()
    ]


def whole(**changed):
    """Rates of 90 % for all criteria."""
    return {f"c{n:02}": ("90", "") for n in range(1, 22)} | changed


def test_the_structure_is_that_of_the_decision(index, shared_data):
    decided = json.loads((shared_data / "index-766.json").read_text(encoding="utf-8"))
    (version,) = index.versions.all()
    components = list(version.components.all())
    groups = [one for one in components if not one.group]
    found = [
        (
            group.name,
            group.maximum,
            [(one.code, one.maximum) for one in components if one.group == group.name],
        )
        for group in groups
    ]
    assert found == [
        (one["name"], one["max"], [(c["code"], c["max"]) for c in one["criteria"]])
        for one in decided["groups"]
    ]
    assert sum(one.maximum for one in components if one.group) == version.maximum == 100


def test_the_rates_of_one_stop_results_follow_the_formulas(areas):
    report(areas, "month", 2026, 3, [60, 20, 20, 50, 10, 20, 15, 5], note="Số mẫu")
    (result,) = results(OneStopReport.objects.all()).values()
    five, eight = rates_of_result(result)
    assert (five.code, five.share) == ("05", Fraction(50 + 10 + 15, 100))
    assert "(60 + 15) / 100" in five.formula and "Số mẫu" in five.source
    assert (eight.code, eight.share) == ("08", Fraction(60, 80))


def test_a_rate_of_nothing_is_none(areas):
    report(areas, "month", 2026, 3, [0] * 8)
    (result,) = results(OneStopReport.objects.all()).values()
    assert list(rates_of_result(result)) == []


def test_procedures_tell_how_many_have_all_parts_for_now_alone(section):
    parent = section.get_children().get(slug="thu-tuc").specific
    ProcedurePageFactory(parent=parent, title="Thiếu nhiều")
    today = clock.today()
    (rate,) = computed_rates(today, today)
    assert (rate.code, rate.share) == ("03", 0)
    assert "0 / 1" in rate.formula
    long_ago = today - datetime.timedelta(days=100)
    assert computed_rates(long_ago, long_ago + datetime.timedelta(days=30)) == []


def test_a_month_is_imported_by_rates_and_importing_again_changes_nothing(
    client, tmp_path, department, page
):
    table = [HEAD, *rows(**whole(c04=("không áp dụng", ""), c08=("60", "6")))]
    said = import_file(tmp_path, table)
    made = Figure.objects.get()
    assert (made.period_kind, made.period_number, made.state) == ("month", 3, "published"), said
    assert made.component_figures.count() == 21
    assert made.component_figures.get(component__code="04").is_applicable is False
    revision = made.latest_revision_id
    assert "không đổi" in import_file(tmp_path, table).lower()
    assert Figure.objects.get().latest_revision_id == revision
    html = soup(client, page.url)
    # 08 has reached its target: 0,6 points more than 90 % of it.
    assert (
        html.select_one(".cchc-lead").text.strip()
        == "Tháng 3/2026: 90,6/100 điểm, xếp loại “Xuất sắc”."
    )


@pytest.mark.parametrize(
    "table, said",
    [
        (rows(c05=("98", "25")), "25 lớn hơn điểm tối đa 20"),
        (rows(c05=("98", "12")), "98 % của 20 điểm là 19,6, nhưng điểm ghi là 12"),
        (rows(total="95", **whole()), "Các thành phần cộng lại được 90, nhưng điểm ghi là 95"),
        (rows(source="", c05=("98", "")), "Nguồn: Số liệu phải có nguồn."),
        (rows(period="Tháng 13", c05=("98", "")), "Kỳ trong năm: Đây không phải là kỳ trong năm"),
        (rows(period="Quý I/2025", c05=("98", "")), "Kỳ này thuộc năm khác"),
        (rows(c99=("98", "")), "“99” không phải là thành phần"),
        (rows(c05=("chín", "")), "Đây không phải là số"),
    ],
)
def test_a_broken_rule_is_a_sentence_and_nothing_is_stored(
    tmp_path, department, index, table, said
):
    assert said in import_file(tmp_path, [HEAD, *table])
    assert not Figure.objects.exists()


def test_an_index_of_years_has_no_months(tmp_path, papi, ours):
    head = ["Chỉ số", "Năm", "Kỳ trong năm", "Tỉnh", "Điểm", "Nguồn"]
    said = import_file(tmp_path, [head, [papi.code, "2021", "Tháng 3", "Tây Ninh thử", "12", "x"]])
    assert "Chỉ số này tính cho cả năm." in said
    assert not Figure.objects.exists()


def test_what_is_exported_can_be_imported(tmp_path, department, index):
    import_file(tmp_path, [HEAD, *rows(**whole(c04=("không áp dụng", "")))])
    exported = list(FigureImporter().export())
    labels = {one.key: one.label for one in FigureImporter.template_columns}
    keys = list(labels)
    table = [list(labels.values())]
    table += [["" if row.get(k) is None else row[k] for k in keys] for row in exported]
    revision = Figure.objects.get().latest_revision_id
    assert "không đổi" in import_file(tmp_path, table).lower()
    assert Figure.objects.get().latest_revision_id == revision


def test_the_groups_stand_in_words_before_the_criteria(client, tmp_path, department, page, areas):
    report(areas, "month", 2026, 3, [60, 20, 20, 50, 10, 20, 15, 5], note="Số mẫu")
    html = soup(client, page.url)
    assert html.select_one(".cchc-lead").text.strip() == (
        "Tháng 3/2026: đạt 19,5 trên 26 điểm của các tiêu chí đã có dữ liệu. "
        "19 tiêu chí chưa có dữ liệu nên chưa xếp loại."
    )
    facts = [row.text.split("\n") for row in html.select("#nhom .cchc-facts__row")]
    said = [" ".join(" ".join(one).split()) for one in facts]
    assert said[0] == "Công khai, minh bạch Chưa có dữ liệu; tối đa 18 điểm."
    assert said[1] == "Tiến độ, kết quả giải quyết 15/20 điểm: Khá."
    assert "5 tiêu chí chưa có dữ liệu" in said[2]
    criteria = html.select("#tieu-chi tbody tr")
    assert len(criteria) == 5 + 21
    five = next(row for row in criteria if row.th.text.startswith("05."))
    assert "Tính tại đây" in five.text and "(60 + 15) / 100" in five.text and "Số mẫu" in five.text
    one = next(row for row in criteria if row.th.text.startswith("01."))
    assert "Chưa có dữ liệu" in one.text
    assert len(html.select("#nhom svg")) == 2


def test_a_published_figure_goes_first_and_the_computed_one_stands_beside(
    client, tmp_path, department, page, areas
):
    report(areas, "month", 2026, 4, [60, 20, 20, 50, 10, 20, 15, 5])
    report(areas, "month", 2026, 3, [60, 20, 20, 50, 10, 20, 15, 5])
    import_file(tmp_path, [HEAD, *rows(**whole())])
    html = soup(client, page.url)
    assert "Tháng 3/2026: 90/100 điểm" in html.select_one(".cchc-lead").text
    five = next(row for row in html.select("#tieu-chi tr") if "05." in row.th.text)
    assert "Nơi đánh giá công bố" in five.text and "Tính tại đây: 75" in five.text
    assert PORTAL in html.select_one("#tieu-chi").text
    assert [row.th.text for row in html.select("#cac-ky tbody tr")] == [
        "Tháng 4/2026",
        "Tháng 3/2026",
    ]
    other = soup(client, f"{page.url}?ky=month-2026-4")
    assert "Tháng 4/2026: đạt 19,5 trên 26" in other.select_one(".cchc-lead").text


def test_groups_that_were_published_as_a_whole_are_enough(client, tmp_path, department, page):
    groups = {"aI": ("", "15"), "aII": ("", "19"), "aIII": ("", "18"), "aIV": ("", "16")}
    import_file(tmp_path, [HEAD, *rows(total="84", **groups, aV=("", "16"))])
    html = soup(client, page.url)
    assert "84/100 điểm, xếp loại “Tốt”" in html.select_one(".cchc-lead").text
    assert "15/18 điểm: Tốt." in html.select_one("#nhom").text
    assert "Công bố cho cả nhóm" in html.select_one("#tieu-chi").text


def test_a_month_is_compared_with_the_one_before(client, tmp_path, department, page):
    import_file(tmp_path, [HEAD, *rows(period="Tháng 2", **whole(c05=("80", "")))])
    import_file(tmp_path, [HEAD, *rows(**whole())])
    assert "Tăng 2 điểm so với tháng 2/2026." in soup(client, page.url).text


def test_the_search_the_feed_and_machines_know_it(client, tmp_path, department, page):
    page.save_revision().publish()
    import_file(tmp_path, [HEAD, *rows(**whole(c04=("không áp dụng", "")))])
    assert search("Chỉ số 766").hits[0].summary.startswith("Tháng 3/2026: 90/100 điểm")
    assert "Tháng 3/2026: 90/100" in client.get("/nguon-tin/chi-so/").content.decode()
    (item,) = client.get("/api/cchc/v2/indices/?fields=figures").json()["items"]
    (one,) = item["figures"]
    assert (one["period_kind"], one["period_number"]) == ("month", 3)
    assert len(one["rates"]) == 20
    assert one["not_applicable"] == ["Tỷ lệ hồ sơ đồng bộ lên Cổng Dịch vụ công quốc gia"]


def test_new_one_stop_results_reach_the_search(department, page, areas):
    page.save_revision().publish()
    report(areas, "month", 2026, 3, [60, 20, 20, 50, 10, 20, 15, 5])
    assert search("Chỉ số 766").hits[0].summary.startswith("Tháng 3/2026: đạt 19,5 trên 26 điểm")


def test_nothing_known_is_said(client, page):
    assert "Chưa có số liệu công bố." in soup(client, page.url).text
    assert soup(client, page.get_parent().url)


@pytest.mark.parametrize("asked", ["%00", "month-99999999999999999999-1", "quarter", "x" * 300])
def test_what_is_asked_for_and_is_not_there_is_left(client, tmp_path, department, page, asked):
    import_file(tmp_path, [HEAD, *rows(**whole())])
    assert "Tháng 3/2026" in soup(client, f"{page.url}?ky={asked}").text


def test_the_page_asks_little_of_the_database(client, tmp_path, department, page, areas):
    for month in range(1, 13):
        report(areas, "month", 2025, month, [60, 20, 20, 50, 10, 20, 15, 5])
        import_file(tmp_path, [HEAD, *rows(period=f"Tháng {month}", **whole())])
    for address in (page.url, page.get_parent().url):
        assert len(asked := queries(client, address)) <= 15, "\n".join(asked)


def test_a_figure_is_entered_in_the_admin(admin_client, department, index):
    version = index.versions.get()
    five = version.components.get(code="05")
    data = {
        "index": index.pk,
        "territory": department.pk,
        "year": "2026",
        "period_kind": "month",
        "period_number": "3",
        "state": "published",
        "source": PORTAL,
        "is_chosen": "on",
        "component_figures-TOTAL_FORMS": "1",
        "component_figures-INITIAL_FORMS": "0",
        "component_figures-MIN_NUM_FORMS": "0",
        "component_figures-MAX_NUM_FORMS": "1000",
        "component_figures-0-component": five.pk,
        "component_figures-0-score": "21",
        "component_figures-0-rate": "",
        "component_figures-0-is_applicable": "on",
        "component_figures-0-ORDER": "1",
    }
    address = reverse("wagtailsnippets_cchc_indicators_figure:add")
    refused = admin_client.post(address, data)
    assert "21 lớn hơn điểm tối đa 20" in refused.content.decode()
    assert not Figure.objects.exists()
    admin_client.post(
        address, data | {"component_figures-0-score": "", "component_figures-0-rate": "97.5"}
    )
    assert Figure.objects.get().component_figures.get().rate == Decimal("97.5")


def test_the_setup_adds_it_to_a_site_that_has_the_others(section, index):
    index.delete()
    call_command("cchc_setup", stdout=io.StringIO())
    assert Index.objects.get(slug="phuc-vu-nguoi-dan").versions.get().components.count() == 26
