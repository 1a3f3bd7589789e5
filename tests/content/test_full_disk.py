"""A disk that fills up while a file is stored: whoever sent it is told, and no half file stays."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from tests.factories import UserFactory
from tests.full import full_disk

pytestmark = pytest.mark.django_db

SAID = "Không lưu được tệp"


def a_document():
    return ContentFile(b"%PDF-1.4\n" + b"%" * 5000, name="quy-trinh.pdf")


def a_picture():
    return ContentFile(get_test_image_file(size=(400, 400)).file.getvalue(), name="anh.png")


KINDS = {
    "documents": (get_document_model(), "wagtaildocs", a_document),
    "images": (get_image_model(), "wagtailimages", a_picture),
}
SCRIPT = {"x-requested-with": "XMLHttpRequest"}


@pytest.fixture(params=KINDS)
def kind(request, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return KINDS[request.param]


def files(folder):
    return {path.name: path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()}


def sent(file, prefix=""):
    values = {"title": "Quy trình", "file": file, "tags": "", "description": ""}
    values["collection"] = Collection.get_first_root_node().pk
    return {f"{prefix}{name}": value for name, value in values.items()}


@pytest.mark.parametrize("door", ["add", "chooser", "many"])
def test_a_new_file(client, kind, door, tmp_path):
    model, app, a_file = kind
    client.force_login(UserFactory(admin=True))
    name = "image" if app == "wagtailimages" else "document"
    address, data, headers = {
        "add": (f"{app}:add", sent(a_file()), {}),
        "chooser": (f"{app}_chooser:create", sent(a_file(), f"{name}-chooser-upload-"), SCRIPT),
        "many": (f"{app}:add_multiple", {"files[]": a_file()}, SCRIPT),
    }[door]
    with full_disk():
        answer = client.post(reverse(address), data, headers=headers)
    text = answer.content.decode("unicode_escape" if door != "add" else "utf-8")
    assert answer.status_code == 200 and SAID in text
    assert not model.objects.exists() and files(tmp_path) == {}
    again = client.post(reverse(address), data_again(data, a_file), headers=headers)
    assert again.status_code in (200, 302)
    assert model.objects.count() == 1
    assert model.objects.get().file.size in files(tmp_path).values()


def data_again(data, a_file):
    return {name: a_file() if hasattr(value, "read") else value for name, value in data.items()}


def test_another_file_in_its_place(client, kind, tmp_path):
    """The file that is there stays."""
    model, app, a_file = kind
    piece = model.objects.create(title="Quy trình", file=a_file())
    client.force_login(UserFactory(admin=True))
    address = reverse(f"{app}:edit", args=[piece.pk])
    client.get(address)
    before = files(tmp_path)
    with full_disk():
        answer = client.post(address, sent(a_file()))
    assert answer.status_code == 200 and SAID in answer.content.decode()
    assert files(tmp_path) == before
    assert model.objects.get().file.name == piece.file.name
