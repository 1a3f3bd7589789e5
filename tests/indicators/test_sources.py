"""Sources that disagree: both are kept, one is shown, an editor chooses with a reason."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cchc_wagtail.indicators.models import Figure

from .conftest import figure
from .test_figures import import_file
from .test_pages import soup

pytestmark = pytest.mark.django_db
HEAD = ["Chỉ số", "Năm", "Tỉnh", "Điểm", "Hạng", "Nguồn"]


@pytest.fixture
def table(papi, ours):
    def table(*rows):
        return [HEAD, *([papi.code, "2021", ours.name, *row] for row in rows)]

    return table


@pytest.fixture
def two(papi, ours):
    """The figure of 2021 that is shown, and another."""
    shown = figure(papi, ours, 2021, "20", 12)
    other = figure(papi, ours, 2021, "21.5", 9, is_chosen=False)
    Figure.objects.filter(pk=other.pk).update(source="Báo khác")
    return shown, other


def test_another_source_is_stored_beside_and_the_report_says_both(tmp_path, papi, ours, table):
    shown = figure(papi, ours, 2021, "20", 12)
    said = import_file(tmp_path, table(["21,5", "9", "Báo khác"]))
    assert "Dòng 2" in said and "21,5, xếp thứ 9" in said and "20, xếp thứ 12" in said
    assert "Báo cáo thử" in said and "chưa hiển thị" in said
    other = Figure.objects.get(source="Báo khác")
    assert (other.is_chosen, other.score) == (False, Decimal("21.5"))
    shown.refresh_from_db()
    assert (shown.is_chosen, shown.score, shown.source) == (True, 20, "Báo cáo thử")


def test_a_dry_run_says_the_same_and_stores_nothing(tmp_path, papi, ours, table):
    figure(papi, ours, 2021, "20", 12)
    said = import_file(tmp_path, table(["21,5", "9", "Báo khác"]), dry_run=True)
    assert "chưa hiển thị" in said
    assert Figure.objects.count() == 1


@pytest.mark.parametrize("dry_run", [True, False])
def test_two_sources_in_one_file(tmp_path, table, dry_run):
    rows = table(["20", "12", "Báo cáo"], ["21,5", "9", "Báo khác"])
    said = import_file(tmp_path, rows, dry_run=dry_run)
    assert "Dòng 3" in said and "Dòng 2" not in said and "chưa hiển thị" in said
    if not dry_run:
        assert [one.source for one in Figure.objects.shown()] == ["Báo cáo"]
        assert Figure.objects.count() == 2


def test_again_changes_nothing_whichever_is_shown(tmp_path, admin_client, table):
    rows = table(["20", "12", "Báo cáo"], ["21,5", "9", "Báo khác"])
    import_file(tmp_path, rows)
    other = Figure.objects.get(source="Báo khác")
    address = reverse("cchc_indicators_choose_source", args=[other.pk])
    admin_client.post(address, {"figure": other.pk, "reason": "Bản đính chính"})
    revisions = set(Figure.objects.values_list("latest_revision", flat=True))
    assert "không đổi 2" in import_file(tmp_path, rows).lower()
    assert set(Figure.objects.values_list("latest_revision", flat=True)) == revisions
    assert [one.source for one in Figure.objects.shown()] == ["Báo khác"]


def test_a_source_changes_its_own_figure_alone(tmp_path, table):
    import_file(tmp_path, table(["20", "12", "Báo cáo"], ["21,5", "9", "Báo khác"]))
    said = import_file(tmp_path, table(["21", "9", "Báo khác"]))
    assert "chưa hiển thị" in said
    scores = dict(Figure.objects.values_list("source", "score"))
    assert scores == {"Báo cáo": 20, "Báo khác": 21}
    assert [one.source for one in Figure.objects.shown()] == ["Báo cáo"]


@pytest.mark.parametrize(
    "before, after",
    [
        ("Quyết định 45/QĐ-UBND", "Quyết định số 45/QĐ-UBND ngày 15/01/2024 của UBND tỉnh"),
        ("Trang PAPI https://papi.vn/2021/", "Báo cáo PAPI 2021, https://papi.vn/2021"),
        ("Bao cao thu", "Báo cáo thử."),
    ],
)
def test_a_source_whose_words_are_corrected_is_the_same(tmp_path, table, before, after):
    import_file(tmp_path, table(["20", "12", before]))
    said = import_file(tmp_path, table(["20,5", "11", after]))
    assert "chưa hiển thị" not in said
    (only,) = Figure.objects.all()
    assert (only.source, only.score, only.is_chosen) == (after, Decimal("20.5"), True)


@pytest.mark.parametrize(
    "one, other",
    [
        ("Quyết định 45/QĐ-UBND", "Quyết định 46/QĐ-UBND"),
        ("Quyết định 45/QĐ-UBND", "Báo tỉnh, dẫn Quyết định 45/QĐ-UBND"),
        ("https://papi.vn/2021", "https://papi.vn/2022"),
        ("Báo cáo", "Báo khác"),
    ],
)
def test_another_document_or_address_is_another_source(tmp_path, table, one, other):
    import_file(tmp_path, table(["20", "12", one], ["20,5", "11", other]))
    assert {figure.source for figure in Figure.objects.all()} == {one, other}


def test_the_figures_of_other_sources_are_asked_for_once_a_file(tmp_path, papi, ours):
    def asked(years):
        for year in years:
            figure(papi, ours, year, "20", 12)
        rows = [[papi.code, year, ours.name, "21", "9", "Báo khác"] for year in years]
        with CaptureQueriesContext(connection) as queries:
            said = import_file(tmp_path, [HEAD, *rows], dry_run=True)
        assert said.count("chưa hiển thị") == len(rows)
        return [one["sql"] for one in queries if '_figure"."choice_reason"' in one["sql"]]

    assert len(asked([2021])) == len(asked([2018, 2019, 2020, 2022]))


def test_what_is_found_at_last_is_shown(tmp_path, papi, ours, table):
    figure(papi, ours, 2021, state=Figure.State.MISSING)
    import_file(tmp_path, table(["21,5", "9", "Báo khác"]))
    assert [one.score for one in Figure.objects.shown()] == [Decimal("21.5")]


def test_readers_and_machines_see_the_other_source_in_a_note(client, page, papi, ours):
    figure(papi, ours, 2021, "21.5", 9, is_chosen=False)
    html = soup(client, page.url)
    (row, *_older) = html.select("#cac-nam tbody tr")
    assert row.th.text == "2021" and "20,10" in row.text
    assert "Nguồn khác: 21,50, xếp thứ 9 (Báo cáo thử)." in " ".join(row.text.split())
    assert "20,10" in html.select_one(".cchc-lead").text
    (item,) = client.get("/api/cchc/v2/indices/?fields=figures").json()["items"]
    assert [one["year"] for one in item["figures"]].count(2021) == 1
    assert item["figures"][0]["other_sources"] == [
        {"score": 21.5, "rank": 9, "source": "Báo cáo thử"}
    ]


def test_the_editor_chooses_with_a_reason(admin_client, two):
    shown, other = two
    listed = admin_client.get(reverse("wagtailsnippets_cchc_indicators_figure:list"))
    address = reverse("cchc_indicators_choose_source", args=[other.pk])
    assert address in listed.content.decode()
    asked = admin_client.get(address).content.decode()
    assert "20, xếp thứ 12 – Báo cáo thử" in asked and "21,5, xếp thứ 9 – Báo khác" in asked
    refused = admin_client.post(address, {"figure": other.pk, "reason": ""})
    assert refused.status_code == 200
    assert Figure.objects.shown().get() == shown
    admin_client.post(address, {"figure": other.pk, "reason": "Bản đính chính"})
    chosen = Figure.objects.shown().get()
    assert (chosen, chosen.choice_reason) == (other, "Bản đính chính")
    assert chosen.latest_revision.as_object().is_chosen


def test_only_figures_of_the_same_can_be_chosen(admin_client, papi, ours, two):
    shown, other = two
    stranger = figure(papi, ours, 2020, "18", 50)
    address = reverse("cchc_indicators_choose_source", args=[other.pk])
    admin_client.post(address, {"figure": stranger.pk, "reason": "Nhầm"})
    assert set(Figure.objects.shown()) == {shown, stranger}
    assert (
        admin_client.get(reverse("cchc_indicators_choose_source", args=[10**9])).status_code == 404
    )
