"""Legal documents from their files: proposed, corrected by an editor, saved as drafts."""

import datetime
import io
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model

from cchc_wagtail.content.files import may_have
from cchc_wagtail.content.refusals import SENTENCES
from cchc_wagtail.files import read_file
from cchc_wagtail.files.plain import read_text
from cchc_wagtail.files.reading import CODES
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.registry.from_files import working
from cchc_wagtail.registry.from_files.proposals import propose
from cchc_wagtail.registry.from_files.registering import DealtWith
from cchc_wagtail.registry.from_files.registering import register as enter
from cchc_wagtail.registry.from_files.retention import forget_old_files
from cchc_wagtail.registry.from_files.words import name_in
from cchc_wagtail.registry.models import (
    Issuer,
    LegalDocument,
    RelationKind,
    RelationProposal,
    SourceFile,
)
from tests.factories import DocumentTypeFactory, LegalDocumentFactory, UserFactory
from tests.files import making

pytestmark = pytest.mark.django_db
FILES = "cchc_registry_from_files"
FILE = "cchc_registry_from_file"


@pytest.fixture(scope="module")
def decision():
    return making.decision()


@pytest.fixture
def at_once(monkeypatch):
    """Files are read within the request: a thread would not see the transaction of a test."""
    monkeypatch.setattr(working, "start", working.read_waiting.call)


@pytest.fixture
def office(log_in, at_once):
    return log_in("office")


@pytest.fixture
def issuer(section):
    return Issuer.objects.get(name="Sở Ngoại vụ")


@pytest.fixture
def no_issuer(section):
    Issuer.objects.filter(name__contains="Ngoại vụ").delete()


def send(client, *files):
    """Send pairs of name and content; return them as stored, in that order."""
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    response = client.post(reverse(FILES), {"files": sent})
    assert response.status_code == 302, response.content.decode()[-3000:]
    return list(SourceFile.objects.order_by("pk"))[-len(files) :]


def open_file(client, file):
    response = client.get(reverse(FILE, args=[file.pk]))
    assert response.status_code == 200
    return response


def filled(response, **changes):
    """Return what a browser would send of the form in ``response``."""
    form = response.context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        if value is True:
            data[bound.html_name] = "on"
        elif value not in (None, False, ""):
            data[bound.html_name] = str(value)
    data.update(changes)
    return {name: value for name, value in data.items() if value is not None}


def register(client, file, **changes):
    response = client.post(
        reverse(FILE, args=[file.pk]), filled(open_file(client, file), **changes)
    )
    return response


def test_from_a_dropped_file_to_a_draft(office, issuer, decision):
    (file,) = send(office, ("quyet-dinh.docx", decision))
    assert (file.state, file.title) == ("read", "Quyết định 45/QĐ-SNgV")
    shown = open_file(office, file).content.decode()
    for words in ["Số: 45/QĐ-SNgV", "Tây Ninh, ngày 12 tháng 3 năm 2024", "Nguyễn Văn A"]:
        assert f"“{words}”" in shown
    response = register(office, file)
    document = LegalDocument.objects.get(number="45/QĐ-SNgV")
    assert response.url == reverse(
        document.snippet_viewset.get_url_name("edit"), args=[document.pk]
    )
    assert not document.live and not document.workflow_in_progress
    assert document.issuer == issuer
    assert document.issued_on == datetime.date(2024, 3, 12)
    draft = document.get_latest_revision_as_object()
    assert "<h5>Điều 2. Lịch tiếp công dân</h5>" in draft.body
    file.refresh_from_db()
    assert (file.state, file.document) == ("registered", document)


def test_the_original_is_attached_and_private_until_it_is_published(
    office, issuer, decision, django_capture_on_commit_callbacks
):
    (file,) = send(office, ("quyet-dinh.docx", decision))
    # Wagtail 7 notes on commit what refers to what.
    with django_capture_on_commit_callbacks(execute=True):
        register(office, file)
    attached = LegalDocument.objects.get(number="45/QĐ-SNgV").files.get().file
    with attached.open_file() as opened:
        assert opened.read() == decision
    assert attached.collection == Unit.objects.get(kind="office").collection
    assert attached.file_size == len(decision)
    other = Unit.objects.filter(kind="professional").last().group
    assert not may_have(UserFactory(groups=[other]), attached)
    assert Client().get(attached.url).status_code in (302, 404)
    document = LegalDocument.objects.get(number="45/QĐ-SNgV")
    with django_capture_on_commit_callbacks(execute=True):
        document.get_latest_revision().publish()
    LegalDocument.objects.filter(pk=document.pk).update(is_listed=True)
    assert may_have(UserFactory(groups=[other]), attached)


