"""Elasticsearch: an index of the same terms on a server of its own.

One document a passage, with the terms as they are: no analysis takes place there, so any
server with nothing but its core will do. The index is called by an alias; a rebuilt one is made
beside it and takes the alias over in one step.
"""

import time
from functools import lru_cache

from django.core.exceptions import ImproperlyConfigured

from cchc_wagtail.conf import get_setting

from ..models import PASSAGE_BITS
from .base import Candidates, Engine, SearchUnavailable
from .failover import CircuitBreaker

try:
    from elastic_transport import TransportError
    from elasticsearch import ApiError, Elasticsearch
    from elasticsearch.dsl import Index, Keyword, Long, Mapping, Q, Search
    from elasticsearch.helpers import streaming_bulk
except ImportError as error:
    raise ImproperlyConfigured(
        "CCHC_WAGTAIL['SEARCH_ENGINE'] is 'elasticsearch', whose client is not installed: "
        "pip install cchc-wagtail[elasticsearch]"
    ) from error

# Grows when documents or mapping change, so that no index of another make is ever asked.
MAKE = 1
MOST_HITS = 100_000
PAGE = 10_000
# Seconds that writing a batch may take.
WRITING_TIMEOUT = 10
OWN_OPTIONS = {"index": "cchc", "timeout": 0.5}
# Passage 0 stands for a title too, so these are the fields of the two searches.
PASSAGES, TITLES = "terms", "title_terms"


def find_server():
    """Return the server of the setting ``ELASTICSEARCH``, one object a process.

    Raises:
        ImproperlyConfigured: an option of the setting is unknown or wrong.
    """
    return _server(repr(get_setting("ELASTICSEARCH")))


@lru_cache(maxsize=8)
def _server(options):
    return ElasticsearchServer(get_setting("ELASTICSEARCH"))


