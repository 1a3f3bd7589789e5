from hypothesis import given
from hypothesis import strategies as st

from cchc_wagtail.imports.differences import compare, fingerprint

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def test_what_only_the_source_changed_is_taken():
    remembered = {"fee": fingerprint("100")}
    changes, conflicts, _ = compare({"fee": "100"}, {"fee": "200"}, remembered)
    assert [(c.before, c.after) for c in changes] == [("100", "200")] and not conflicts


def test_what_only_an_editor_changed_stays():
    assert compare({"fee": "150"}, {"fee": "100"}, {"fee": fingerprint("100")})[:2] == ([], [])


def test_what_both_changed_is_a_conflict():
    changes, conflicts, settled = compare(
        {"fee": "150"}, {"fee": "200"}, {"fee": fingerprint("100")}
    )
    assert not changes and not settled and conflicts[0].field == "fee"


def test_a_decision_settles_a_conflict():
    current, incoming, last = {"fee": "150"}, {"fee": "200"}, {"fee": fingerprint("100")}
    assert compare(current, incoming, last, kept=["fee"]) == ([], [], ["fee"])
    assert compare(current, incoming, last, taken=["fee"]).changes[0].after == "200"


def test_an_empty_page_is_filled_and_an_empty_source_takes_nothing_away():
    assert compare({"fee": ""}, {"fee": "100"}, {}).changes
    assert compare({"fee": "100"}, {"fee": ""}, {})[:2] == ([], [])


def test_a_source_that_withdraws_what_it_gave_empties_the_field():
    assert compare({"fee": "100"}, {"fee": ""}, {"fee": fingerprint("100")}).changes


@given(plain)
def test_the_same_is_never_a_difference(value):
    assert compare({"a": value}, {"a": value}, {}) == ([], [], ["a"])


def test_an_editor_that_only_saves_changes_nothing():
    stored = "<p>Một</p><ul><li>Hai</li></ul>"
    saved = '<p data-block-key="a1b2c">Một</p><ul><li data-block-key="d3e4f">Hai</li></ul>'
    assert fingerprint(stored) == fingerprint(saved)
    assert fingerprint("Một\nHai") == fingerprint("Một \r\nHai ")
    assert fingerprint({"n": 5.0}) == fingerprint({"n": 5}) != fingerprint({"n": 6})
