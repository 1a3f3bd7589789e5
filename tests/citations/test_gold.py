"""How well citations are found in passages annotated by hand."""

import pytest

from tests.citations.scoring import passages, score

GOAL = {"numbers": 0.98, "articles": 0.95, "spans": 0.95}


@pytest.fixture(scope="module")
def gold():
    return passages()


def test_there_are_enough_passages_and_many_of_them_cite_nothing(gold):
    assert len(gold) >= 200
    assert sum(not passage["citations"] for passage in gold) >= 40


@pytest.mark.parametrize("measure", GOAL)
def test_f1_reaches_the_goal(gold, measure):
    found = score(gold)[measure]
    assert found.expected > 50
    assert found.f1 >= GOAL[measure], str(found)
