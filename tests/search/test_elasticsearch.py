"""What only a search server can do wrong."""

import pytest
from django.core.management import CommandError, call_command

from cchc_wagtail.search import search
from cchc_wagtail.search.checks import check_delivery, check_engine
from cchc_wagtail.search.engines import (
    Matching,
    Scope,
    Wanted,
    database_engine,
    remote_engine,
)
from cchc_wagtail.search.engines.failover import CircuitBreaker
from cchc_wagtail.search.index import delivery
from cchc_wagtail.search.models import ForgottenPassage, SearchEntry, SearchPassage
from cchc_wagtail.search.query.weights import weighted
from cchc_wagtail.search.text.query import parse_query
from tests.factories import ProcedurePageFactory

needs_server = pytest.mark.skipif(
    "'ELASTICSEARCH_URL' not in os.environ",
    reason="Elasticsearch does not run",
)


def test_after_a_failure_one_may_try_when_the_pause_is_over():
    now = 0.0
    breaker = CircuitBreaker(first_pause=5, longest_pause=15, clock=lambda: now)
    assert breaker.allows() and breaker.is_closed
    breaker.failed()
    assert not breaker.allows()
    now = 5.0
    assert breaker.allows() and not breaker.allows()
    breaker.failed()
    now = 14.0
    assert not breaker.allows()
    now = 15.0
    assert breaker.allows()
    breaker.succeeded()
    assert breaker.allows() and breaker.allows()


@pytest.fixture
def passports(engine, procedures):
    return [
        ProcedurePageFactory(parent=procedures, title=title)
        for title in ["Cấp hộ chiếu phổ thông", "Đổi hộ chiếu", "Xây nhà"]
    ]


@pytest.fixture
def lost(settings):
    """A server that is not there."""
    settings.CCHC_WAGTAIL = {
        **settings.CCHC_WAGTAIL,
        "SEARCH_ENGINE": "elasticsearch",
        "ELASTICSEARCH": {"hosts": ["http://127.0.0.1:9"], "index": "lost", "timeout": 0.5},
    }
    remote_engine().breaker.succeeded()


@needs_server
@pytest.mark.parametrize("text", ["ho chieu", "cap ho chieu pho thong", "nha", "khong co"])
def test_it_finds_what_the_database_finds(passports, text):
    terms = list(weighted(parse_query(text).terms).values())
    remote_engine().refresh()
    wanted = [Wanted(terms, terms, 0.001)]
    ((there,), (here,)) = (e.best(wanted, Scope()) for e in (remote_engine(), database_engine()))
    assert there.passages == pytest.approx(here.passages)
    assert there.titles == pytest.approx(here.titles)
    matching = Matching(wanted)
    there, here = (e.count(matching) for e in (remote_engine(), database_engine()))
    assert there == here
    for newest_first in (False, True):
        there, here = (
            e.places(matching, 0, 10, newest_first) for e in (remote_engine(), database_engine())
        )
        assert there == here


@needs_server
def test_what_was_removed_or_cut_is_forgotten(passports):
    first, second, _ = passports
    remote_engine().refresh()
    before = len(list(remote_engine().held()))
    second.unpublish()
    first.conditions = ""
    first.results = []
    first.save_revision().publish()
    assert not ForgottenPassage.objects.exists()
    held = dict(remote_engine().held())
    assert len(held) < before
    assert set(held) == set(SearchEntry.objects.values_list("passages__pk", flat=True))


@needs_server
def test_a_rebuilt_index_takes_over_and_an_interrupted_rebuild_goes_on(passports):
    server = remote_engine()
    old = server._current()
    index, last = server.rebuild_begun()
    assert last == 0
    first = SearchEntry.objects.order_by("pk").first()
    server.write(delivery.documents_of([first]), [], index=index)
    assert server._current() == old
    assert server.rebuild_begun() == (index, first.pk)
    assert search("ho chieu").total == 2
    call_command("cchc_index", rebuild=True, verbosity=0)
    assert server._current() == [index] and server._indices() == [index]
    assert search("ho chieu").total == 2


