"""A file is public as long as something published and unrestricted refers to it."""

import json
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, PageViewRestriction

from cchc_wagtail.content.checks import check_files, check_forms
from cchc_wagtail.portal.setup.groups import create_collections
from tests.editorial.acting import act, submit, write_article, write_document
from tests.factories import ProcedurePageFactory

Document = get_document_model()

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n%a small file\n"


@pytest.fixture(autouse=True)
def collections(office):
    create_collections()
    for unit in office.units.values():
        unit.refresh_from_db()


def a_file(collection=None, name="quy-trinh.pdf"):
    fields = {"collection": collection} if collection else {}
    return Document.objects.create(title=name, file=ContentFile(PDF, name=name), **fields)


def a_picture(collection):
    return get_image_model().objects.create(
        title="Ảnh", file=get_test_image_file(), collection=collection
    )


def link(file):
    return f'<p><a linktype="document" id="{file.pk}">Tệp</a></p>'


def body(file):
    return json.dumps([{"type": "paragraph", "value": link(file)}])


def write(office, file, kind):
    """Return a draft with a link to ``file``: an article, or a legal document."""
    author, unit = office.people["unit"], office.units["unit"]
    if kind == "document":
        return write_document(author, unit, body=link(file))
    return write_article(office.column, author, unit, body=body(file))


def publish(piece, people):
    submit(piece, people["unit"])
    act(piece, people["office"], "approve")
    return act(piece, people["leadership"], "approve")


def status(client, file, user=None):
    client.logout()
    if user is not None:
        client.force_login(user)
    return client.get(file.url).status_code


@pytest.mark.parametrize("kind", ["page", "document"])
def test_from_the_draft_to_the_publication_and_back(client, office, people, kind):
    file = a_file(office.units["unit"].collection)
    assert status(client, file) == 404
    piece = write(office, file, kind)
    assert status(client, file) == 404
    for name, expected in [("unit", 200), ("office", 200), ("leadership", 200), ("other", 404)]:
        assert status(client, file, people[name]) == expected, name
    piece = publish(piece, people)
    assert status(client, file) == 200
    piece.unpublish()
    assert status(client, file) == 404


def test_behind_a_restriction_it_is_not_public(client, office, people):
    file = a_file(office.units["unit"].collection)
    publish(write(office, file, "page"), people)
    PageViewRestriction.objects.create(page=office.column, restriction_type="login")
    assert status(client, file) == 404


def test_the_iso_file_of_a_procedure(client, office):
    file = a_file(office.units["unit"].collection)
    procedure = ProcedurePageFactory(parent=office.column, iso_file=file, live=False)
    assert status(client, file) == 404
    procedure.live = True
    procedure.save()
    assert status(client, file) == 200


def test_one_that_only_a_later_draft_names_is_not_public(client, office, people):
    shared = Collection.objects.get(name="Dùng chung")
    file = a_file(shared)
    piece = publish(write_article(office.column, people["unit"], office.units["unit"]), people)
    draft = piece.get_latest_revision_as_object()
    draft.body = body(file)
    draft.save_revision(user=people["unit"])
    assert status(client, file) == 404


def test_the_files_of_the_host_stay_as_they_were(client):
    assert status(client, a_file()) == 200


@pytest.mark.parametrize("is_governed", [True, False])
def test_it_costs_one_query(client, office, people, monkeypatch, is_governed):
    file = a_file(office.units["unit"].collection if is_governed else None)
    publish(write(office, file, "page"), people)
    publish(write(office, file, "document"), people)
    client.get(file.url)
    with CaptureQueriesContext(connection) as with_it:
        assert client.get(file.url).status_code == 200
    monkeypatch.setattr("cchc_wagtail.content.wagtail_hooks.may_have", lambda *args: True)
    with CaptureQueriesContext(connection) as without:
        client.get(file.url)
    assert len(with_it) == len(without) + 1