def test_an_editor_corrects_what_was_read(office, issuer, decision):
    (file,) = send(office, ("quyet-dinh.docx", decision))
    day = "13/3/2024"
    changes = {"title": "Về tiếp công dân", "issued_on": day, "effective_from": day}
    register(office, file, **changes, with_text=None)
    document = LegalDocument.objects.get(number="45/QĐ-SNgV")
    assert (document.title, document.issued_on) == ("Về tiếp công dân", datetime.date(2024, 3, 13))
    assert document.body == ""


def test_what_is_wrong_is_said_and_nothing_is_stored(office, issuer, decision):
    (file,) = send(office, ("quyet-dinh.docx", decision))
    response = register(office, file, number="không số", issuer=None, new_issuer="Cơ quan mới")
    assert response.status_code == 200
    assert "không số" in response.content.decode()
    assert not LegalDocument.objects.filter(document_type__name="Quyết định", live=False).exists()
    assert not Issuer.objects.filter(name="Cơ quan mới").exists()
    assert SourceFile.objects.get().state == "read"
    assert not get_document_model().objects.exists()


def test_an_issuer_that_is_not_registered_is_doubtful_and_made_on_saving(
    office, no_issuer, decision
):
    (file,) = send(office, ("quyet-dinh.docx", decision))
    response = open_file(office, file)
    assert response.context["form"].initial["new_issuer"] == "Sở Ngoại vụ"
    assert response.context["proposal"].fields["issuer"].doubts
    register(office, file)
    assert LegalDocument.objects.get(number="45/QĐ-SNgV").issuer.name == "Sở Ngoại vụ"


def test_who_may_not_add_issuers_chooses_one(log_in, no_issuer, at_once, decision):
    unit = log_in("professional")
    (file,) = send(unit, ("quyet-dinh.docx", decision))
    response = register(unit, file)
    assert "new_issuer" not in response.context["form"].fields
    assert response.context["form"].errors["issuer"]
    assert not Issuer.objects.filter(name="Sở Ngoại vụ").exists()


@pytest.fixture
def read_decision(decision):
    return read_file("a.docx", decision)


def test_a_relation_to_what_is_not_registered_waits(office, issuer, decision):
    (file,) = send(office, ("quyet-dinh.docx", decision))
    register(office, file)
    proposal = RelationProposal.objects.get()
    assert (proposal.kind, proposal.target_key, proposal.decided_on) == (
        RelationKind.REPLACES,
        "12-qd-sngv",
        None,
    )
    assert "05 tháng 02 năm 2019" in proposal.written
    answer = office.get(reverse("cchc_registry_unresolved")).content.decode()
    assert "12/QĐ-SNgV" in answer


def test_a_relation_to_a_registered_document_is_made_once_confirmed(office, issuer, decision):
    old = LegalDocumentFactory(
        number="12/QĐ-SNgV", issuer=issuer, issued_on=datetime.date(2019, 2, 5)
    )
    (file,) = send(office, ("quyet-dinh.docx", decision))
    register(office, file)
    relation = LegalDocument.objects.get(number="45/QĐ-SNgV").relations.get()
    assert (relation.kind, relation.target, relation.articles) == (RelationKind.REPLACES, old, "")
    assert not RelationProposal.objects.exists()


def test_a_relation_whose_tick_is_taken_away_is_not_proposed_again(office, issuer, decision):
    LegalDocumentFactory(number="12/QĐ-SNgV", issuer=issuer, issued_on=datetime.date(2019, 2, 5))
    (file,) = send(office, ("quyet-dinh.docx", decision))
    register(office, file, **{"relation-0": None})
    assert not LegalDocument.objects.get(number="45/QĐ-SNgV").relations.exists()
    assert RelationProposal.objects.get().decided_on is not None