class ElasticsearchServer(Engine):
    """``options`` are ``index`` (the beginning of the index's names), ``timeout`` (seconds that a
    search may take), and whatever the client takes: ``hosts``, ``api_key``, ``ca_certs``,
    ``cloud_id``, ``basic_auth``, … Methods that write or read raise ``SearchUnavailable``."""

    def __init__(self, options):
        own = {name: options.get(name, default) for name, default in OWN_OPTIONS.items()}
        client = {name: value for name, value in options.items() if name not in OWN_OPTIONS}
        self.alias = f"{own['index']}-{MAKE}"
        self.breaker = CircuitBreaker()
        try:
            self._client = Elasticsearch(
                request_timeout=own["timeout"], retry_on_timeout=False, max_retries=0, **client
            )
        except (TypeError, ValueError) as error:
            raise ImproperlyConfigured(f"CCHC_WAGTAIL['ELASTICSEARCH']: {error}") from error
        self._writer = self._client.options(request_timeout=WRITING_TIMEOUT)

    def candidates(self, passage_terms, title_terms, least):
        searches = []
        for field, terms in ((PASSAGES, passage_terms), (TITLES, title_terms)):
            header = {"index": self.alias, "allow_partial_search_results": False}
            searches += [header, _search(field, terms, least).to_dict()]
        with _answering():
            answer = self._client.msearch(
                searches=searches,
                # With the status, for what is empty would be left out, and places shift.
                filter_path="responses.status,responses.error.type,responses.hits.hits.sort",
            )
            passages, titles = (_weights(one) for one in answer["responses"])
        return Candidates(passages, {n >> PASSAGE_BITS: weight for n, weight in titles.items()})

    def write(self, documents, forgotten, index=None):
        """Store ``documents`` and drop ``forgotten`` (passage id, version).

        What the index holds in a later version stays. ``index`` names another than the current.
        """
        actions = [
            *(_storing(document) for document in documents),
            *(_dropping(number, version) for number, version in forgotten),
        ]
        with _answering():
            if index is None and not self._writer.indices.exists_alias(name=self.alias):
                self._create(with_alias=True)
            done = streaming_bulk(
                self._writer,
                actions,
                chunk_size=2000,
                raise_on_error=False,
                index=index or self.alias,
            )
            for succeeded, result in done:
                status = next(iter(result.values()))["status"]
                # Not there any more, or there in a later version.
                if not succeeded and status not in (404, 409):
                    raise SearchUnavailable(f"Elasticsearch refuses to store: {result}")

    def held(self):
        """Yield ``(passage id, version)`` of all that the index holds, in the order of ids."""
        with _answering():
            if not self._writer.indices.exists_alias(name=self.alias):
                return
            self.refresh()
        last = -1
        while last is not None:
            with _answering():
                last, rows = self._page_after(last)
            yield from rows

    def refresh(self):
        """Make everything written so far be found."""
        with _answering():
            self._writer.indices.refresh(index=self.alias, ignore_unavailable=True)

    def drop(self):
        """Remove the index with all that it holds, and what an interrupted rebuild left."""
        with _answering():
            for name in self._indices():
                self._writer.indices.delete(index=name)

    def rebuild_begun(self):
        """Return the name of the index that a rebuild fills, and the last entry it holds or 0.

        One that an earlier, interrupted rebuild left is gone on with.
        """
        with _answering():
            current = self._current()
            unfinished = [name for name in self._indices() if name not in current]
            if not unfinished:
                return self._create(), 0
            self._writer.indices.refresh(index=unfinished[-1])
            search = Search(using=self._writer, index=unfinished[-1]).sort("-passage")
            answer = search.extra(size=1, _source=False).execute()
            return unfinished[-1], answer.hits[0].meta.sort[0] >> PASSAGE_BITS if answer else 0

    def rebuild_finished(self, index):
        """Let ``index`` answer from now on, in one step; remove those it replaces."""
        with _answering():
            self._writer.indices.refresh(index=index)
            old = self._current()
            remove = [{"remove": {"index": name, "alias": self.alias}} for name in old]
            add = {"add": {"index": index, "alias": self.alias}}
            self._writer.indices.update_aliases(actions=[*remove, add])
            for name in old:
                self._writer.indices.delete(index=name)

    def _create(self, with_alias=False):
        name = f"{self.alias}-{time.time_ns() // 1000}"
        index = Index(name)
        index.settings(number_of_shards=1, auto_expand_replicas="0-1", max_result_window=MOST_HITS)
        mapping = Mapping()
        mapping.meta("dynamic", "strict")
        mapping.meta("_source", enabled=False)
        terms = Keyword(doc_values=False, norms=False, index_options="docs")
        for field, kind in {
            "passage": Long(index=False),
            "version": Long(index=False),
            PASSAGES: terms,
            TITLES: terms,
        }.items():
            mapping.field(field, kind)
        index.mapping(mapping)
        if with_alias:
            index.aliases(**{self.alias: {}})
        index.create(using=self._writer)
        return name

    def _indices(self):
        return sorted(self._writer.indices.get(index=f"{self.alias}-*", expand_wildcards="open"))

    def _current(self):
        if not self._writer.indices.exists_alias(name=self.alias):
            return []
        return sorted(self._writer.indices.get_alias(name=self.alias))

    def _page_after(self, last):
        """Return the last passage id, None at the end, and the rows of the next page."""
        answer = self._writer.search(
            index=self.alias,
            size=PAGE,
            sort=[{"passage": "asc"}],
            search_after=[last],
            source=False,
            docvalue_fields=["version"],
            track_total_hits=False,
            filter_path="hits.hits.sort,hits.hits.fields",
        )
        hits = answer.get("hits", {}).get("hits", [])
        rows = [(hit["sort"][0], hit["fields"]["version"][0]) for hit in hits]
        return rows[-1][0] if len(rows) == PAGE else None, rows


class _answering:
    """Turns whatever goes wrong on the way to the server into ``SearchUnavailable``."""

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if isinstance(error, (ApiError, TransportError, KeyError)):
            raise SearchUnavailable(f"Elasticsearch does not answer ({error}).") from error


def _search(field, terms, least):
    """The sum of the weights of those of ``terms`` that a passage has is its score."""
    each = [
        Q("constant_score", filter=Q("term", **{field: term.text}), boost=term.weight)
        for term in terms
    ]
    most = min(sum(term.count for term in terms), MOST_HITS)
    return (
        Search()
        .query(Q("bool", should=each, minimum_should_match=1))
        .sort({"_score": "desc"}, {"passage": "asc"})
        .extra(min_score=least, size=most, track_total_hits=False, _source=False)
    )


def _weights(answer):
    """Return passage id → score of one answer.

    Raises:
        KeyError: the answer is an error.
    """
    if "error" in answer:
        raise KeyError(answer["error"]["type"])
    hits = answer.get("hits", {}).get("hits", [])
    return {passage: score for score, passage in (hit["sort"] for hit in hits)}


def _storing(document):
    return {**_operation("index", document["passage"], document["version"]), "_source": document}


def _dropping(number, version):
    return _operation("delete", number, version)


def _operation(name, number, version):
    return {
        "_op_type": name,
        "_id": str(number),
        "version": version,
        "version_type": "external_gte",
    }
