"""Questions for a fact about the procedures of the demo, written before anything answered them."""

from pathlib import Path

import pytest

from cchc_wagtail.search import search

QUESTIONS = Path(__file__).parent / "data" / "fact_questions.tsv"
#: The share to be answered from the right procedure.
LEAST = 0.9

pytestmark = pytest.mark.django_db


def questions():
    """Yield the kind, the codes of which any is right, and the question as typed."""
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, codes, text = line.split("\t")
            yield kind, codes.split(), text


def test_most_are_answered_from_the_right_procedure_and_none_from_another(demo):
    right, wrong, silent = [], [], []
    for kind, codes, text in questions():
        answer = search(text).answer
        if answer is None:
            silent.append(text)
        elif (answer.kind, answer.hit.key in codes) == (kind, True):
            right.append(text)
        else:
            wrong.append((text, answer.kind, answer.hit.key))
    assert wrong == []
    assert len(right) >= LEAST * (len(right) + len(silent)), silent
    assert len(right) + len(silent) == 60