class TestReplacing:
    def replace(self, client, user, file, name="moi.pdf", content=PDF + b"new"):
        client.force_login(user)
        data = {
            "title": file.title,
            "file": ContentFile(content, name=name),
            "collection": file.collection_id,
            "tags": "",
        }
        address = reverse("wagtaildocs:edit", args=[file.pk])
        answer = client.post(address, data)
        file.refresh_from_db()
        return answer

    def test_not_while_it_is_published(self, client, office, people):
        file = a_file(office.units["unit"].collection)
        piece = publish(write(office, file, "page"), people)
        before = file.file.name
        for name in ("unit", "admin"):
            answer = self.replace(client, people[name], file)
            assert file.file.name == before
            assert "tệp khác" in answer.content.decode()
        piece.unpublish()
        self.replace(client, people["unit"], file)
        assert file.file.name != before

    @pytest.mark.parametrize("app", ["wagtaildocs", "wagtailimages"])
    @pytest.mark.parametrize("door", ["one", "bulk", "many"])
    def test_nor_is_it_deleted_while_it_is_published(self, client, office, people, app, door):
        unit = office.units["unit"]
        file = a_file(unit.collection) if app == "wagtaildocs" else a_picture(unit.collection)
        fields = {"body": body(file)} if app == "wagtaildocs" else {"image": file}
        piece = publish(write_article(office.column, people["unit"], unit, **fields), people)
        model = type(file)
        address, data = {
            "one": (reverse(f"{app}:delete", args=[file.pk]), {}),
            "bulk": (
                reverse(
                    "wagtail_bulk_action",
                    args=[model._meta.app_label, model._meta.model_name, "delete"],
                )
                + f"?id={file.pk}",
                {},
            ),
            "many": (reverse(f"{app}:delete_multiple", args=[file.pk]), {}),
        }[door]
        for name in ("unit", "office", "admin"):
            client.force_login(people[name])
            client.post(address, data, headers={"x-requested-with": "XMLHttpRequest"})
            assert model.objects.filter(pk=file.pk).exists(), name
        piece.unpublish()
        client.force_login(people["unit"])
        client.post(address, data, headers={"x-requested-with": "XMLHttpRequest"})
        assert not model.objects.filter(pk=file.pk).exists()

    @pytest.mark.parametrize(
        "name, content, is_taken",
        [
            ("a.pdf", PDF, True),
            ("a.exe", b"MZ\x90\x00", False),
            ("a.html", b"<script>alert(1)</script>", False),
            ("a.pdf", b"MZ\x90\x00\x03", False),
            ("a.pdf", b"<html><script>", False),
            ("a.txt", "Chữ Việt".encode(), True),
            ("a.txt", b"a\0b", False),
            ("a", PDF, False),
            # As Word 97 begins, with nothing behind that tells it from Excel.
            ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504, True),
        ],
    )
    def test_types_are_told_by_content(self, client, office, people, name, content, is_taken):
        file = a_file(office.units["unit"].collection)
        before = file.file.name
        self.replace(client, people["unit"], file, name, content)
        assert (file.file.name != before) == is_taken

    def test_a_real_workbook_is_taken(self, client, office, people):
        out = BytesIO()
        Workbook().save(out)
        file = a_file(office.units["unit"].collection)
        self.replace(client, people["unit"], file, "a.xlsx", out.getvalue())
        assert file.file.name.endswith(".xlsx")

    def test_a_published_picture_stays_too(self, client, office, people):
        image = a_picture(office.units["unit"].collection)
        author, unit = people["unit"], office.units["unit"]
        publish(write_article(office.column, author, unit, image=image), people)
        before = image.file.name
        client.force_login(people["unit"])
        data = {"title": "Ảnh", "file": get_test_image_file("b.png"), "tags": ""}
        data |= {"collection": image.collection_id, "description": ""}
        client.post(reverse("wagtailimages:edit", args=[image.pk]), data)
        image.refresh_from_db()
        assert image.file.name == before


class TestChecks:
    def test_the_forms(self, settings):
        assert check_form_ids() == []
        del settings.WAGTAILDOCS_DOCUMENT_FORM_BASE
        assert check_form_ids() == ["cchc_wagtail.W003"]

    def test_what_hands_out_files(self, settings):
        assert [one.id for one in check_files(None)] == ["cchc_wagtail.W005"]
        settings.WAGTAILDOCS_SERVE_METHOD = "direct"
        assert [one.id for one in check_files(None)] == ["cchc_wagtail.W004", "cchc_wagtail.W005"]
        call_command("check")


def check_form_ids():
    return [one.id for one in check_forms(None)]
