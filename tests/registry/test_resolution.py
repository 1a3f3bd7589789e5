"""Which registered document a citation means: by number, issuer, year and date; never by guess."""

import datetime

import pytest

from cchc_wagtail.citations import find_citations
from cchc_wagtail.registry.citator.recording import signature_of
from cchc_wagtail.registry.citator.resolution import resolve
from cchc_wagtail.registry.models import LegalDocument
from tests.factories import DocumentTypeFactory, IssuerFactory, LegalDocumentFactory

pytestmark = pytest.mark.django_db


def meaning(text):
    """Return the status and the document of the only citation in ``text``."""
    (citation,) = find_citations(text)
    signature = signature_of(citation, text)
    verdict = resolve({signature})[signature]
    return verdict.status, LegalDocument.objects.filter(pk=verdict.document_id).first()


@pytest.fixture
def directives(db):
    """Three directives of one number, as there really are."""
    directive = DocumentTypeFactory(name="Chỉ thị", abbreviation="CT", normative=False)
    prime_minister = IssuerFactory(name="Thủ tướng Chính phủ", abbreviation="TTg")
    days = [(2021, 9, 2), (2022, 12, 26), (2018, 7, 1)]
    return [
        LegalDocumentFactory(
            number="23/CT-TTg",
            document_type=directive,
            issuer=prime_minister,
            issued_on=datetime.date(*day),
        )
        for day in days
    ]


def test_a_number_with_its_year(db):
    document = LegalDocumentFactory(number="61/2018/NĐ-CP")
    for text in ["Nghị định 61/2018/NĐ-CP", "Nghi dinh so 61/2018/ND-CP", "NĐ 61 / 2018/NĐ-CP"]:
        assert meaning(text) == ("resolved", document), text


def test_nothing_is_registered(db):
    assert meaning("Nghị định số 61/2018/NĐ-CP") == ("unresolved", None)


def test_a_draft_is_not_registered_yet(db):
    LegalDocumentFactory(number="61/2018/NĐ-CP", draft=True)
    assert meaning("Nghị định số 61/2018/NĐ-CP") == ("unresolved", None)


def test_the_date_tells_documents_of_one_number_apart(directives):
    assert meaning("Chỉ thị số 23/CT-TTg ngày 02/9/2021") == ("resolved", directives[0])
    assert meaning("Chỉ thị 23/CT-TTg ngày 26 tháng 12 năm 2022") == ("resolved", directives[1])


def test_a_number_alone_may_mean_several(directives):
    assert meaning("Chỉ thị số 23/CT-TTg") == ("ambiguous", None)


def test_another_day_of_the_year_is_doubtful(directives):
    assert meaning("Chỉ thị số 23/CT-TTg ngày 12/9/2021") == ("doubtful", directives[0])


def test_another_year_means_another_document(directives):
    assert meaning("Chỉ thị số 23/CT-TTg ngày 12/9/2015") == ("unresolved", None)


def test_a_wrong_year_beside_a_number_with_its_year_is_doubtful(db):
    document = LegalDocumentFactory(number="61/2018/NĐ-CP", issued_on=datetime.date(2018, 4, 23))
    assert meaning("Nghị định 61/2018/NĐ-CP ngày 23/4/2019") == ("doubtful", document)


def test_provinces_use_the_same_numbers(db):
    decision = DocumentTypeFactory(name="Quyết định", abbreviation="QĐ")
    tay_ninh, long_an = (
        LegalDocumentFactory(
            number="140/QĐ-UBND",
            document_type=decision,
            issuer=IssuerFactory(province=True, name=f"Ủy ban nhân dân tỉnh {name}"),
            issued_on=datetime.date(2024, 1, 19),
        )
        for name in ["Tây Ninh", "Long An"]
    )
    text = "Quyết định số 140/QĐ-UBND ngày 19/01/2024 của UBND tỉnh {}"
    assert meaning(text.format("Tây Ninh")) == ("resolved", tay_ninh)
    assert meaning(text.format("Long An")) == ("resolved", long_an)
    assert meaning(text.format("Đồng Nai")) == ("unresolved", None)
    assert meaning("Quyết định số 140/QĐ-UBND ngày 19/01/2024") == ("ambiguous", None)


class TestLawsByName:
    @pytest.fixture
    def law(self, db):
        return LegalDocumentFactory(
            number="49/2019/QH14",
            title="Xuất cảnh, nhập cảnh của công dân Việt Nam",
            document_type=DocumentTypeFactory(name="Luật", abbreviation="L"),
            issuer=IssuerFactory(name="Quốc hội", abbreviation="QH"),
            issued_on=datetime.date(2019, 11, 22),
        )

    def test_with_its_year(self, law):
        text = "Luật Xuất cảnh, nhập cảnh của công dân Việt Nam năm 2019"
        assert meaning(text) == ("resolved", law)

    def test_without_its_year_it_may_be_any_version(self, law):
        text = "Luật Xuất cảnh, nhập cảnh của công dân Việt Nam"
        assert meaning(text) == ("doubtful", law)

    def test_of_another_year(self, law):
        text = "Luật Xuất cảnh, nhập cảnh của công dân Việt Nam năm 2007"
        assert meaning(text) == ("unresolved", None)


def test_any_number_of_citations_takes_two_queries(directives, django_assert_num_queries):
    signatures = {(f"{number}/ct-ttg", "", None, None) for number in range(300)}
    with django_assert_num_queries(1):
        assert len(resolve(signatures)) == 300