def test_of_two_that_fit_the_editor_chooses(office, issuer, decision):
    years = [2019, 2018]
    old, _older = [
        LegalDocumentFactory(number="12/QĐ-SNgV", issuer=issuer, issued_on=datetime.date(y, 2, 5))
        for y in years
    ]
    (file,) = send(office, ("quyet-dinh.docx", decision))
    register(office, file, **{"target-0": str(old.pk)})
    assert LegalDocument.objects.get(number="45/QĐ-SNgV").relations.get().target == old


def test_nothing_is_registered_twice(office, issuer, decision):
    there = LegalDocumentFactory(
        number="45/QĐ-SNgV", issuer=issuer, issued_on=datetime.date(2024, 3, 12), body=""
    )
    (file,) = send(office, ("quyet-dinh.docx", decision))
    response = open_file(office, file)
    assert response.context["proposal"].same == there
    assert "form" not in response.context
    assert any(
        "Ban hành Quy chế" in here for _l, _t, here in response.context["proposal"].differences
    )
    data = {"document": there.pk, "with_file": "on", "with_text": "on"}
    office.post(reverse(FILE, args=[file.pk]), data)
    assert LegalDocument.objects.filter(number="45/QĐ-SNgV").count() == 1
    stored = LegalDocument.objects.get(pk=there.pk)
    draft = stored.get_latest_revision_as_object()
    assert stored.body == "" and "Điều 2." in draft.body
    assert draft.title == there.title
    assert draft.files.count() == 1
    assert RelationProposal.objects.get(document=there).target_key == "12-qd-sngv"


def test_the_same_number_with_other_data_is_a_question(office, issuer, decision):
    other = LegalDocumentFactory(
        number="45/QĐ-SNgV", issuer=issuer, issued_on=datetime.date(2023, 1, 9)
    )
    (file,) = send(office, ("quyet-dinh.docx", decision))
    response = register(office, file)
    assert response.context["proposal"].others == [other]
    assert "is_another" in response.context["form"].errors
    assert LegalDocument.objects.filter(number="45/QĐ-SNgV").count() == 1
    register(office, file, is_another="on")
    assert LegalDocument.objects.filter(number="45/QĐ-SNgV").count() == 2


def test_who_sends_it_twice_registers_once(office, issuer, decision):
    (file,) = send(office, ("quyet-dinh.docx", decision))
    data = filled(open_file(office, file))
    SourceFile.objects.update(state="set_aside")
    document = LegalDocument(document_type=DocumentTypeFactory(), number="1/QĐ-X", issuer=issuer)
    with pytest.raises(DealtWith):
        enter(document, file, with_text=True, accepted=[], declined=[], user=None)
    assert office.post(reverse(FILE, args=[file.pk]), data).url == reverse(FILES)
    assert not LegalDocument.objects.filter(number="45/QĐ-SNgV").exists()


def test_a_locked_document_is_left_alone(office, issuer, decision):
    there = LegalDocumentFactory(
        number="45/QĐ-SNgV", issuer=issuer, issued_on=datetime.date(2024, 3, 12)
    )
    LegalDocument.objects.filter(pk=there.pk).update(
        locked=True, locked_by=UserFactory(), locked_at=timezone.now()
    )
    (file,) = send(office, ("quyet-dinh.docx", decision))
    response = office.post(reverse(FILE, args=[file.pk]), {"document": there.pk, "with_text": "on"})
    assert response.status_code == 302 and SourceFile.objects.get().state == "read"
    assert LegalDocument.objects.get(pk=there.pk).latest_revision is None


def test_a_text_that_is_no_legal_document_proposes_nothing(office):
    (file,) = send(office, ("bai.docx", making.letter()))
    response = open_file(office, file)
    assert not response.context["proposal"].is_legal
    assert "form" not in response.context
    assert office.post(reverse(FILE, args=[file.pk]), {"number": "1/QĐ-X"}).status_code == 404


def test_a_broken_file_beside_good_ones(office, decision):
    bad, good = send(office, ("trong.docx", b""), ("quyet-dinh.docx", decision))
    assert (bad.state, bad.error, good.state) == ("failed", "empty", "read")
    assert str(SENTENCES["empty"]) in office.get(reverse(FILES)).content.decode()
    office.post(reverse(FILE, args=[bad.pk]), {"action": "set_aside"})
    bad.refresh_from_db()
    assert bad.state == "set_aside"


