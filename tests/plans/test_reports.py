import datetime
import importlib.util
import io
from datetime import date

import docx
import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cchc_wagtail.indicators.models import Figure as IndexFigure
from cchc_wagtail.indicators.models import Measure, OneStopReport
from cchc_wagtail.organisation.models import ThematicArea
from cchc_wagtail.organisation.report_figures import Figure, Part, figures_between
from cchc_wagtail.organisation.reporting_periods import Period, PeriodKind
from cchc_wagtail.plans.models import Evidence, Report
from cchc_wagtail.plans.reminders import remind_of_reports
from cchc_wagtail.plans.reports.regimes import REGIMES, period_name
from cchc_wagtail.plans.reports.wording import compared, number_in_words, sentence_of
from cchc_wagtail.plans.reports.writing import as_xlsx
from cchc_wagtail.registry.models import LapsedLawTask
from cchc_wagtail.search.models import LoggedQuery
from tests.editorial.acting import act, build_office, submit
from tests.factories import (
    IndexFactory,
    LegalDocumentFactory,
    PlanContentFactory,
    PlanIndexPageFactory,
    PlanPageFactory,
    ProcedureIndexPageFactory,
    ProcedurePageFactory,
    QuestionFactory,
    SituationIndexPageFactory,
    TerritoryFactory,
)
from tests.indicators.conftest import report as one_stop_report
from tests.plans.test_counting import published

pytestmark = pytest.mark.django_db
YEAR = Period(PeriodKind.YEAR, 2024)


@pytest.fixture
def office():
    return build_office()


@pytest.fixture
def year(office):
    """What happened in 2024, and a little in 2023."""
    unit = office.units["unit"]
    for day in [(2024, 3, 1), (2024, 3, 2), (2024, 12, 31), (2023, 6, 1), (2025, 1, 1)]:
        published(office.column, *day, unit=unit)
    plan = PlanPageFactory(parent=PlanIndexPageFactory(parent=office.column))
    content = PlanContentFactory(page=plan, unit=unit, text="Tuyên truyền & <giải thích>")
    PlanContentFactory(page=plan, unit=unit, why_not_done="Chờ văn bản của tỉnh")
    page = published(office.column, 2024, 5, 6, unit=unit)
    Evidence.objects.create(plan=plan, key=content.key, page=page)
    LoggedQuery.objects.create(day=date(2024, 5, 1), folded="abc", text="abc", count=4, total=0)
    LoggedQuery.objects.create(day=date(2025, 5, 1), folded="abc", text="abc", count=9, total=0)
    questions = SituationIndexPageFactory(parent=office.column)
    moment = datetime.datetime(2024, 5, 2, 8, tzinfo=datetime.timezone.utc)
    QuestionFactory(
        page=questions,
        asked_at=moment,
        closed_at=moment + datetime.timedelta(days=8),
        state="answered",
        due_on=date(2024, 5, 9),
    )
    return plan


def value_of(report, name):
    return {figure["name"]: figure["value"] for figure in report.figures}[name]


def test_every_figure_is_what_the_data_say(year):
    report = Report.begin("communication", YEAR)
    wanted = {
        "published.article": 4,
        "questions.asked": 1,
        "questions.answered": 1,
        "questions.late": 1,
        # From 2 to 10 May 2024; Saturday the fourth was worked in exchange.
        "questions.days": 7,
        "search.searches": 4,
        "search.without_result": 4,
        f"plan.{year.pk}": 2,
        f"plan.{year.pk}.done": 1,
        f"plan.{year.pk}.overdue": 1,
    }
    assert {name: value_of(report, name) for name in wanted} == wanted
    before = {figure["name"]: figure["before"] for figure in report.figures}
    assert before["published.article"] == 1


def test_a_month_is_that_of_the_place_not_of_the_server(office):
    # Half an hour after midnight in Hà Nội it is still the month before in Greenwich.
    page = published(office.column, 2024, 8, 1)
    moment = datetime.datetime(2024, 7, 31, 17, 30, tzinfo=datetime.timezone.utc)
    type(page).objects.filter(pk=page.pk).update(first_published_at=moment)
    found = figures_between(date(2024, 8, 1), date(2024, 8, 31))
    (by_month,) = [figure for figure in found if figure.name == "published.by_month"]
    assert by_month.rows == (("08/2024", 1),)


