"""What matches beyond the best few: counted, filtered and listed by the engine itself."""

import pytest
from wagtail.models import PageViewRestriction

from cchc_wagtail.search import search
from cchc_wagtail.search.engines import Scope, Wanted, remote_engine
from cchc_wagtail.search.models import SearchEntry
from cchc_wagtail.search.query.weights import weighted
from tests.factories import LegalDocumentFactory, ProcedurePageFactory, ThematicAreaFactory

MODULES = ["engines.database", "engines.elasticsearch", "query.candidates", "query.matching"]


@pytest.fixture
def few(monkeypatch):
    """The engine gives three passages and two titles, so that it has to count the rest."""
    for module in MODULES:
        if module != "engines.elasticsearch" or remote_engine() is not None:
            monkeypatch.setattr(f"cchc_wagtail.search.{module}.BEST_PASSAGES", 3)
            monkeypatch.setattr(f"cchc_wagtail.search.{module}.BEST_TITLES", 2)


@pytest.fixture
def passports(engine, procedures, few):
    visas, borders = ThematicAreaFactory(name="Thị thực"), ThematicAreaFactory(name="Biên giới")
    pages = [
        ProcedurePageFactory(
            parent=procedures,
            title=f"Cấp hộ chiếu loại {number}",
            thematic_area=borders if number % 3 else visas,
        )
        for number in range(9)
    ]
    LegalDocumentFactory(number="9/2021/NĐ-CP", title="Về hộ chiếu")
    ProcedurePageFactory(parent=procedures, title="Xây nhà", thematic_area=visas)
    return pages


def counted(results, name):
    return {value.label: value.count for value in results.facets[name]}


def test_all_that_match_are_counted_and_few_travel(engine, passports):
    results = search("ho chieu")
    assert results.total == 10 and not results.has_more
    assert sum(counted(results, "kind").values()) == 10
    assert counted(results, "field") == {"Biên giới": 6, "Thị thực": 3}
    terms = list(weighted(["ho_chieu"]).values())
    (best,) = engine.best([Wanted(terms, terms, 0.1)], Scope())
    assert (len(best.passages), len(best.titles)) == (3, 2)


@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_every_match_is_on_one_page(passports, sort):
    pages = [search("ho chieu", page=page, page_size=3, sort=sort) for page in range(1, 5)]
    keys = [hit.key for one in pages for hit in one.hits]
    assert len(keys) == len(set(keys)) == 10
    assert pages[0].num_pages == 4


def test_filters_reach_beyond_the_best(passports):
    results = search("ho chieu", filters={"kind": ["document"]})
    assert [hit.key for hit in results.hits] == ["9/2021/NĐ-CP"]
    assert results.total == 1 and sum(counted(results, "kind").values()) == 10
    area = passports[0].thematic_area.slug
    results = search("ho chieu", filters={"field": [area]})
    assert len(results.hits) == results.total == 3
    assert counted(results, "field") == {"Biên giới": 6, "Thị thực": 3}
    assert search("ho chieu", filters={"field": ["khong-co"]}).total == 0


def test_what_nobody_may_read_is_not_counted(passports, procedures):
    passports[0].unpublish()
    passports[1].delete()
    LegalDocumentFactory(number="10/2021/NĐ-CP", title="Về hộ chiếu", draft=True)
    PageViewRestriction.objects.create(page=passports[2], restriction_type="login")
    results = search("ho chieu", page_size=100)
    assert results.total == len(results.hits) == 7
    assert counted(results, "field") == {"Biên giới": 4, "Thị thực": 2}
    PageViewRestriction.objects.create(page=procedures, restriction_type="login")
    results = search("ho chieu", page_size=100)
    assert results.total == len(results.hits) == 1
    assert "field" not in results.facets


def test_so_many_that_nobody_counts_on(passports, monkeypatch, client):
    monkeypatch.setattr("cchc_wagtail.search.query.retrieval.MOST_LISTED", 4)
    results = search("ho chieu", page=9, page_size=3)
    assert (results.total, results.has_more, results.num_pages) == (4, True, 2)
    assert len(results.hits) == 1
    assert sum(counted(results, "kind").values()) == 10
    content = client.get("/tim-kiem/", {"q": "ho chieu"}).content.decode()
    assert "Hơn 10.000 kết quả" in content


def test_phrases_have_to_stand_there_all_and_exclusions_nowhere(passports, procedures):
    ProcedurePageFactory(parent=procedures, title="Thẻ loại 4, không phải giấy kia")
    results = search('"hộ chiếu" "loại 4"')
    assert [hit.title for hit in results.hits] == ["Cấp hộ chiếu loại 4"] and results.total == 1
    results = search("ho chieu -4", page_size=100)
    assert results.total == len(results.hits) == 9
    assert counted(results, "field") == {"Biên giới": 5, "Thị thực": 3}


def test_the_server_is_not_believed_what_it_was_not_told_yet(passports, monkeypatch):
    if remote_engine() is None:
        pytest.skip("Elasticsearch does not run")
    monkeypatch.setattr(
        "cchc_wagtail.search.index.indexing.deliver_after_commit", lambda entry_id: None
    )
    passports[0].unpublish()
    results = search("ho chieu", page_size=100)
    assert results.total == len(results.hits) == 9
    assert counted(results, "field") == {"Biên giới": 6, "Thị thực": 2}


def test_what_is_filtered_by_follows_without_feeding_the_texts_anew(passports):
    page = passports[1]
    before = SearchEntry.objects.get(object_id=str(page.pk))
    page.thematic_area = passports[0].thematic_area
    page.save_revision().publish()
    after = SearchEntry.objects.get(object_id=str(page.pk))
    assert after.version > before.version and after.in_engine
    assert counted(search("ho chieu"), "field") == {"Biên giới": 5, "Thị thực": 4}
