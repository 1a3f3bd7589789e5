"""Procedures on their way into the site: new, changed, in conflict, published, withdrawn."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import WorkflowState

from cchc_wagtail.imports.models import ImportedRecord
from cchc_wagtail.imports.running import withdrawn_keys
from cchc_wagtail.imports.sheets import json_lines, spreadsheet, template
from cchc_wagtail.mail.models import OutgoingMail
from cchc_wagtail.organisation.models import ThematicArea
from cchc_wagtail.procedures.models import ProcedurePage
from cchc_wagtail.procedures.records.importer import ProcedureImporter
from cchc_wagtail.search import search

pytestmark = pytest.mark.django_db


def states(outcomes):
    return [str(outcome.state) for outcome in outcomes]


def the_page():
    return ProcedurePage.objects.get(code="1.001234")


def edit(**values):
    """Save a draft as an editor does."""
    page = the_page().get_latest_revision_as_object()
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision()


def test_published(run, record):
    assert states(run(record, publish=True)) == ["new"]
    page = the_page()
    assert page.live and not page.has_unpublished_changes and page.at_province
    (channel,) = page.channels.all()
    assert channel.time_limit_text == "5 ngày làm việc" and channel.fee_text == "Miễn phí"
    assert page.conditions == "" and len(page.steps) == 2 and page.result == "Giấy phép"
    (basis,) = page.legal_bases.all()
    assert basis.document.number == "61/2018/NĐ-CP" and basis.number_key == "61-2018-nd-cp"
    assert search("giay phep thu nghiem").hits[0].key == "1.001234"


def test_a_second_run_changes_nothing(run, record):
    run(record, publish=True)
    revision = the_page().latest_revision_id
    assert states(run(record, publish=True)) == ["unchanged"]
    assert the_page().latest_revision_id == revision


def test_drafts_enter_the_workflow(run, record):
    run(record)
    page = the_page()
    assert not page.live
    assert page.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
    # Hundreds of pieces at once: whoever checks them hears of them in the daily mail.
    assert not OutgoingMail.objects.exists()
    assert states(run(record)) == ["unchanged"]
    assert states(run(record, publish=True)) == ["published"]
    assert the_page().live


def test_a_dry_run_changes_nothing(run, record):
    assert states(run(record, dry_run=True)) == ["new"]
    assert not ProcedurePage.objects.exists() and not ImportedRecord.objects.exists()
    assert not ThematicArea.objects.filter(name="Lĩnh vực thử").exists()


def test_a_change_of_the_source_is_taken(run, record):
    run(record, publish=True)
    record["ket_qua"] = "Giấy phép có gắn chíp"
    (outcome,) = run(record, publish=True)
    assert [change.field for change in outcome.changes] == ["ket_qua"]
    assert the_page().result == "Giấy phép có gắn chíp"


def test_what_an_editor_changed_is_never_overwritten(run, record):
    run(record, publish=True)
    edit(receiving_agency="Bộ phận Một cửa")
    record["co_quan_thuc_hien"] = "Phòng Lãnh sự, tầng 2"
    record["ket_qua"] = "Giấy phép mới"
    for _ in range(2):
        (outcome,) = run(record, publish=True)
        assert [conflict.field for conflict in outcome.conflicts] == ["co_quan_thuc_hien"]
    latest = the_page().get_latest_revision_as_object()
    assert (latest.receiving_agency, latest.result) == ("Bộ phận Một cửa", "Giấy phép mới")
    # The draft of the editor is nobody's to publish.
    assert the_page().receiving_agency == "Phòng Lãnh sự"


@pytest.mark.parametrize("side, kept", [("page", "Bộ phận Một cửa"), ("file", "Tầng 2")])
def test_a_conflict_that_was_decided_is_settled(run, record, side, kept):
    run(record, publish=True)
    edit(receiving_agency="Bộ phận Một cửa")
    record["co_quan_thuc_hien"] = "Tầng 2"
    decisions = {"1.001234": {"co_quan_thuc_hien": side}}
    run(record, decisions=decisions)
    assert the_page().get_latest_revision_as_object().receiving_agency == kept
    assert states(run(record)) == ["unchanged"]


def test_a_page_that_was_here_before_keeps_what_it_says(run, record):
    from tests.factories import ProcedurePageFactory

    parent = ProcedureImporter().parent
    ProcedurePageFactory(parent=parent, code="1.001234", title="Tên khác", summary="Tóm tắt")
    (outcome,) = run(record)
    assert [conflict.field for conflict in outcome.conflicts] == ["ten_thu_tuc"]
    latest = the_page().get_latest_revision_as_object()
    assert latest.title == "Tên khác" and latest.receiving_agency == "Phòng Lãnh sự"


def test_a_form_that_was_attached_stays(run, record, section):
    from django.core.files.base import ContentFile
    from wagtail.documents.models import Document

    record["thanh_phan_ho_so"] = "--Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn;NA5.doc1 bản chính"
    run(record, publish=True)
    page = the_page()
    file = Document.objects.create(title="NA5", file=ContentFile(b"x", name="NA5.doc"))
    page.dossier[0].value["papers"][0]["form_file"] = file
    page.save_revision().publish()
    record["thanh_phan_ho_so"] += "Ảnh1 bản chính"
    assert states(run(record, publish=True)) == ["changed"]
    papers = the_page().get_latest_revision_as_object().dossier[0].value["papers"]
    assert [paper["form_file"] for paper in papers] == [file, None]


def test_wrong_rows_are_told_and_the_rest_is_imported(run, record):
    outcomes = run(
        {**record, "ma_thu_tuc": "xyz"},
        {**record, "ma_thu_tuc": ""},
        {**record, "cap_thuc_hien": "Cấp huyện"},
        {**record, "ma_thu_tuc": "1.000002", "cach_thuc": {"a": 1}, "cach_thuc_raw": ""},
        {**record, "ma_thu_tuc": "1.000003", "ten_thu_tuc": ""},
        {**record, "ma_thu_tuc": "1.000004", "detail_url": "không phải địa chỉ"},
        {**record, "ma_thu_tuc": "1.000005", "don_vi_phu_trach": "Phòng Không Có"},
        record | {"ma_thu_tuc": "1.000006"},
        record | {"ma_thu_tuc": "1.000006"},
    )
    assert states(outcomes) == ["error"] * 7 + ["new", "error"]
    assert "8" in outcomes[-1].messages[-1].text
    assert ProcedurePage.objects.count() == 1
    assert all(any(m.is_error for m in o.messages) for o in outcomes if o.state == "error")


def test_a_row_that_fails_leaves_no_half_of_it(run, record):
    run({**record, "detail_url": "không phải địa chỉ", "linh_vuc": "Chỉ ở dòng lỗi"}, record)
    assert not ThematicArea.objects.filter(name="Chỉ ở dòng lỗi").exists()


def test_a_locked_page_is_left_alone(run, record):
    run(record, publish=True)
    ProcedurePage.objects.update(locked=True)
    assert states(run({**record, "ket_qua": "Khác"})) == ["error"]


def test_hostile_markup_does_not_reach_the_page(run, record, client):
    record["yeu_cau_dieu_kien"] = '<p onclick="x()">Điều kiện</p><script>alert(1)</script>'
    record["ten_thu_tuc"] = "Tên <img src=x onerror=alert(2)> thủ tục"
    run(record, publish=True)
    html = client.get(the_page().url).content.decode()
    assert "Điều kiện" in html
    assert "alert(" not in html and "onclick" not in html and "onerror" not in html


def test_a_name_longer_than_a_title(run, record):
    record["ten_thu_tuc"] = "Xét hưởng chế độ " * 25
    (outcome,) = run(record, publish=True)
    page = the_page()
    assert page.name == record["ten_thu_tuc"].strip() and len(page.title) <= 255
    assert any("tên đầy đủ" in message.text for message in outcome.messages)
    assert states(run(record, publish=True)) == ["unchanged"]


def test_withdrawn_procedures_are_listed_and_stay(run, record):
    run(record, {**record, "ma_thu_tuc": "1.000002"}, publish=True)
    assert [gone["key"] for gone in withdrawn_keys(ProcedureImporter(), ["1.000002"])] == [
        "1.001234"
    ]
    assert the_page().live


def test_related_procedures_by_code(run, record):
    run({**record, "ma_thu_tuc": "1.000002"}, {**record, "thu_tuc_lien_quan": "1.000002, 1.000009"})
    latest = the_page().get_latest_revision_as_object()
    assert [row.related.code for row in latest.chosen_procedures.all()] == ["1.000002"]


class TestRoundTrip:
    @pytest.fixture
    def published(self, run, record, shared_data):
        sample = (shared_data / "procedures-sample.jsonl").read_text().splitlines()[:240:12]
        run(record, *map(json.loads, sample), publish=True)

    def again(self, content, name):
        from cchc_wagtail.imports.running import run_rows

        file = io.BytesIO(content)
        file.name = name
        return list(run_rows(ProcedureImporter(), file, dry_run=True))

    def test_what_is_exported_as_json_changes_nothing(self, published):
        outcomes = self.again("".join(json_lines(ProcedureImporter())).encode(), "x.jsonl")
        assert set(states(outcomes)) == {"unchanged"} and len(outcomes) == 21

    def test_what_is_exported_as_a_spreadsheet_changes_nothing(self, published):
        outcomes = self.again(spreadsheet(ProcedureImporter()), "x.xlsx")
        assert [
            (o.key, o.changes, o.conflicts, o.messages)
            for o in outcomes
            if o.changes or o.conflicts
        ] == []

    def test_drafts_and_private_pages_are_not_exported(self, run, record, section):
        run(record)
        assert list(json_lines(ProcedureImporter())) == []

    def test_the_template_can_be_imported(self, section):
        (outcome,) = self.again(template(ProcedureImporter()), "mau.xlsx")
        assert outcome.state == "new" and not any(m.is_error for m in outcome.messages)


class TestCommand:
    def call(self, *arguments, **options):
        out = io.StringIO()
        call_command("cchc_import", *arguments, stdout=out, stderr=io.StringIO(), **options)
        return out.getvalue()

    @pytest.fixture
    def file(self, tmp_path, record, section):
        path = tmp_path / "x.jsonl"
        path.write_text(json.dumps(record))
        return str(path)

    def test_it_tells_what_it_did(self, file):
        assert "Mới 1" in self.call("procedures", file, dry_run=True)
        assert not ProcedurePage.objects.exists()
        assert "Mới 1" in self.call("procedures", file, publish=True)
        assert the_page().live
        assert "Không đổi 1" in self.call("procedures", file)

    def test_as_somebody_with_their_permissions(self, file, section):
        from cchc_wagtail.organisation.models import Unit
        from tests.factories import UserFactory

        for kind, may in [("professional", False), ("office", True)]:
            user = UserFactory(groups=[Unit.objects.filter(kind=kind).first().group])
            if may:
                self.call("procedures", file, user=user.username)
                assert the_page().owner == user
                with pytest.raises(CommandError):
                    self.call("procedures", file, user=user.username, publish=True)
            else:
                with pytest.raises(CommandError):
                    self.call("procedures", file, user=user.username)

    @pytest.mark.parametrize(
        "arguments",
        [
            ("nothing-of-the-kind", "x"),
            ("procedures", "khong-co.jsonl"),
            ("procedures", __file__),
        ],
    )
    def test_errors_in_words(self, section, arguments):
        with pytest.raises(CommandError) as error:
            self.call(*arguments)
        assert len(str(error.value)) > 15

    def test_no_list_of_procedures(self, file):
        from cchc_wagtail.procedures.models import ProcedureIndexPage

        ProcedureIndexPage.objects.get().delete()
        with pytest.raises(CommandError, match="cchc_setup"):
            self.call("procedures", file)


class TestCodes:
    """A code that a spreadsheet kept as a number is restored where it is known, or refused."""

    def test_the_zeros_are_restored_where_the_code_is_known(self, run, record):
        run({**record, "ma_thu_tuc": "1.001200"}, publish=True)
        for cut in ["1.0012", "1.00120", "1,0012"]:
            (outcome,) = run({**record, "ma_thu_tuc": cut})
            assert outcome.key == "1.001200" and outcome.state == "unchanged"
            assert not outcome.messages[0].is_error
        assert ProcedurePage.objects.count() == 1

    @pytest.mark.parametrize(
        "code", ["1.00145", "1.0014560", "11.001456", "1.001456.1", "1001456", "1.001456E+2", "1"]
    )
    def test_what_is_no_whole_code_is_refused(self, run, record, code):
        assert states(run({**record, "ma_thu_tuc": code}, publish=True)) == ["error"]
        assert not ProcedurePage.objects.exists()


def test_register_names_that_differ_by_case_or_punctuation_are_one_row(run, record):
    names = ["Tổ chức cán bộ", "Tổ chức, cán bộ", "TỔ CHỨC – CÁN BỘ"]
    records = [{**record, "ma_thu_tuc": f"1.00000{n}", "linh_vuc": x} for n, x in enumerate(names)]
    assert states(run(*records, publish=True)) == ["new"] * 3
    assert ThematicArea.objects.filter(name__in=names).count() == 1
    assert states(run(*records, publish=True)) == ["unchanged"] * 3


def test_a_file_that_lacks_columns_changes_only_what_it_has(run, record):
    run(record, publish=True)
    (outcome,) = run({"ma_thu_tuc": "1.001234", "ten_thu_tuc": "Tên mới"}, publish=True)
    assert [change.field for change in outcome.changes] == ["ten_thu_tuc"]
    assert the_page().receiving_agency == "Phòng Lãnh sự" and the_page().title == "Tên mới"
    assert states(run(record | {"ten_thu_tuc": "Tên mới"}, publish=True)) == ["unchanged"]


class TestTheCommand:
    @pytest.fixture
    def command(self, section, tmp_path):
        def command(content, *options, name="x.csv"):
            path = tmp_path / name
            path.write_text(content, "utf-8")
            out = io.StringIO()
            try:
                call_command("cchc_import", "procedures", str(path), *options, stdout=out)
            except CommandError as error:
                error.told = out.getvalue()
                raise
            return out.getvalue()

        return command

    CSV = "Mã số,Việc,Ghi chú\n1.001234,Cấp giấy phép,x\n"

    def test_columns_are_mapped(self, command):
        out = command(self.CSV, "--map", "Việc=Tên thủ tục")
        assert "Ghi chú" in out and "“Việc”" not in out
        assert the_page().title == "Cấp giấy phép"

    @pytest.mark.parametrize("option", ["Việc=không có", "Không có=ten_thu_tuc", "Việc"])
    def test_a_mapping_that_leads_nowhere_is_told(self, command, option):
        with pytest.raises(CommandError):
            command(self.CSV, "--map", option)

    def test_a_partial_file_says_nothing_of_the_rest(self, command, run, record):
        run(record, {**record, "ma_thu_tuc": "1.000002"}, publish=True)
        content = "Mã thủ tục,Tên thủ tục\n1.000009,Mới\n"
        assert "không còn trong nguồn" not in command(content)
        out = command(content, "--whole")
        assert "2 mục không còn trong nguồn" in out and "1.000002" not in out

    def test_one_ill_shaped_row_does_not_stop_it(self, command, record):
        rows = [{**record, "ket_qua": [{"a": 1}]}, {**record, "ma_thu_tuc": "1.000002"}]
        content = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        with pytest.raises(CommandError, match=r"1 dòng có lỗi\.") as failure:
            command(content, name="x.jsonl")
        assert "Lỗi 1, Mới 1." in failure.value.told and failure.value.returncode == 1


@pytest.mark.parametrize("form", ["xlsx", "jsonl"])
def test_an_export_that_nobody_edited_comes_back_as_unchanged(section, shared_data, form):
    from cchc_wagtail.imports.running import run_rows
    from tests.factories import ProcedurePageFactory

    with (shared_data / "portal-records.jsonl").open("rb") as file:
        list(run_rows(ProcedureImporter(), file, publish=True))
    ProcedurePageFactory(parent=ProcedureImporter().parent, channels=3, summary="Dòng\r\nhai")
    importer = ProcedureImporter()
    lines = "".join(json_lines(importer)).encode()
    content = spreadsheet(importer) if form == "xlsx" else lines
    file = io.BytesIO(content)
    file.name = f"x.{form}"
    outcomes = list(run_rows(ProcedureImporter(), file, publish=True))
    assert {(o.key, str(o.state)) for o in outcomes if o.state != "unchanged"} == set()
    assert len(outcomes) == 61