def test_the_figures_of_all_rooms_are_told_in_the_order_of_the_parts(year):
    found = figures_between(date(2024, 1, 1), date(2024, 12, 31))
    parts = [figure.part for figure in found]
    assert parts == sorted(parts, key=Part.values.index)
    assert len({figure.name for figure in found}) == len(found)
    assert {Part.PUBLISHED, Part.PROCEDURES, Part.QUESTIONS, Part.LAW, Part.SEARCH} <= set(parts)


def test_the_queries_do_not_grow_with_what_was_published(year, office):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            figures_between(date(2024, 1, 1), date(2024, 12, 31))
        return len(queries)

    few = asked()
    for day in range(1, 16):
        published(office.column, 2024, 6, day, unit=office.units["unit"])
        LegalDocumentFactory()
    assert asked() <= few


@pytest.mark.parametrize("regime", REGIMES.values(), ids=REGIMES)
def test_each_figure_has_its_place_in_the_outline(regime):
    placed = [part for section in regime.sections for part in section.parts]
    assert sorted(placed) == sorted(Part.values)


def test_a_report_by_decree_closes_on_the_fourteenth():
    report = Report.begin("reform", Period(PeriodKind.QUARTER, 2024, 1))
    assert (report.first_day, report.last_day) == (date(2023, 12, 15), date(2024, 3, 14))
    assert report.due_on == date(2024, 3, 19)
    own = Report.begin("communication", Period(PeriodKind.QUARTER, 2024, 1))
    assert (own.first_day, own.last_day, own.due_on) == (date(2024, 1, 1), date(2024, 3, 31), None)


def test_a_report_is_begun_once(office):
    first = Report.begin("communication", YEAR)
    assert Report.begin("communication", YEAR).pk == first.pk
    with pytest.raises(ValueError, match="month"):
        Report.begin("reform", Period(PeriodKind.MONTH, 2024, 1))


def test_a_year_without_anything_says_so():
    report = Report.begin("communication", Period(PeriodKind.YEAR, 2019))
    assert report.texts["published"] == "Trong kỳ không phát sinh số liệu."
    assert docx.Document(io.BytesIO(report.as_docx())).paragraphs


def test_once_signed_nothing_moves(year, office):
    report = Report.begin("communication", YEAR)
    approve(report, office.people)
    report.sign(office.people["leadership"], "12", date(2024, 12, 31))
    figures, file = report.figures, report.as_docx()
    published(office.column, 2024, 7, 1)
    report = Report.objects.get(pk=report.pk)
    report.count()
    assert (report.figures, report.as_docx()) == (figures, file)
    assert report.counted() != figures
    text = "\n".join(p.text for p in all_paragraphs(docx.Document(io.BytesIO(file))))
    assert "Số: 12/BC-" in text and "31 tháng 12 năm 2024" in text


def all_paragraphs(document):
    yield from document.paragraphs
    for table in document.tables:
        for cell in table._cells:
            yield from cell.paragraphs


def test_what_is_typed_stands_in_the_document_as_it_is(year):
    report = Report.begin("communication", YEAR)
    report.texts["direction"] = "Sở A & B < C.\n\nĐoạn thứ hai\x0b."
    text = "\n".join(p.text for p in all_paragraphs(docx.Document(io.BytesIO(report.as_docx()))))
    assert "Sở A & B < C." in text and "Đoạn thứ hai" in text
    assert "Tuyên truyền & <giải thích>" not in text or "&amp;" not in text


def test_it_has_the_form_of_the_decree(year, shared_data, tmp_path):
    path = shared_data.parent / "nd30_check.py"
    spec = importlib.util.spec_from_file_location("nd30_check", path)
    checker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(checker)
    report = Report.begin("communication", YEAR)
    report.texts["direction"] = "Văn phòng Sở đã tham mưu kế hoạch và đôn đốc các phòng. " * 8
    for signed in (False, True):
        if signed:
            report.sign(None, "7", date(2025, 1, 3))
        file = tmp_path / "bc.docx"
        file.write_bytes(report.as_docx())
        departures = [row for row in checker.check(str(file), upward=True) if row[1] == "FAIL"]
        assert departures == []


def test_the_figures_are_a_spreadsheet(year, admin_client):
    report = Report.begin("communication", YEAR)
    answer = admin_client.get(reverse("cchc_plans_report_file", args=[report.pk, "xlsx"]))
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert ("Tin, bài", 4, 1) in [row[:3] for row in rows]


