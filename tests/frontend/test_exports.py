"""What anybody typed is text in every file that is handed out, never a formula."""

import csv
import io

import openpyxl
import pytest
from django.urls import reverse
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.contrib.redirects.models import Redirect

from cchc_wagtail.frontend.exports import without_formula
from cchc_wagtail.imports.sheets import spreadsheet
from cchc_wagtail.procedures.records.importer import ProcedureImporter
from cchc_wagtail.questions.models import Feedback
from cchc_wagtail.search.log import log_search
from tests.factories import (
    ArticlePageFactory,
    LegalDocumentFactory,
    ProcedurePageFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

BEGINNINGS = ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝"]
FORMULA = '=HYPERLINK("http://example.org","Bấm")'


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_no_beginning_is_a_formula(beginning):
    assert without_formula(f"{beginning}1+1") == f"'{beginning}1+1"


@pytest.mark.parametrize("value", [-5, 1.5, None, "61/2018/NĐ-CP", "", "a=b"])
def test_numbers_and_words_are_left(value):
    assert without_formula(value) == value


def exporting_views():
    """The views of all rooms and of Wagtail that hand out a table, found by their mixin."""
    found, left = set(), [SpreadsheetExportMixin]
    while left:
        for one in left.pop().__subclasses__():
            left.append(one)
            found.add(one)
    return found


def test_no_view_writes_its_rows_in_another_way():
    others = [view.__name__ for view in exporting_views() if "write_csv_row" in vars(view)]
    assert others == []


ADDRESSES = [
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:locked_pages",
    "wagtailredirects:index",
    "wagtailredirects:report",
    "wagtailsearchpromotions:search_terms",
    "cchc_search_queries",
    "cchc_feedback",
    "cchc_completeness",
    "cchc_procedures:index",
    "cchc_registry_lapsed",
    "cchc_registry_unresolved",
    "cchc_editorial_pieces",
    "cchc_editorial_figures",
    "cchc_editorial_unread",
    "wagtailsnippets_cchc_registry_legaldocument:list",
]


@pytest.fixture
def typed(section):
    """Everything that has a title or is typed by strangers begins like a formula."""
    index = section.get_children().get(slug="thu-tuc").specific
    procedure = ProcedurePageFactory(parent=index, title=FORMULA, summary=FORMULA)
    ArticlePageFactory(
        parent=section.get_children().first(), slug="bam", title=FORMULA, lead=FORMULA
    )
    LegalDocumentFactory(number="62/2099/NĐ-CP", title=FORMULA)
    Feedback.objects.create(page_id=procedure.pk, useful=False, comment=FORMULA)
    log_search(FORMULA, 0, "x")
    Redirect.objects.create(old_path="/x", redirect_link=FORMULA)
    return procedure


def addresses():
    from django.urls import NoReverseMatch

    names = set()
    for view in exporting_views():
        for attribute in ("index_url_name", "results_url_name"):
            if isinstance(name := getattr(view, attribute, None), str):
                names.add(name)
    for name in {*names, *ADDRESSES}:
        try:
            yield reverse(name)
        except NoReverseMatch:
            continue


def test_every_export_of_ours_and_of_wagtail(client, typed):
    client.force_login(UserFactory(admin=True))
    told, files = [], 0
    for address in sorted(set(addresses())):
        response = client.get(address, {"export": "csv"})
        if response.status_code != 200 or "csv" not in response.get("Content-Type", ""):
            continue
        files += 1
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        told += [(address, cell) for row in rows for cell in row if cell[:1] in set("=+-@\t\r")]
        response = client.get(address, {"export": "xlsx"})
        sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
        told += [
            (address, cell.value) for row in sheet.rows for cell in row if cell.data_type == "f"
        ]
    assert told == []
    assert files >= 9


def test_the_export_of_the_imports_holds_no_formula(typed):
    sheet = openpyxl.load_workbook(io.BytesIO(spreadsheet(ProcedureImporter()))).active
    cells = [cell for row in sheet.rows for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(str(cell.value).endswith(FORMULA) for cell in cells)
