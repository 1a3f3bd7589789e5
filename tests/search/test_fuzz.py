"""Whatever is typed or sent: an answer, in time, and never an error.

``FUZZ_EXAMPLES`` is how many strings of each kind are tried; 2,000 make 10,000 in all.
"""

import json
import os
import time
import unicodedata

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import ProcedurePageFactory

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", 25))
SECONDS = 5
WORDS = ["hộ chiếu", "cap", "thủ tục", "61/2018/NĐ-CP", "1.001456", "hooj", "-lái", '"cấp']
SYNTAX = [
    '"',
    "*",
    "NEAR(",
    ")",
    "AND",
    "OR",
    "NOT",
    "^",
    "title:",
    "{!",
    "~2",
    "\\",
    "&&",
    "-",
    "|",
]
CODE = ["'; DROP TABLE x; --", "' OR 1=1", '{"query":', '{"match_all": {}}', "[", "]}", "%s", "%00"]
UNSEEN = [
    "\u200b",
    "\u034f",
    "\u0300",
    "\u0323",
    "\ufeff",
    "\x00",
    "\u202e",
    "😀",
    "👩‍👩‍👧",
    "𝔥",
    "ﬁ",
]


def mixed(*extra):
    parts = st.one_of(st.sampled_from(WORDS), *map(st.sampled_from, extra))
    return st.lists(parts, max_size=12).map(" ".join)


KINDS = {
    "anything": st.text(max_size=200),
    "syntax of engines": mixed(SYNTAX),
    "code": mixed(CODE, SYNTAX),
    "what is not seen": st.lists(st.sampled_from([*UNSEEN, *WORDS]), max_size=12).map("".join),
    "decomposed": mixed(SYNTAX).map(lambda text: unicodedata.normalize("NFD", text)),
}


@pytest.fixture
def passports(engine, procedures):
    for title in ["Cấp hộ chiếu", "Đổi hộ chiếu", "Cấp giấy phép lái xe"]:
        ProcedurePageFactory(parent=procedures, title=title)


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_an_error(client, passports, kind):
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(text=KINDS[kind])
    def every(text):
        for name in ("search", "search_json", "search_suggestions"):
            begun = time.monotonic()
            response = client.get(reverse(f"cchc_wagtail:{name}"), {"q": text})
            assert response.status_code == 200
            assert time.monotonic() - begun < SECONDS

    every()


PARAMETER = st.one_of(
    st.text(max_size=30), st.sampled_from([*CODE, *UNSEEN, "-1", "0", "1e9", "9" * 30])
)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    parameters=st.dictionaries(
        st.sampled_from(["page", "kind", "field", "year", "validity", "tag", "sort", "exact", "x"]),
        st.lists(PARAMETER, max_size=3),
    )
)
def test_no_parameter_is_an_error(client, passports, parameters):
    for name in ("search", "search_json"):
        response = client.get(reverse(f"cchc_wagtail:{name}"), {"q": "ho chieu", **parameters})
        assert response.status_code == 200
    assert json.loads(response.content)["page"] >= 1


@pytest.mark.parametrize("piece", ["x", "hộ chiếu ", '"', "-a ", "1.0", "\u0323", "😀"])
def test_a_megabyte_is_answered(client, passports, piece):
    text = piece * ((1 << 20) // len(piece.encode()))
    begun = time.monotonic()
    # In memory, for no server takes an address that long.
    request = client.get(reverse("cchc_wagtail:search_json"), {"q": text})
    assert request.status_code == 200
    assert time.monotonic() - begun < SECONDS