class TestScreen:
    def open(self, client, user, report):
        client.force_login(user)
        return client.get(reverse("cchc_plans_report", args=[report.pk]))

    def post(self, client, user, report, **data):
        client.force_login(user)
        return client.post(reverse("cchc_plans_report", args=[report.pk]), data)

    @pytest.fixture
    def report(self, year):
        return Report.begin("communication", YEAR)

    def test_the_office_begins_one(self, client, office):
        client.force_login(office.people["office"])
        offered = client.get(reverse("cchc_plans_reports")).context["form"].fields["period"].choices
        assert [name for _value, name in offered][:4] == [
            "cả năm",
            "9 tháng đầu",
            "6 tháng đầu",
            "6 tháng cuối",
        ]
        form = {"regime": "communication", "year": 2024, "period": "quarter:2"}
        answer = client.post(reverse("cchc_plans_reports"), form)
        report = Report.objects.get()
        assert answer.url == reverse("cchc_plans_report", args=[report.pk])
        assert report.period == Period(PeriodKind.QUARTER, 2024, 2)

    @pytest.mark.parametrize(
        "form, field",
        [
            ({"regime": "reform", "year": 2024, "period": "month:1"}, "period"),
            ({"regime": "communication", "year": 1, "period": "year:1"}, "year"),
            ({"regime": "communication", "year": 2024, "period": "quarter:9"}, "period"),
        ],
    )
    def test_what_there_is_no_report_on_is_refused(self, client, office, form, field):
        client.force_login(office.people["office"])
        answer = client.post(reverse("cchc_plans_reports"), form)
        assert field in answer.context["form"].errors and not Report.objects.exists()

    def test_from_writing_to_signing(self, client, office, report):
        people = office.people
        self.post(client, people["office"], report, action="save", **{"text-direction": "Đã làm."})
        report.refresh_from_db()
        assert report.texts["direction"] == "Đã làm."
        self.post(client, people["office"], report, action="send")
        act(report, people["second_officer"], "approve")
        act(report, people["leadership"], "reject", comment="Thêm số liệu")
        report.refresh_from_db()
        assert report.state == "draft"
        assert "Thêm số liệu" in self.open(client, people["office"], report).content.decode()
        self.post(client, people["office"], report, action="send")
        act(report, people["leadership"], "approve")
        self.post(
            client, people["leadership"], report, action="sign", number="5", issued_on="2025-01-03"
        )
        report.refresh_from_db()
        assert report.is_signed and report.signed_by == people["leadership"]

    def test_two_people_at_one_section_lose_nothing(self, client, office, report):
        people = office.people
        first = self.open(client, people["office"], report).context["sections"][0]
        self.post(client, people["office"], report, action="save", **{"text-direction": "Của A"})
        form = {"text-direction": "Của B", "mark-direction": first["mark"]}
        answer = self.post(client, people["second_officer"], report, action="save", **form)
        shown = answer.content.decode()
        assert "Của A" in shown and "Của B" in shown
        report.refresh_from_db()
        assert report.texts["direction"] == "Của A"

    def test_prose_that_nobody_touched_follows_the_figures(self, client, office, report):
        person = office.people["office"]
        self.post(client, person, report, action="save", **{"text-law": "Viết tay."})
        published(office.column, 2024, 8, 1, unit=office.units["unit"])
        self.post(client, person, report, action="count")
        report.refresh_from_db()
        assert "Tin, bài: 5" in report.texts["published"]
        assert report.texts["law"] == "Viết tay."


class TestCommand:
    def test_it_writes_a_docx(self, year, tmp_path):
        file = tmp_path / "bc.docx"
        call_command("cchc_report", "2024", str(file), verbosity=0)
        assert docx.Document(str(file)).paragraphs

    def test_it_prints_each_figure_stored_and_anew(self, year, office, capsys):
        Report.begin("communication", YEAR)
        published(office.column, 2024, 7, 1)
        call_command("cchc_report", "2024", figures=True)
        lines = capsys.readouterr().out.splitlines()
        assert any(
            line.startswith("published.article: 4 | 5") and line.endswith("≠") for line in lines
        )

    @pytest.mark.parametrize(
        "arguments",
        [["2024"], ["2024", "bc.pdf"], ["2024", "/khong/co/bc.docx"]],
    )
    def test_bad_input_is_named(self, arguments):
        with pytest.raises(CommandError):
            call_command("cchc_report", *arguments, verbosity=0)


