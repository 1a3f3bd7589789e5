"""Every shape of number that the reference data counts: found where it stands for a document."""

import pytest

from cchc_wagtail.citations import DocumentNumber, find_citations
from tests.citations.shapes import SHAPES, example, not_documents, shapes

pytestmark = pytest.mark.skipif(
    not SHAPES.exists(), reason="the reference data (../shared/data) is not here"
)

#: Documents whose shape occurs at most four times in 348 million characters and would cost more in
#: false alarms: letters glued to the serial, the year before a hyphen, scribbles behind the code.
OUT_OF_REACH = set(
    """9A-TC/VP 9TC/QĐ-TCT 9HD/BTCTW 9QĐ-KTNN 9NV/DC 9TCT/QĐ-VP 9QĐ-TCHQ 9-Y/NQ-CP 9-Y/KL/GĐCN
    9/BC-UBTCNS9-m 9/BC-UBXH9-m 9/BC/VPCNNNg Y/QĐ-TTp 9-BXD/ĐT 9/9Q9/NĐ-CP""".split()
)


def type_of(number):
    try:
        return DocumentNumber.parse(number).type_name
    except ValueError:
        return None


def is_found(number):
    """Whether the number is found under the name of its type, or that of a letter."""
    for word in (type_of(number), "Công văn"):
        text = f"Căn cứ {word} số {number} ngày 05/6/2015 của cơ quan ban hành"
        starts = [c for c in find_citations(text) if c.kind == "document"]
        if word and len(starts) == 1 and starts[0].start <= text.index(number) < starts[0].end:
            return True
    return False


def test_every_document_is_found():
    documents = [shape for shape in shapes() if shape not in not_documents()]
    assert len(documents) > 2_000
    missed = {shape for shape in documents if not is_found(example(shape))}
    assert missed == OUT_OF_REACH


def test_nothing_else_is_found():
    texts = [f"Mã số {example(shape)} ngày 05/6/2015 trên phiếu" for shape in not_documents()]
    texts += [f"theo số {example(shape)} của tờ khai" for shape in not_documents()]
    assert [text for text in texts if find_citations(text)] == []


def test_the_list_of_other_things_is_of_this_data():
    assert not_documents() <= set(shapes())