def test_every_reason_has_its_sentence():
    assert set(SENTENCES) >= CODES


def test_another_editor_does_not_see_the_file(log_in, at_once, decision):
    (file,) = send(
        log_in("professional"), ("a.pdf", making.pdf([["So: 1/QD-X and some more text here"]]))
    )
    other = log_in("office")
    assert "a.pdf" not in other.get(reverse(FILES)).content.decode()
    for name in (FILE, "cchc_registry_from_file_page"):
        assert other.get(reverse(name, args=[file.pk])).status_code == 404
    admin = log_in("admin")
    assert admin.get(reverse("cchc_registry_from_file_page", args=[file.pk])).status_code == 200


def test_how_far_the_work_is(log_in, monkeypatch, decision):
    monkeypatch.setattr(working, "start", lambda: None)
    client = log_in("office")
    (file,) = send(client, ("a.docx", decision))
    address = reverse("cchc_registry_from_files_progress")
    assert client.get(address).json() == {"working": True, "processed": 0, "total": 1}
    assert "data-cchc-progress" in client.get(reverse(FILES)).content.decode()
    working.read_waiting.call()
    assert client.get(address).json() == {"working": False, "processed": 1, "total": 1}
    file.refresh_from_db()
    assert file.state == "read"


def test_a_file_whose_reading_breaks_off_three_times_is_left(decision):
    file = SourceFile.objects.create(
        file_name="a.docx", content=decision, size=1, sha256="x", attempts=3
    )
    working.read_waiting.call()
    file.refresh_from_db()
    assert (file.state, file.error) == ("failed", "interrupted")


def test_old_files_are_forgotten_and_their_record_stays(office, issuer, decision):
    done, waiting = send(office, ("a.docx", decision), ("b.docx", making.letter()))
    register(office, done)
    SourceFile.objects.update(created_at=timezone.now() - datetime.timedelta(days=31))
    assert forget_old_files() == 2
    assert forget_old_files() == 0
    left = SourceFile.objects.get()
    assert (left.pk, bytes(left.content), left.reading) == (done.pk, b"", None)
    assert left.sha256 and left.document.number == "45/QĐ-SNgV"
    assert office.get(reverse(FILE, args=[left.pk])).status_code == 200
    assert not SourceFile.objects.filter(pk=waiting.pk).exists()


def test_the_list_asks_the_database_no_more_for_more_files(office, decision):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as context:
            office.get(reverse(FILES))
        return len(context)

    send(office, ("a.docx", making.letter()))
    few = queries()
    send(office, *[(f"{n}.docx", making.letter()) for n in range(4)])
    assert queries() == few


def test_too_many_files_at_once(office):
    files = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(51)]
    response = office.post(reverse(FILES), {"files": files})
    assert response.status_code == 200 and response.context["form"].errors


def test_the_button_stands_above_the_list(log_in):
    address = reverse(LegalDocument.snippet_viewset.get_url_name("list"))
    for role, is_there in [("office", True), ("professional", True), ("leadership", False)]:
        shown = log_in(role).get(address).content.decode()
        assert (reverse(FILES) in shown) == is_there


# What is proposed


def test_the_year_of_the_number_and_the_day_disagree():
    text = (
        "CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 9/2020/NĐ-CP\nHà Nội, ngày 02 tháng 01 năm 2021\nNGHỊ ĐỊNH\nVề việc thử\n"
        "Căn cứ Luật Tổ chức Chính phủ;\nĐiều 1. Thử\n"
    )
    proposal = propose(read_file("a.txt", text.encode()))
    assert proposal.fields["issued_on"].doubts and not proposal.fields["number"].doubts


def test_the_office_of_the_government_is_not_the_government(section):
    text = (
        "VĂN PHÒNG CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 1/2020/TT-VPCP\nHà Nội, ngày 02 tháng 01 năm 2020\nTHÔNG TƯ\nVề việc thử\n"
        "Căn cứ Luật Tổ chức Chính phủ;\nĐiều 1. Thử\n"
    )
    assert Issuer.objects.filter(name="Chính phủ").exists()
    Issuer.objects.filter(name="Văn phòng Chính phủ").delete()
    assert (
        propose(read_file("a.txt", text.encode())).fields["issuer"].value == "Văn phòng Chính phủ"
    )