def test_the_office_is_reminded(office):
    Report.begin("reform", Period(PeriodKind.QUARTER, 2024, 1))
    days = [day for day in range(1, 30) if list(remind_of_reports(date(2024, 3, day)))]
    # Two weeks before, two working days before, on the day, then until it is signed.
    assert days == [5, 15, 19, *range(20, 30)]
    users = {one.user.username for one in remind_of_reports(date(2024, 3, 19))}
    assert users == {"office", "second_officer"}


@pytest.mark.parametrize(
    "value, before, words",
    [
        (77, 65, "tăng 12 (18,5 %) so với kỳ trước"),
        (5, 10, "giảm 5 (50 %) so với kỳ trước"),
        (3, 0, "tăng 3 so với kỳ trước"),
        (4, 4, "bằng kỳ trước"),
        (4, None, ""),
    ],
)
def test_a_change_is_said_in_vietnamese(value, before, words):
    assert compared(value, before) == words


def test_numbers_have_their_vietnamese_form():
    assert [number_in_words(n) for n in (1234, 98.7, 0, None)] == [
        "1.234",
        "98,7",
        "0",
        "không có số liệu",
    ]


def test_what_says_nothing_is_no_sentence():
    row = {"label": "Câu hỏi", "value": 0, "before": 0, "unit": "", "rows": []}
    assert sentence_of(row) == "" and sentence_of({**row, "value": None}) == ""
    assert sentence_of({**row, "value": 2, "rows": [["A", 2]]}).startswith("Câu hỏi: 2, tăng 2")


def test_each_regime_closes_by_a_rule_and_names_its_basis():
    for regime in REGIMES.values():
        assert regime.rule and regime.basis and regime.sections
    assert period_name(Period(PeriodKind.QUARTER, 2024, 4)) == "quý IV năm 2024"
    assert isinstance(Figure("a", Part.LAW, "a", 1), Figure)


AGENCY = {"name": "Sở Ngoại vụ", "symbol": "SNgV", "place": "Tây Ninh", "head": "GIÁM ĐỐC"}


@pytest.fixture
def agency(settings):
    settings.CCHC_WAGTAIL = {**settings.CCHC_WAGTAIL, "AGENCY": AGENCY}


def approve(report, people):
    """Let the Office check the report and the leadership approve it."""
    report.keep(people["office"])
    submit(report, people["office"])
    act(report, people["second_officer"], "approve")
    act(report, people["leadership"], "approve")
    report.refresh_from_db()


class TestRegistered:
    """A signed report is a legal document of the department."""

    def sign(self, client, office, report, **data):
        approve(report, office.people)
        client.force_login(office.people["leadership"])
        address = reverse("cchc_plans_report", args=[report.pk])
        answer = client.post(address, {"action": "sign", **data}, follow=True)
        report.refresh_from_db()
        return answer

    @pytest.fixture
    def report(self, year):
        return Report.begin("communication", YEAR)

    def test_as_a_draft_with_its_file(self, client, office, report, agency):
        self.sign(client, office, report, number="5", issued_on="2025-01-03")
        document = report.document
        assert (document.number, document.live) == ("05/BC-SNgV", False)
        assert document.issued_on == date(2025, 1, 3)
        assert document.title.endswith("cải cách hành chính năm 2024")
        assert str(document.document_type) == "Báo cáo" and document.issuer.name == "Sở Ngoại vụ"
        with document.files.get().file.file.open() as file:
            assert file.read() == report.as_docx()

    def test_the_number_comes_later(self, client, office, report, agency):
        self.sign(client, office, report)
        assert report.is_signed and report.document is None
        client.force_login(office.people["office"])
        address = reverse("cchc_plans_report", args=[report.pk])
        answer = client.post(address, {"action": "number", "number": "", "issued_on": ""})
        assert set(answer.context["number_form"].errors) == {"number", "issued_on"}
        file = report.as_docx()
        client.post(address, {"action": "number", "number": "12", "issued_on": "2025-01-06"})
        report.refresh_from_db()
        assert report.document.number == "12/BC-SNgV"
        assert report.as_docx() == file, "what was signed stays as it was"
        client.post(address, {"action": "number", "number": "13", "issued_on": "2025-01-06"})
        report.refresh_from_db()
        assert report.number == "12"

    def test_it_is_registered_once(self, client, office, report, agency):
        same = LegalDocumentFactory(
            number="05/BC-SNgV", issuer__name="Sở Ngoại vụ", issued_on=date(2025, 1, 3)
        )
        self.sign(client, office, report, number="5", issued_on="2025-01-03")
        assert report.document == same

    def test_without_an_agency_it_is_signed_and_that_is_said(
        self, client, office, report, settings
    ):
        settings.CCHC_WAGTAIL = {**settings.CCHC_WAGTAIL, "AGENCY": {}}
        answer = self.sign(client, office, report, number="5", issued_on="2025-01-03")
        assert report.is_signed and report.document is None
        assert "AGENCY" in answer.content.decode()


