"""Figures of the indices: what is kept of a form or a file, and what is refused."""

import csv
import io
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from cchc_wagtail.indicators.figure_rules import component_faults
from cchc_wagtail.indicators.models import (
    ComponentFigure,
    Figure,
    Index,
    Measure,
    MethodVersion,
    Territory,
)
from cchc_wagtail.indicators.records.figures import read_decimal
from tests.factories import IndexFactory

from .conftest import figure

pytestmark = pytest.mark.django_db


def import_file(tmp_path, rows, name="chi-so.csv", **options):
    path = tmp_path / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    out = io.StringIO()
    try:
        call_command(
            "cchc_import", "indicators", str(path), stdout=out, stderr=io.StringIO(), **options
        )
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return out.getvalue()


@pytest.mark.parametrize(
    "fields, of_what",
    [
        ({"score": "31"}, "score"),
        ({"score": "-1"}, "score"),
        ({"rank": 62}, "rank"),
        ({"rank": 0}, "rank"),
        ({}, "state"),
        ({"score": "20", "state": Figure.State.NOT_PUBLISHED}, "state"),
        ({"score": "80", "points": "61", "points_maximum": "71.5"}, "score"),
    ],
)
def test_what_cannot_be_is_refused(papi, ours, fields, of_what):
    score = fields.pop("score", None)
    points = {
        name: Decimal(fields.pop(name)) for name in ("points", "points_maximum") if name in fields
    }
    with pytest.raises(ValidationError) as refused:
        figure(papi, ours, 2021, score, **fields, **points)
    assert of_what in refused.value.message_dict


def test_the_share_of_a_maximum_of_its_own_is_checked(ours):
    index = IndexFactory(code="SỞ")
    made = {"points": Decimal("61"), "points_maximum": Decimal("71.5"), "of": 19}
    figure(index, ours, 2023, "85.31", 13, **made)
    with pytest.raises(ValidationError, match=r"85,31 %"):
        figure(index, ours, 2024, "86", 13, **made)


def test_sources_that_disagree_are_kept_and_one_is_shown(papi, ours):
    figure(papi, ours, 2021, "20", 12)
    figure(papi, ours, 2021, "21", 12, is_chosen=False, note="Báo khác")
    with pytest.raises(ValidationError, match="nguồn khác"):
        figure(papi, ours, 2021, "22", 12)
    assert Figure.objects.shown().count() == 1


def test_the_method_of_a_year_is_the_one_that_holds_then(papi, ours):
    assert figure(papi, ours, 2017, "13", 5).version.maximum == 20
    assert figure(papi, ours, 2018, "13", 5).version.maximum == 30
    assert Figure(index=papi, year=2010).version is None


def test_a_sum_is_checked_only_where_the_method_says_how(papi):
    version = papi.versions.get(from_year=2018)
    one, two, three = version.components.all()
    right = {one: Decimal("9"), two: Decimal("6.1"), three: Decimal("5")}
    assert list(component_faults(version, Decimal("20.1"), right)) == []
    (said,) = component_faults(version, Decimal("20.5"), right)
    assert said == "Các thành phần cộng lại được 20,1, nhưng điểm ghi là 20,5."
    one.weight = None
    version.components.set([one, two, three])
    assert list(component_faults(version, Decimal("20.5"), right)) == []


def test_a_weighted_sum_is_that_of_the_method(ours):
    """DTI 2022: five components count a tenth each, then 0,20, 0,15 and 0,15."""
    call_command("cchc_setup", stdout=io.StringIO())
    version = MethodVersion.objects.get(index__code="DTI", from_year=2022)
    scores = dict.fromkeys(version.components.all(), Decimal("0.5"))
    assert version.total_of(scores) == Decimal("0.5")
    version = MethodVersion.objects.get(index__code="PCI", from_year=2013)
    scores = dict.fromkeys(version.components.all(), Decimal("6"))
    assert version.total_of(scores) == 60


def test_a_measure_serves_a_component_of_its_index(papi):
    other = IndexFactory()
    component = papi.versions.first().components.first()
    with pytest.raises(ValidationError):
        Measure(index=other, component=component, text="Việc").full_clean()


