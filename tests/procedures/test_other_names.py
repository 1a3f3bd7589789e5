"""What people call a procedure: found like its title, and added from what was not found."""

import pytest
from django.urls import reverse

from cchc_wagtail.procedures.views.naming import add_name
from cchc_wagtail.search import search
from cchc_wagtail.search.engines import Scope, Wanted, database_engine
from cchc_wagtail.search.log import log_search
from cchc_wagtail.search.models import SearchEntry, Synonym
from tests.factories import ProcedurePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def passport(section):
    Synonym.objects.all().delete()
    index = section.get_children().get(slug="thu-tuc").specific
    ProcedurePageFactory(parent=index, title="Cấp giấy thông hành", code="1.000009")
    return ProcedurePageFactory(
        parent=index,
        title="Cấp hộ chiếu phổ thông",
        code="1.000001",
        other_names="sổ đi tây\n\n  quyển thông hành đỏ ",
    )


@pytest.mark.parametrize("text", ["sổ đi tây", "so di tay", "QUYỂN THÔNG HÀNH ĐỎ"])
def test_another_name_finds_it_as_the_title_does(passport, text):
    results = search(text)
    assert results.hits[0].key == "1.000001" and not results.is_guess
    assert results.hits[0].title == "Cấp hộ chiếu phổ thông"


def test_names_are_apart(passport):
    entry = SearchEntry.objects.get(key="1.000001")
    assert entry.folded_title == " cap ho chieu pho thong | so di tay | quyen thong hanh do "
    assert titles_with("di_tay") == {entry.pk: 1.0}
    assert not titles_with("thong_so")


def titles_with(term):
    (best,) = database_engine().best([Wanted([], [_term(term)], 0)], Scope())
    return best.titles


def test_a_name_that_is_taken_away_finds_nothing(passport):
    passport.other_names = ""
    passport.save_revision().publish()
    assert not search("sổ đi tây").total or search("sổ đi tây").is_guess
    assert not titles_with("di_tay")


def test_readers_do_not_see_it(client, passport):
    assert "sổ đi tây" not in client.get(passport.url).content.decode()


def test_suggestions_know_it(client, passport):
    found = client.get(reverse("cchc_wagtail:search_suggestions"), {"q": "so di t"}).json()
    assert [one["title"] for one in found["suggestions"]] == [passport.title]


@pytest.mark.parametrize("name, is_new", [("so di tay", False), ("Cấp hộ chiếu phổ thông", False),
                                          ("hộ chiếu thường", True)])  # fmt: skip
def test_a_name_is_added_once(passport, name, is_new):
    assert add_name(passport, name) == is_new
    assert ("hộ chiếu thường" in passport.other_name_list) == is_new


@pytest.mark.parametrize(
    "kind, may",
    [("admin", True), ("office", True), ("leadership", False), ("professional", False),
     ("anonymous", False)],
)  # fmt: skip
def test_who_may_add_a_name(log_in, passport, kind, may):
    client, address = log_in(kind), reverse("cchc_name_procedure")
    assert (client.get(address, {"words": "x"}).status_code == 200) == may
    client.post(address, {"name": "sổ thông hành xanh", "procedure": passport.pk})
    passport.refresh_from_db()
    draft = passport.get_latest_revision_as_object()
    assert ("sổ thông hành xanh" in draft.other_name_list) == may


def test_the_name_waits_for_approval(log_in, passport):
    client, address = log_in("office"), reverse("cchc_name_procedure")
    assert 'value="hộ chiếu xanh"' in client.get(address, {"words": "hộ chiếu xanh"}).text
    response = client.post(address, {"name": "hộ chiếu xanh", "procedure": passport.pk})
    assert response.url == reverse("wagtailadmin_pages:edit", args=[passport.pk])
    passport.refresh_from_db()
    assert passport.other_name_list == ["sổ đi tây", "quyển thông hành đỏ"]
    assert passport.has_unpublished_changes


def test_what_is_locked_is_left_alone(log_in, passport):
    passport.locked = True
    passport.save()
    response = log_in("office").post(
        reverse("cchc_name_procedure"), {"name": "hộ chiếu xanh", "procedure": passport.pk}
    )
    assert response.status_code == 200 and response.context["form"].errors


@pytest.mark.parametrize("kind, offered", [("office", True), ("leadership", False)])
def test_the_report_offers_it(log_in, passport, kind, offered):
    log_search("xe đạp điện", 0, "1")
    html = log_in(kind).get(reverse("cchc_search_queries")).content.decode()
    assert "xe đạp điện" in html
    assert (reverse("cchc_name_procedure") in html) == offered


def _term(text):
    from cchc_wagtail.search.text.terms import Term

    return Term(text, 1, 1.0)