# The command


@pytest.fixture
def folder(tmp_path, decision):
    (tmp_path / "quyet-dinh.docx").write_bytes(decision)
    (tmp_path / "bai.docx").write_bytes(making.letter())
    (tmp_path / "ghi-chu.csv").write_text("không đọc")
    return tmp_path


def run(path, **options):
    out = io.StringIO()
    call_command("cchc_import", "documents", str(path), stdout=out, **options)
    return out.getvalue()


def test_a_folder_by_the_command(section, folder):
    assert "45/QĐ-SNgV" in run(folder, dry_run=True)
    assert not LegalDocument.objects.filter(number="45/QĐ-SNgV").exists()
    assert not SourceFile.objects.exists()
    said = run(folder)
    assert said.count("\n") == 3 and "csv" not in said
    document = LegalDocument.objects.get(number="45/QĐ-SNgV")
    assert not document.live and "Điều 2." in document.body and document.files.count() == 1
    # Nobody has looked at it: what it says of others is proposed.
    assert RelationProposal.objects.get().decided_on is None
    before = [document.latest_revision_id, get_document_model().objects.count()]
    run(folder)
    document.refresh_from_db()
    assert [document.latest_revision_id, get_document_model().objects.count()] == before


def test_a_file_by_the_command_that_cannot_be_read(section, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7 torn")
    with pytest.raises(CommandError):
        run(path)


# The texts themselves

LAW = {
    "107-2021-ND-CP": [("amends", "61-2018-nd-cp")],
    "51-2019-QH14": [("amends", "47-2014-qh13")],
    "23-2023-QH15": [("amends", "47-2014-qh13"), ("amends", "49-2019-qh14")],
}


@pytest.mark.parametrize("name", LAW)
def test_the_law_that_amends_law_stands_proposed(section, shared_data, name):
    text = (shared_data / "law" / f"{name}.txt").read_bytes()
    for number in {key for _kind, key in LAW[name]} - {"61-2018-nd-cp"}:
        serial, year, sign = number.split("-")
        LegalDocumentFactory(
            number=f"{serial}/{year}/{sign.upper()}",
            issued_on=datetime.date(int(year), 6, 16),
            document_type=DocumentTypeFactory(name="Luật"),
            title=TITLES[number],
        )
    proposal = propose(read_file(f"{name}.txt", text))
    assert sorted(
        {
            (one.kind.value, target.number_key)
            for one in proposal.relations
            for target in one.candidates
        }
    ) == sorted(LAW[name])


TITLES = {
    "47-2014-qh13": "Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại Việt Nam",
    "49-2019-qh14": "Xuất cảnh, nhập cảnh của công dân Việt Nam",
}


def test_all_the_law_that_there_is_keeps_its_articles(shared_data):
    """Each article is found outside quotations, whatever broke its lines."""
    amending = {"107-2021-ND-CP", "23-2023-QH15", "51-2019-QH14"}
    for path in sorted((shared_data / "law").glob("*.txt")):
        body = read_text(Path(path).read_bytes())["body"]
        found = re.findall(r"<(?:h\d|p)>(?:<b>)?Điều (\d+)", body)
        numbers = list(dict.fromkeys(map(int, found)))
        if numbers and path.stem not in amending:
            assert set(range(1, max(numbers) + 1)) == set(numbers), path.name
        # No paragraph begins in the middle of a sentence.
        main = body.split("Nơi nhận")[0].split("PHỤ LỤC")[0]
        torn = re.findall(r"[^:]</p><p>([^\W\d_]{2,} .{20})", main)
        torn = [one for one in torn if one[0].islower()]
        assert torn == [], path.name


@pytest.mark.parametrize(
    "value, words",
    [
        ("Ban hành Quy chế (ví dụ)", "BAN HÀNH QUY CHẾ (VÍ DỤ)"),
        ("45/QĐ-SNgV", "Số: 45/QĐ-SNgV"),
        ("Về việc khác", ""),
        ("", ""),
    ],
)
def test_the_words_that_a_value_was_read_from(value, words):
    text = "Số: 45/QĐ-SNgV\nBAN HÀNH QUY CHẾ\n(VÍ DỤ)\nĐiều 1. Ban hành"
    assert name_in(text, value) == words
