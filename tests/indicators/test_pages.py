"""What readers see of the indices and of the one-stop results."""

import csv
import datetime
import io
import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cchc_wagtail.frontend import charts
from cchc_wagtail.indicators.models import (
    Figure,
    Measure,
    OneStopReport,
    StoredChart,
    Territory,
)
from cchc_wagtail.search import search
from tests.factories import TerritoryFactory, UnitFactory

from .conftest import figure, report

pytestmark = pytest.mark.django_db
MONTH = [55, 5, 4, 40, 19, 1, 4, 0]
SMALL = [2, 0, 0, 2, 0, 0, 0, 0]


def soup(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return [one["sql"] for one in captured]


@pytest.fixture
def one_stop(section, areas):
    """The page of results, with two years of months that agree with each other."""
    for year in (2024, 2025):
        for month in range(1, 13):
            report(areas, "month", year, month, MONTH, SMALL)
    return section.get_children().get(slug="ket-qua-mot-cua").specific


def test_the_sentence_stands_first(client, page):
    html = soup(client, page.url)
    assert html.select_one(".cchc-lead").text == (
        "Năm 2021: 20,10\u00a0điểm, xếp thứ 12/61. "
        "Tăng 2,10\u00a0điểm, tăng 38 bậc so với năm 2020."
    )
    assert "Chưa tìm thấy số liệu công bố của năm 2019." in html.text
    rows = [row.text.split() for row in html.select("#cac-nam tbody tr")]
    assert [row[0] for row in rows] == ["2021", "2020", "2019", "2018", "2017", "2016"]
    assert "Chưa tìm thấy" in " ".join(rows[2])


def test_years_without_figures_are_named_together(client, page, papi, ours):
    figure(papi, ours, 2022, state=Figure.State.MISSING)
    for year in (2023, 2024):
        figure(papi, ours, year, state=Figure.State.NOT_PUBLISHED)
    text = soup(client, page.url).text
    assert "Chưa tìm thấy số liệu công bố các năm 2019, 2022." in text
    assert "Cơ quan đánh giá không công bố số liệu các năm 2023–2024." in text


def test_a_change_of_method_is_no_change_of_the_score(client, page):
    Figure.objects.filter(year__gt=2018).delete()
    lead = soup(client, page.url).select_one(".cchc-lead").text
    assert "Không so sánh được với các năm trước" in lead
    assert "2018: Cách tính mới: 3 trục" in soup(client, page.url).text


def test_a_merger_breaks_the_series(client, page, papi):
    merger = {"date": datetime.date(2021, 7, 1), "text": "Hợp nhất hai tỉnh"}
    papi.breaks = [("break", merger)]
    papi.save()
    html = soup(client, page.url)
    assert "Không so sánh được" in html.select_one(".cchc-lead").text
    assert "2021: Hợp nhất hai tỉnh" in html.text


def test_what_would_lift_us_stands_with_its_measures(client, page, papi):
    worst = papi.versions.get(from_year=2018).components.get(name="Trục 3")
    unit = UnitFactory(name="Phòng Thử")
    Measure.objects.create(
        index=papi, component=worst, text="Trả lời trong ngày", unit=unit, due_on="2026-06-30"
    )
    rows = soup(client, page.url).select("#thanh-phan tbody tr")
    assert [row.th.text for row in rows] == ["Trục 3", "Trục 2", "Trục 1"]
    assert "Trả lời trong ngày" in rows[0].text and "Phòng Thử" in rows[0].text
    assert "30/6/2026" in rows[0].text and "5,00" in rows[0].text
    assert rows[1].select("td")[-1].text == "–"


def test_others_of_the_same_year_are_compared(client, page, papi):
    figure(papi, TerritoryFactory(name="Long An thử"), 2021, "19", 30)
    figure(papi, TerritoryFactory(name="Tỉnh khác năm"), 2020, "19", 30)
    assert [row.th.text for row in soup(client, page.url).select("#dia-phuong-khac tbody tr")] == [
        "Long An thử"
    ]


def test_the_chart_keeps_to_a_strict_policy(client, page):
    html = soup(client, page.url)
    for svg in html.select(".cchc-chart svg"):
        assert svg["role"] == "img"
        assert svg["aria-label"].startswith("Biểu đồ ")
    assert len(html.select(".cchc-chart svg")) == 4
    drawn = "".join(map(str, html.select(".cchc-chart svg")))
    assert "style=" not in drawn and "<script" not in drawn and " id=" not in drawn
    assert drawn.count("aria-") == 4
    assert "20,10" in drawn and "currentColor" in drawn and "#1b1b1f" not in drawn


def test_no_line_runs_over_a_gap_or_a_change(client, page):
    svg = soup(client, page.url).select_one("#cac-nam .cchc-chart__wide svg")
    lines = [line["d"] for line in svg.select(".mark-line path")]
    assert [len(re.findall("[ML]", line)) for line in lines] == [2, 1, 2]


def test_a_chart_is_drawn_once_a_change(client, page, papi, ours, monkeypatch):
    client.get(page.url)
    fingerprint = StoredChart.objects.get(
        name__startswith="series", name__endswith="wide"
    ).fingerprint
    monkeypatch.setattr(charts.vl_convert, "vegalite_to_svg", pytest.fail)
    client.get(page.url)
    monkeypatch.undo()
    figure(papi, ours, 2022, "21", 10)
    client.get(page.url)
    changed = StoredChart.objects.get(name__startswith="series", name__endswith="wide").fingerprint
    assert changed != fingerprint


def test_without_the_library_the_table_stands_open(client, page, monkeypatch):
    monkeypatch.setattr(charts, "vl_convert", None)
    html = soup(client, page.url)
    assert not html.select(".cchc-chart")
    assert html.select_one("#cac-nam details").has_attr("open")


def test_a_chart_is_a_picture_for_a_report_too(page):
    ((spec, _label), *_more) = page.reading.charts("vi").values()
    assert charts.png(spec).startswith(b"\x89PNG")


def test_the_list_shows_the_last_edition_of_each(client, page):
    html = soup(client, page.get_parent().url)
    assert "Năm 2021: 20,10" in html.select_one(".cchc-card").text
    assert html.select_one(".cchc-card svg")["role"] == "img"


def test_an_index_is_found_by_its_code_and_tells_its_score(page):
    page.save_revision().publish()
    hit = search("PAPI-T").hits[0]
    assert (hit.kind, hit.key, hit.title) == ("index", "chi-so-thu", "Chỉ số thử")


def test_the_search_and_the_home_follow_the_registers(client, section, page, one_stop, areas):
    page.save_revision().publish()
    figure(page.index, Territory.objects.get(is_own=True), 2023, "25", 3)
    assert search("PAPI-T").hits[0].summary.startswith("Năm 2023: 25,00")
    report(areas, "month", 2026, 1, [9, 0, 4, 4, 0, 1, 8, 0])
    assert "Tháng 1/2026: 80 %" in soup(client, section.url).select_one("#mot-cua").parent.text
    OneStopReport.objects.get(year=2026).delete()
    assert "Tháng 12/2025" in soup(client, section.url).select_one("#mot-cua").parent.text


def test_machines_get_the_figures_with_their_sources(client, page):
    found = client.get("/api/cchc/v2/indices/?fields=code,figures").json()["items"][0]
    assert (found["code"], len(found["figures"])) == ("PAPI-T", 6)
    newest, missing = found["figures"][0], found["figures"][2]
    assert (newest["year"], newest["score"], newest["rank"]) == (2021, 20.1, 12)
    assert newest["components"] == {"Trục 1": 9, "Trục 2": 6.1, "Trục 3": 5}
    assert newest["source"] == "Báo cáo thử"
    assert (missing["year"], missing["state"], missing["score"]) == (2019, "missing", None)


def test_the_feed_tells_the_last_figure(client, page):
    page.save_revision().publish()
    entry = BeautifulSoup(client.get("/nguon-tin/chi-so/").content, "xml").find("entry")
    assert entry.title.text == "Chỉ số thử"
    assert "xếp thứ 12/61" in entry.summary.text


def test_results_in_words_first(client, one_stop):
    html = soup(client, one_stop.url)
    assert (
        html.select_one(".cchc-lead").text
        == "98,3\u00a0% hồ sơ giải quyết đúng hạn hoặc trước hạn."
    )
    assert "Tháng 12/2025, từ ngày 15/11/2025 đến ngày 14/12/2025" in html.text
    assert len(html.select("#cac-ky tbody tr")) == 12
    assert len(html.select("#cac-ky svg")) == 2


def test_a_field_with_few_cases_is_not_shown_alone(client, one_stop):
    rows = [row.th.text for row in soup(client, one_stop.url).select("#linh-vuc tbody tr")]
    assert rows == ["Các lĩnh vực ít hồ sơ, gộp chung"]
    for form in ("csv", "xlsx"):
        content = client.get(f"{one_stop.url}?ky=month&export={form}").getvalue()
        if form == "csv":
            names = {
                row["Lĩnh vực"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
            }
        else:
            names = {row[3].value for row in list(load_workbook(io.BytesIO(content)).active)[1:]}
        assert names == {"Các lĩnh vực ít hồ sơ, gộp chung"}


def test_a_year_is_added_up_right(client, one_stop):
    html = soup(client, f"{one_stop.url}?ky=year")
    row = html.select_one("#cac-ky tbody tr")
    numbers = [cell.text for cell in row.select("td")]
    assert row.th.text == "Năm 2025"
    # The four cases carried over count once, not in each of the twelve months.
    assert numbers[:2] == [str(4 + 12 * 60 + 12 * 2), str(12 * 60 + 12 * 2)]
    assert "hồ sơ chuyển kỳ chỉ tính một lần" in html.text


def test_periods_that_do_not_agree_are_not_added(client, one_stop):
    OneStopReport.objects.get(year=2025, number=5).delete()
    html = soup(client, f"{one_stop.url}?ky=year")
    assert [row.th.text for row in html.select("#cac-ky tbody tr")] == ["Năm 2024"]


def test_a_period_can_be_chosen_and_what_there_is_not_is_left(client, one_stop):
    assert (
        "Tháng 3/2024"
        in soup(client, f"{one_stop.url}?ky=month-2024-3").select_one("h2#linh-vuc-h").text
    )
    assert "Tháng 12/2025" in soup(client, f"{one_stop.url}?ky=%00x").text
    assert client.get(f"{one_stop.url}?export=pdf").status_code == 400


def test_pages_ask_little_of_the_database(client, page, one_stop):
    parent = page.get_parent()
    for address in (page.url, parent.url, one_stop.url):
        assert len(asked := queries(client, address)) <= 15, "\n".join(asked)


def test_the_home_shows_both(client, section, page, one_stop):
    page.save_revision().publish()
    html = soup(client, section.url)
    assert "xếp thứ 12/61" in html.select_one("[aria-labelledby=chi-so]").text
    assert "98,3 % hồ sơ giải quyết" in html.select_one("[aria-labelledby=mot-cua]").text