def test_a_long_table_makes_one_figure_a_year(tmp_path, papi, ours):
    head = ["Chỉ số", "Năm", "Tỉnh", "Thành phần", "Điểm thành phần", "Điểm", "Hạng", "of", "Nguồn"]
    rows = [
        [papi.code, "2021", "Tay Ninh thu", f"Trục {n}", score, "20,1", "12", "61", "Báo cáo"]
        for n, score in [(1, "9"), (2, "6,1"), (3, "5.0")]
    ]
    said = import_file(tmp_path, [head, *rows])
    made = Figure.objects.get()
    assert (made.territory, made.score, made.rank, made.of) == (ours, Decimal("20.1"), 12, 61)
    assert [one.score for one in made.component_figures.all()] == [9, Decimal("6.1"), 5]
    revision = made.latest_revision_id
    assert "không đổi" in import_file(tmp_path, [head, *rows]).lower(), said
    assert Figure.objects.get().latest_revision_id == revision


def test_a_wide_table_has_a_column_for_each_component(tmp_path, papi, ours):
    head = ["year", "province", "total", "Trục 1", "Trục 2", "Trục 3", "source"]
    rows = [
        ["2021", "Tây Ninh thử", "20.1", "9", "6.1", "5", "x"],
        ["2021", "Mới", "3", "1", "1", "1", "x"],
    ]
    import_file(tmp_path, [head, *rows])
    assert Figure.objects.count() == 2
    assert ComponentFigure.objects.count() == 6
    assert not Territory.objects.get(name="Mới").is_own


@pytest.mark.parametrize(
    "changed, sentence",
    [
        ({"Điểm thành phần": "11"}, "“Trục 1”: 11 lớn hơn điểm tối đa 10."),
        ({"Hạng": "62"}, "Thứ hạng 62, nhưng chỉ có 61 nơi được xếp hạng."),
        ({"Nguồn": ""}, "Nguồn: Số liệu phải có nguồn."),
        ({"Năm": ""}, "Năm: Số liệu phải có năm."),
        ({"Điểm": "hai mươi"}, "Điểm: Đây không phải là số. [hai mươi]"),
        ({"Chỉ số": "XYZ"}, "Chỉ số: Ở đây không có chỉ số này. [XYZ]"),
        ({"Thành phần": "Trục 9"}, "“Trục 9” không phải là thành phần theo cách tính của năm này"),
    ],
)
def test_a_broken_rule_is_a_sentence_and_nothing_is_stored(tmp_path, papi, ours, changed, sentence):
    row = {
        "Chỉ số": papi.code,
        "Năm": "2021",
        "Tỉnh": "Tây Ninh thử",
        "Thành phần": "Trục 1",
        "Điểm thành phần": "9",
        "Điểm": "20,1",
        "Hạng": "12",
        "of": "61",
        "Nguồn": "Báo cáo",
    }
    said = import_file(tmp_path, [list(row), list({**row, **changed}.values())])
    assert sentence in said
    assert not Figure.objects.exists()


@pytest.mark.parametrize(
    "text, number",
    [
        ("39,24", "39.24"),
        ("39.2363", "39.2363"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("85,31 %", "85.31"),
        ("-1", "-1"),
        ("30 of 63", None),
        ("", None),
    ],
)
def test_numbers_with_comma_or_point(text, number):
    assert read_decimal(text) == (None if number is None else Decimal(number))


def test_real_tables_keep_their_rules(tmp_path, shared_data):
    """PAPI of all provinces, 2011 to 2024, as published: components and totals agree."""
    call_command("cchc_setup", stdout=io.StringIO())
    index = Index.objects.get(code="PAPI")
    names = [one.name for one in index.versions.get(from_year=2021).components.all()]
    with (shared_data / "papi-provinces.csv").open(encoding="utf-8") as file:
        table = list(csv.reader(file))
    heads = {f"d{n}": name for n, name in enumerate(names, start=1)}
    rows = [[heads.get(cell, cell) for cell in table[0]] + ["source"]]
    rows += [[*row, "Bộ dữ liệu"] for row in table[1:] if row[0] in ("2017", "2024") and row[2]]
    said = import_file(tmp_path, rows)
    assert "Lỗi" not in said
    assert Figure.objects.filter(year=2017).count() == 63
    assert Figure.objects.get(year=2024, territory__slug="tay-ninh").rank == 2


def test_the_figures_of_the_demo_keep_their_rules(demo):
    figures = Figure.objects.prefetch_related("component_figures__component")
    faults = [
        fault
        for one in figures
        if one.version
        for fault in component_faults(
            one.version,
            one.score,
            {score.component: score.score for score in one.component_figures.all()},
        )
    ]
    assert faults == []
    ours = Figure.objects.shown().get(index__slug="cchc-so-nganh", territory__name="Sở Ngoại vụ")
    assert (ours.points, ours.points_maximum, ours.score) == (61, Decimal("71.5"), Decimal("85.31"))
    assert (ours.rank, ours.of, ours.group) == (13, 19, "Tốt")