class TestAnnexesAndCharts:
    @pytest.fixture
    def report(self, year):
        result = one_stop_report(
            {"": ThematicArea.objects.create(name="Hộ chiếu")},
            "year",
            2024,
            1,
            (8, 2, 2, 6, 4, 0, 2, 0),
        )
        assert result.pk
        return Report.begin("communication", YEAR)

    def test_the_form_of_one_stop_results_is_an_annex(self, report):
        tables = docx.Document(io.BytesIO(report.as_docx())).tables
        cells = [cell.text for cell in tables[-1].rows[-1].cells]
        assert cells[1:4] == ["TỔNG CỘNG", "12", "8"]
        book = openpyxl.load_workbook(io.BytesIO(as_xlsx(report)))
        last = list(book.worksheets[1].values)[-1]
        assert last[1:4] == ("TỔNG CỘNG", 12, 8)

    def test_it_is_frozen_with_the_report(self, report, office):
        approve(report, office.people)
        report.sign(office.people["leadership"], "", None)
        annexes = report.annexes
        OneStopReport.objects.all().delete()
        report.count()
        assert report.annexes == annexes != []

    def test_months_are_drawn_with_a_caption(self, report):
        document = docx.Document(io.BytesIO(report.as_docx()))
        described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
        assert "Nội dung đã đăng theo tháng" in described

    def test_without_the_library_the_figures_stand_alone(self, report, monkeypatch):
        monkeypatch.setattr("cchc_wagtail.frontend.charts.vl_convert", None)
        assert not docx.Document(io.BytesIO(report.as_docx())).inline_shapes


def test_indices_and_measures_are_told(office):
    index = IndexFactory(code="PAPI", unit="điểm")
    own = TerritoryFactory(name="Tây Ninh", is_own=True)
    for year, day in [(2023, date(2024, 4, 2)), (2022, date(2023, 4, 12))]:
        IndexFigure.objects.create(
            index=index, year=year, territory=own, score=41, rank=20, of=61, published_on=day
        )
    Measure.objects.create(index=index, text="Niêm yết lại", due_on=date(2024, 6, 1), state="done")
    Measure.objects.create(index=index, text="Tập huấn", due_on=date(2024, 9, 1))
    Measure.objects.create(index=index, text="Năm khác", due_on=date(2025, 9, 1))
    found = {one.name: one for one in figures_between(date(2024, 1, 1), date(2024, 12, 31))}
    (figure,) = [one for one in found.values() if one.name.startswith("indices.")]
    assert figure.value == 41 and "2023" in figure.label and "20/61" in figure.label
    assert (found["measures.due"].value, found["measures.done"].value) == (2, 1)
    assert found["measures.due"].rows == (("PAPI: Tập huấn", None),)


def test_content_checked_after_law_had_lapsed(office):
    unit = office.units["unit"]
    for begun, done in [(1, 5), (2, None), (3, 28)]:
        LapsedLawTask.objects.create(
            unit=unit,
            document=LegalDocumentFactory(),
            since=date(2024, 6, 1),
            begun_on=date(2024, 6, begun),
            due_on=date(2024, 6, 20),
            done_on=done and date(2024, 6, done),
        )
    found = {one.name: one.value for one in figures_between(date(2024, 6, 1), date(2024, 6, 14))}
    assert found["lapsed.done"] == 1
    assert (found["lapsed.days"], found["lapsed.open"]) == (4, 2)


def test_completeness_is_told_of_a_period_that_has_just_ended(office, on):
    ProcedurePageFactory(parent=ProcedureIndexPageFactory(parent=office.column))
    on(2024, 7, 20)
    names = {one.name for one in figures_between(date(2024, 4, 1), date(2024, 6, 30))}
    assert "procedures.complete" in names
    names = {one.name for one in figures_between(date(2024, 1, 1), date(2024, 3, 31))}
    assert "procedures.complete" not in names
