"""Legal documents on their way from a file into the registry, and out of it."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from cchc_wagtail.imports import worker
from cchc_wagtail.imports.running import run_rows
from cchc_wagtail.imports.sheets import json_lines, spreadsheet, template
from cchc_wagtail.organisation.models import ThematicArea
from cchc_wagtail.registry.documents.importer import LegalDocumentImporter
from cchc_wagtail.registry.models import Issuer, LegalDocument
from tests.factories import ArticlePageFactory, UserFactory

pytestmark = pytest.mark.django_db

ROW = {
    "Số, ký hiệu": "45 /2099/ND-CP",
    "Cơ quan ban hành": "CP",
    "Ngày ban hành": "08/4/2099",
    "Trích yếu": "Về một việc (ví dụ)",
    "Ngày có hiệu lực": "2099-05-22",
    "Nội dung": "<p>Điều 1. Phạm vi</p><script>alert(1)</script>",
    "Thẻ": "trực tuyến; một cửa",
}


def sheet(*rows):
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    file = io.BytesIO(text.getvalue().encode())
    file.name = "van-ban.csv"
    return file


def run(*rows, **options):
    return list(run_rows(LegalDocumentImporter(), sheet(*rows), **options))


def states(outcomes):
    return [str(outcome.state) for outcome in outcomes]


def the_document():
    return LegalDocument.objects.get(number="45/2099/NĐ-CP")


def test_published_and_run_again(section):
    assert states(run(ROW, publish=True)) == ["new"]
    document = the_document()
    assert document.live and str(document.issuer) == "Chính phủ"
    assert (document.document_type.name, document.level) == ("Nghị định", "central")
    assert f"{document.issued_on} {document.effective_from}" == "2099-04-08 2099-05-22"
    assert "Điều 1" in document.body and "script" not in document.body
    assert sorted(tag.name for tag in document.tags.all()) == ["một cửa", "trực tuyến"]
    revision = document.latest_revision_id
    assert states(run(ROW, publish=True)) == ["unchanged"]
    assert the_document().latest_revision_id == revision


def test_a_draft_enters_the_workflow(section):
    run(ROW)
    document = the_document()
    assert not document.live and document.workflow_in_progress


def test_what_waits_for_it_is_resolved(section, client):
    column = section.get_children().get(slug="tin-tuc").specific
    article = ArticlePageFactory(parent=column, lead="Theo Nghị định số 45/2099/NĐ-CP.")
    run(ROW, publish=True)
    assert the_document().get_absolute_url() in client.get(article.url).content.decode()


def test_what_an_editor_changed_is_a_conflict(section):
    run(ROW, publish=True)
    document = the_document().get_latest_revision_as_object()
    document.title = "Trích yếu đã sửa"
    document.save_revision().publish()
    (outcome,) = run({**ROW, "Trích yếu": "Trích yếu mới của nguồn"}, publish=True)
    assert [conflict.field for conflict in outcome.conflicts] == ["trich_yeu"]
    assert the_document().title == "Trích yếu đã sửa"


def test_a_dry_run_changes_nothing(section):
    before = Issuer.objects.count()
    rows = [{**ROW, "Cơ quan ban hành": "Cơ quan chưa có"}]
    assert states(run(*rows, dry_run=True)) == ["new"]
    assert not LegalDocument.objects.filter(number="45/2099/NĐ-CP").exists()
    assert Issuer.objects.count() == before


def test_a_new_issuer_is_told(section):
    (outcome,) = run({**ROW, "Cơ quan ban hành": "Cơ quan chưa có"})
    assert [message.found for message in outcome.messages] == ["Cơ quan chưa có"]
    assert Issuer.objects.filter(name="Cơ quan chưa có").exists()


@pytest.mark.parametrize(
    "wrong, column",
    [
        ({"Số, ký hiệu": "năm/NĐ"}, "Số, ký hiệu"),
        ({"Ngày ban hành": "31/2/2099"}, "Ngày ban hành"),
        ({"Ngày ban hành": ""}, "Ngày ban hành"),
        ({"Ngày có hiệu lực": "mai"}, "Ngày có hiệu lực"),
        ({"Cơ quan ban hành": ""}, "Cơ quan ban hành"),
        ({"Cấp": "Xã"}, "Cấp"),
        ({"Loại văn bản": "Thư ngỏ"}, "Loại văn bản"),
        ({"Số, ký hiệu": "512/SNgV-VP"}, "Loại văn bản"),
        ({"Đơn vị phụ trách": "Phòng lạ"}, "Đơn vị phụ trách"),
        ({"Ngày có hiệu lực": "01/01/2000"}, "Ngày có hiệu lực"),
        ({"Trích yếu": ""}, "Trích yếu"),
    ],
)
def test_a_wrong_row_names_its_column_and_changes_nothing(section, wrong, column):
    (outcome,) = run({**ROW, **wrong})
    assert outcome.state == "error" and outcome.number == 2
    assert column in [message.column for message in outcome.messages if message.is_error]
    assert not LegalDocument.objects.filter(title=ROW["Trích yếu"]).exists()


def test_one_number_of_two_years_is_two_documents(section):
    row = {**ROW, "Số, ký hiệu": "23/CT-TTg", "Cơ quan ban hành": "Thủ tướng Chính phủ"}
    rows = [row, {**row, "Ngày ban hành": "02/9/2098", "Ngày có hiệu lực": ""}]
    assert states(run(*rows)) == ["new", "new"]


def test_an_unknown_field_of_law_is_a_remark(section):
    ThematicArea.objects.create(name="Lãnh sự")
    (outcome,) = run({**ROW, "Lĩnh vực pháp luật": "Lãnh sự; Thiên văn"}, publish=True)
    assert [message.found for message in outcome.messages] == ["Thiên văn"]
    assert [area.name for area in the_document().thematic_areas.all()] == ["Lãnh sự"]


@pytest.mark.parametrize("form", ["xlsx", "jsonl"])
def test_what_is_exported_changes_nothing(section, form):
    run(ROW, publish=True)
    importer = LegalDocumentImporter()
    if form == "xlsx":
        file = io.BytesIO(spreadsheet(importer))
    else:
        file = io.BytesIO("".join(json_lines(importer)).encode())
    file.name = f"van-ban.{form}"
    outcomes = list(run_rows(LegalDocumentImporter(), file, dry_run=True))
    assert len(outcomes) == LegalDocument.objects.count()
    assert {str(outcome.state) for outcome in outcomes} == {"unchanged"}


def test_the_template_is_a_file_that_can_be_imported(section):
    file = io.BytesIO(template(LegalDocumentImporter()))
    file.name = "mau.xlsx"
    (outcome,) = run_rows(LegalDocumentImporter(), file, dry_run=True)
    assert outcome.state != "error", outcome.messages


def test_the_command_and_who_may(section, tmp_path):
    path = tmp_path / "van-ban.csv"
    path.write_bytes(sheet(ROW).getvalue())
    UserFactory(username="nobody")
    with pytest.raises(CommandError, match="nobody"):
        call_command("cchc_import", "documents", str(path), user="nobody")
    out = io.StringIO()
    call_command("cchc_import", "documents", str(path), publish=True, stdout=out, stderr=out)
    assert the_document().live


def test_the_preview_refuses_what_the_import_would(section):
    backwards = {**ROW, "Ngày có hiệu lực": "01/01/2099"}
    ended = {**ROW, "Số, ký hiệu": "46/2099/NĐ-CP", "Ngày cuối cùng còn hiệu lực": "01/5/2099"}
    for options in [{"dry_run": True}, {}]:
        assert states(run(backwards, ended, **options)) == ["error", "error"]
    assert not LegalDocument.objects.filter(issued_on__year=2099).exists()
    run(ROW, publish=True)
    assert states(run(backwards, dry_run=True)) == ["error"]


def test_rows_are_named_by_the_number(section, tmp_path):
    file = tmp_path / "x.csv"
    file.write_bytes(sheet({**ROW, "Ngày có hiệu lực": "01/01/2099"}).getvalue())
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("cchc_import", "documents", str(file), stdout=out)
    assert "Dòng 2, 45/2099/NĐ-CP:" in out.getvalue() and "|" not in out.getvalue()


def test_headings_as_offices_write_them(section):
    names = {
        "Số, ký hiệu": "Số/ký hiệu văn bản *",
        "Ngày ban hành": "Ngày, tháng, năm ban hành:",
        "Trích yếu": "Trích yếu nội dung",
    }
    row = {"STT": "1", **{names.get(name, name): value for name, value in ROW.items()}}
    row["Số hiệu"] = row.pop("Số/ký hiệu văn bản *")
    assert states(run(row, publish=True)) == ["new"]
    assert the_document().title == "Về một việc (ví dụ)"


@pytest.mark.parametrize(
    "cell, number, day, issuer, about",
    [
        (
            "Quyết định số 11/2021/QĐ-UBND ngày 16/3/2021 của Ủy ban nhân dân tỉnh Tây Ninh "
            "ban hành Quy định phân cấp quản lý (ví dụ)",
            "11/2021/QĐ-UBND",
            "2021-03-16",
            "UBND tỉnh Tây Ninh",
            "ban hành Quy định phân cấp quản lý (ví dụ)",
        ),
        (
            "Nghị định 45/2099/NĐ-CP ngày 08 tháng 4 năm 2099 của Chính phủ về việc kiểm thử "
            "một việc",
            "45/2099/NĐ-CP",
            "2099-04-08",
            "Chính phủ",
            "kiểm thử một việc",
        ),
        (
            "Công văn số 512/UBND-VP ngày 5/6/2099 của UBND tỉnh Tây Ninh v/v triển khai một việc",
            "512/UBND-VP",
            "2099-06-05",
            "UBND tỉnh Tây Ninh",
            "triển khai một việc",
        ),
        (
            "Kế hoạch số 456/KH-UBND ngày 30/12/2098 của UBND tỉnh Tây Ninh - Cải cách hành chính "
            "năm 2099",
            "456/KH-UBND",
            "2098-12-30",
            "UBND tỉnh Tây Ninh",
            "Cải cách hành chính năm 2099",
        ),
        (
            "Thông tư số 1/2099/TT-VPCP ngày 23/11/2099 của Văn phòng Chính phủ hướng dẫn thi hành "
            "một số quy định của Nghị định số 61/2018/NĐ-CP",
            "1/2099/TT-VPCP",
            "2099-11-23",
            "Văn phòng Chính phủ",
            "hướng dẫn thi hành một số quy định của Nghị định số 61/2018/NĐ-CP",
        ),
    ],
)
def test_a_tracking_sheet_with_all_in_one_cell(section, cell, number, day, issuer, about):
    Issuer.objects.get_or_create(name="UBND tỉnh Tây Ninh", defaults={"level": "province"})
    assert states(run({"Số, ký hiệu": cell}, publish=True)) == ["new"]
    document = LegalDocument.objects.get(number=number)
    assert (str(document.issued_on), str(document.issuer)) == (day, issuer)
    assert document.title == about
    assert states(run({"Số, ký hiệu": cell}, publish=True)) == ["unchanged"]


def test_several_documents_in_one_cell_are_not_taken_for_one(section):
    cell = "Quyết định 1/2099/QĐ-UBND ngày 1/2/2099 của UBND tỉnh; Quyết định 2/2099/QĐ-UBND"
    assert states(run({"Số, ký hiệu": cell}, publish=True)) == ["error"]


@pytest.mark.parametrize(
    "typed",
    ["Ủy ban nhân dân tỉnh Tây Ninh", "ỦY BAN NHÂN DÂN TỈNH TÂY NINH", "UBND  tỉnh Tây Ninh."],
)
def test_an_issuer_is_one_however_its_name_is_written(section, typed):
    Issuer.objects.get_or_create(name="UBND tỉnh Tây Ninh", defaults={"level": "province"})
    before = Issuer.objects.count()
    row = {**ROW, "Số, ký hiệu": "7/2099/QĐ-UBND", "Cơ quan ban hành": typed}
    assert states(run(row, publish=True)) == ["new"]
    assert LegalDocument.objects.get(number="7/2099/QĐ-UBND").issuer.name == "UBND tỉnh Tây Ninh"
    assert Issuer.objects.count() == before


ODD_YEAR = {**ROW, "Số, ký hiệu": "45/2098/NĐ-CP"}
QUESTION = "Năm trong số, ký hiệu và ngày ban hành không khớp nhau. Bên nào đúng?"


def test_a_year_and_a_day_that_disagree_are_a_question_not_an_error(section):
    (outcome,) = run(ODD_YEAR, publish=True)
    assert str(outcome.state) == "new"
    (question,) = [one for one in outcome.messages if one.column == "Ngày ban hành"]
    assert QUESTION in question.text and question.found == "08/4/2099"


def test_the_preview_asks_and_proposes_before_anything_is_imported(section, log_in, monkeypatch):
    monkeypatch.setattr(worker, "start", lambda run: worker.work(run.pk))
    before = LegalDocument.objects.count()
    client = log_in("office")
    rows = sheet({**ODD_YEAR, "Thay thế": "Nghị định 7/2019/NĐ-CP"})
    file = SimpleUploadedFile("van-ban.csv", rows.getvalue())
    answer = client.post("/admin/cchc/nhap-du-lieu/", {"importer": "documents", "file": file})
    assert answer.status_code == 302
    preview = client.get(answer.url).content.decode()
    assert QUESTION in preview and "Nghị định 7/2019/NĐ-CP" in preview
    assert LegalDocument.objects.count() == before


def test_the_parts_of_a_text_of_law_are_kept(section):
    body = (
        "<h3>Chương I<br>QUY ĐỊNH CHUNG</h3><h4>Điều 1. Phạm vi</h4><p>Một</p>"
        '<table><tbody><tr><td colspan="2">Hai</td></tr></tbody></table>'
    )
    marked = body.replace("<td", '<td onclick="x()"').replace("<p>", '<p style="x">')
    assert states(run({**ROW, "Nội dung": marked})) == ["new"]
    assert the_document().body == body
    assert states(run({**ROW, "Nội dung": marked})) == ["unchanged"]


def test_a_text_longer_than_a_cell_comes_back_whole(section):
    """A spreadsheet cannot hold it, and says so; imported again, it cuts nothing off."""
    body = f"<h3>Điều 1. Phạm vi</h3>{'<p>Một khoản của luật.</p>' * 2_000}"
    run({**ROW, "Nội dung": body}, publish=True)
    file = io.BytesIO(spreadsheet(LegalDocumentImporter()))
    file.name = "van-ban.xlsx"
    assert {str(one.state) for one in run_rows(LegalDocumentImporter(), file)} == {"unchanged"}
    assert the_document().get_latest_revision_as_object().body == body
    assert any(len(line) > 40_000 for line in json_lines(LegalDocumentImporter()))