@needs_server
@pytest.mark.parametrize("shards", [1, 2])
def test_shards_and_replicas_are_settings(passports, settings, shards):
    options = {**settings.CCHC_WAGTAIL["ELASTICSEARCH"], "shards": shards, "replicas": 1}
    options["index"] += f"-shards-{shards}"
    settings.CCHC_WAGTAIL = {**settings.CCHC_WAGTAIL, "ELASTICSEARCH": options}
    server = remote_engine()
    try:
        delivery.rebuild()
        (index,) = server._current()
        made = server._writer.indices.get_settings(index=index, flat_settings=True)[index]
        assert made["settings"]["index.number_of_shards"] == str(shards)
        assert made["settings"]["index.number_of_replicas"] == "1"
        assert "index.refresh_interval" not in made["settings"]
        terms = list(weighted(["ho_chieu", "cap_ho"]).values())
        matching = Matching([Wanted(terms, terms, 0.001)])
        assert server.count(matching) == database_engine().count(matching)
        assert server.places(matching, 0, 9) == database_engine().places(matching, 0, 9)
    finally:
        server.drop()


@needs_server
def test_a_rebuild_writes_nothing_twice(passports, monkeypatch):
    server = remote_engine()
    written = []
    write = server.write

    def noted(documents, forgotten, index=None):
        written.extend(document["passage"] for document in documents)
        write(documents, forgotten, index)

    monkeypatch.setattr(server, "write", noted)
    monkeypatch.setattr(delivery, "WRITTEN_AT_ONCE", 1)
    SearchEntry.objects.update(delivered_version=0)
    delivery.rebuild()
    assert sorted(written) == list(
        SearchPassage.objects.order_by("pk").values_list("pk", flat=True)
    )
    assert not delivery.entries_undelivered().exists()


@needs_server
def test_a_check_sees_what_is_missing_outdated_and_superfluous(passports):
    server = remote_engine()
    call_command("cchc_index", check=True, verbosity=0)
    rows = SearchEntry.objects.order_by("pk")
    first, second, *_ = rows
    documents = delivery.documents_of([first])
    server.write([], [(one["passage"], first.version) for one in documents])
    SearchEntry.objects.filter(pk=second.pk).update(version=second.version + 1)
    stray = {"passage": (rows.last().pk + 1) << 12, "version": 1, "terms": "la"}
    server.write([stray], [])
    counted = delivery.compare()
    assert counted == {"missing": 1, "outdated": 1, "superfluous": 1}
    with pytest.raises(CommandError, match="1 missing"):
        call_command("cchc_index", check=True, verbosity=0)
    call_command("cchc_index", verbosity=0)
    call_command("cchc_index", check=True, verbosity=0)


def test_without_the_server_the_database_answers_and_nothing_is_lost(lost, passports, client):
    results = search("ho chieu")
    assert results.total == 2
    assert not remote_engine().breaker.is_closed
    assert delivery.entries_undelivered().count() == SearchEntry.objects.count()
    assert [warning.id for warning in check_delivery(None, databases=["default"])] == [
        "cchc_search.W002"
    ]
    with pytest.raises(CommandError, match="entries wait"):
        call_command("cchc_index", verbosity=0)
    delivery.deliver.call(SearchEntry.objects.first().pk)
    assert delivery.entries_undelivered().count() == SearchEntry.objects.count()


def test_a_removal_waits_for_the_server(lost, passports):
    passages = set(SearchEntry.objects.values_list("passages__pk", flat=True))
    passports[0].unpublish()
    left = set(SearchEntry.objects.values_list("passages__pk", flat=True))
    assert set(ForgottenPassage.objects.values_list("pk", flat=True)) == passages - left


def test_a_wrong_option_is_an_error_of_the_settings(settings):
    settings.CCHC_WAGTAIL = {
        "SEARCH_ENGINE": "elasticsearch",
        "ELASTICSEARCH": {"hosts": ["http://127.0.0.1:9"], "hostz": 1},
    }
    (error,) = check_engine(None)
    assert error.id == "cchc_search.E001" and "hostz" in error.msg
