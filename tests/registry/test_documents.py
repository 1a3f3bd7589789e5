import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.factories import IssuerFactory, LegalDocumentFactory

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
