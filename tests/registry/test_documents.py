import datetime
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from cchc_wagtail.registry.models import LegalDocument
from cchc_wagtail.registry.validators import validate_document_file
from tests.factories import (
    DocumentRelationFactory,
    DocumentTypeFactory,
    IssuerFactory,
    LegalDocumentFactory,
)

pytestmark = pytest.mark.django_db


def test_a_number_is_kept_in_its_official_form():
    document = LegalDocumentFactory.build(number="61 /2018/ND-CP", document_type=None, issuer=None)
    with pytest.raises(ValidationError) as caught:
        document.full_clean()
    assert "number" not in caught.value.message_dict
    assert document.number == "61/2018/NĐ-CP"


def test_what_is_not_a_number_is_an_error_at_the_field():
    document = LegalDocumentFactory.build(number="không số", document_type=None, issuer=None)
    with pytest.raises(ValidationError) as caught:
        document.full_clean()
    assert "không số" in caught.value.message_dict["number"][0]


@pytest.mark.parametrize(
    "dates, field",
    [
        ({"effective_from": datetime.date(2018, 4, 1)}, "effective_from"),
        (
            {
                "effective_from": datetime.date(2018, 6, 21),
                "effective_to": datetime.date(2018, 6, 20),
            },
            "effective_to",
        ),
    ],
)
def test_dates_that_contradict_each_other(dates, field):
    document = LegalDocumentFactory.build(document_type=None, issuer=None, **dates)
    with pytest.raises(ValidationError) as caught:
        document.full_clean()
    assert field in caught.value.message_dict


def test_identity_is_number_issuer_and_year():
    first = LegalDocumentFactory(number="23/CT-TTg", issued_on=datetime.date(2021, 9, 2))
    second = LegalDocumentFactory(number="23/CT-TTg", issued_on=datetime.date(2022, 12, 26))
    other = LegalDocumentFactory(
        number="23/CT-TTg",
        issued_on=datetime.date(2021, 9, 2),
        issuer=IssuerFactory(name="Bộ Ngoại giao"),
    )
    assert first.slug == "23-ct-ttg"
    assert second.slug == "23-ct-ttg-2022"
    assert len({first.slug, second.slug, other.slug}) == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        LegalDocumentFactory(number="23/CT-TTg", issued_on=datetime.date(2021, 1, 5))


def test_public_page_shows_published_documents_only(client):
    document = LegalDocumentFactory(number="61/2018/NĐ-CP")
    draft = LegalDocumentFactory(number="62/2018/NĐ-CP", draft=True)
    response = client.get(reverse("cchc_wagtail:document", args=["61-2018-nd-cp"]))
    assert document.title in response.content.decode()
    assert client.get(draft.get_absolute_url()).status_code == 404


class TestTheForm:
    """What an editor may get wrong: told at the field, and nothing is lost."""

    ADD = "wagtailsnippets_cchc_registry_legaldocument:add"

    @pytest.fixture
    def values(self, db):
        return nested_form_data(
            {
                "number": "5/2020/NĐ-CP",
                "document_type": DocumentTypeFactory().pk,
                "issuer": IssuerFactory().pk,
                "level": "central",
                "title": "Về một việc",
                "issued_on": "2020-01-03",
                "body": rich_text("<p>Điều 1. Phạm vi</p>"),
                "files": inline_formset([]),
                "relations": inline_formset([]),
            }
        )

    def send(self, admin_client, values):
        response = admin_client.post(reverse(self.ADD), values)
        return response.context["form"].errors if response.status_code == 200 else {}

    def test_a_right_one(self, admin_client, values):
        assert self.send(admin_client, values) == {}
        assert LegalDocument.objects.get().number == "5/2020/NĐ-CP"

    def test_a_malformed_number(self, admin_client, values):
        errors = self.send(admin_client, {**values, "number": "năm/NĐ"})
        assert "năm/NĐ" in errors["number"][0]

    def test_the_number_of_another_document(self, admin_client, values):
        LegalDocumentFactory(number="5/2020/ND-CP", issued_on=datetime.date(2020, 1, 3))
        assert self.send(admin_client, values)
        assert LegalDocument.objects.count() == 1

    def test_five_megabytes_pasted_from_a_word_processor(self, admin_client, values):
        style = "mso-ansi-language:VI;mso-fareast-font-family:'Times New Roman';" * 8
        text = "Người nộp hồ sơ xuất trình hộ chiếu còn giá trị tại bộ phận một cửa. " * 2
        paragraph = f'<p class="MsoNormal" style="{style}"><span lang="VI">{text}</span></p>'
        paragraphs = paragraph * (5_000_000 // len(paragraph))
        assert self.send(admin_client, {**values, "body": rich_text(paragraphs)}) == {}
        long = f"<p>{text * 40_000}</p>"
        errors = self.send(
            admin_client, {**values, "number": "6/2020/NĐ-CP", "body": rich_text(long)}
        )
        assert list(errors) == ["body"]

    def relation_to(self, target, **values):
        row = {"kind": "replaces", "target": target.pk, "articles": "", "effective_on": ""}
        return nested_form_data(
            {"relations": inline_formset([{**row, "effective_until": "", **values}])}
        )

    def edit(self, admin_client, document, values):
        names = "wagtailsnippets_cchc_registry_legaldocument"
        address = reverse(f"{names}:edit", args=[document.pk])
        return admin_client.post(address, {**values, "number": document.number})

    def test_a_relation_to_itself(self, admin_client, values):
        document = LegalDocumentFactory()
        response = self.edit(admin_client, document, {**values, **self.relation_to(document)})
        assert "chính nó" in response.content.decode()
        assert not document.relations.exists()

    def test_a_circle(self, admin_client, values):
        relation = DocumentRelationFactory()
        values.update(self.relation_to(relation.source))
        response = self.edit(admin_client, relation.target, values)
        assert relation.source.type_and_number in response.content.decode()
        assert not relation.target.relations.exists()


@pytest.mark.parametrize(
    "name, content, fault",
    [
        ("van-ban.pdf", b"%PDF-1.7 ...", None),
        ("van-ban.docx", b"PK\x03\x04...", None),
        ("van-ban.exe", b"MZ", "van-ban.exe"),
        ("van-ban.pdf", b"MZ", "van-ban.pdf"),
        ("van-ban.pdf", b"", "van-ban.pdf"),
        ("van-ban", b"%PDF-1.7", "van-ban"),
    ],
)
def test_files_are_what_their_names_say(db, name, content, fault):
    document = get_document_model()(title="Tệp")
    document.file.save(name, ContentFile(content))
    if fault is None:
        validate_document_file(document.pk)
    else:
        with pytest.raises(ValidationError) as caught:
            validate_document_file(document.pk)
        assert Path(document.file.name).stem in str(caught.value)
