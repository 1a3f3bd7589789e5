"""Elasticsearch: an index of the same terms on a server of its own.

One document a passage, with the terms as they are, cut at spaces: so any server with nothing but
its core will do. The first passage's document stands for the entry as well: it has the title, the
facets, and the terms of all passages once more, nested, so that entries are counted and not
passages. The index is called by an alias; a rebuilt one is made beside it and takes the alias over
in one step.
"""

import time
from functools import lru_cache

from django.core.exceptions import ImproperlyConfigured
from django.db.models import F

from cchc_wagtail import clock
from cchc_wagtail.conf import get_setting

from ..models import MAX_PASSAGES, PASSAGE_BITS, FacetValue, ForgottenPassage, passage_id
from .base import (
    BEST_PASSAGES,
    BEST_TITLES,
    Candidates,
    Counted,
    Engine,
    SearchUnavailable,
)
from .failover import CircuitBreaker

try:
    from elastic_transport import TransportError
    from elasticsearch import ApiError, Elasticsearch
    from elasticsearch.helpers import streaming_bulk
except ImportError as error:
    raise ImproperlyConfigured(
        "CCHC_WAGTAIL['SEARCH_ENGINE'] is 'elasticsearch', whose client is not installed: "
        "pip install cchc-wagtail[elasticsearch]"
    ) from error

# Grows when documents or mapping change, so that no index of another make is ever asked.
MAKE = 2
PAGE = 10_000
# Seconds that writing a batch may take, and its bytes.
WRITING_TIMEOUT = 10
MOST_BYTES = 8_000_000
# Of a facet's values; more than there ever are, for all are counted.
MOST_VALUES = 10_000
# Removed entries that the server has not been told of yet are left out of counts, up to so many.
MOST_FORGOTTEN = 1000
OWN_OPTIONS = {"index": "cchc", "timeout": 0.5, "shards": 1, "replicas": None}
PASSAGES, TITLES, NESTED = "terms", "title_terms", "held.terms"

FILLING = {"refresh_interval": "-1", "number_of_replicas": 0}

_TERMS = {"type": "text", "analyzer": "whitespace", "norms": False, "index_options": "docs"}
_WORD = {"type": "keyword", "doc_values": False}
_STORED = {"type": "long", "index": False}
_MAPPING = {
    "dynamic": "strict",
    "_source": {"enabled": False},
    "properties": {
        "passage": _STORED,
        "version": _STORED,
        PASSAGES: _TERMS,
        "entry": {"type": "long"},
        "site": _WORD,
        "content_type": _WORD,
        # From here on, of the first passage alone. Days are counted, as ``date.toordinal`` does.
        "is_entry": {"type": "boolean", "doc_values": False},
        TITLES: _TERMS,
        "date": {"type": "integer", "index": False},
        "values": {"type": "keyword"},
        "periods": {
            "type": "nested",
            "properties": {
                "value": {"type": "keyword"},
                "begins": {"type": "integer"},
                "ends": {"type": "integer"},
            },
        },
        "held": {"type": "nested", "properties": {"passage": _STORED, "terms": _TERMS}},
    },
}


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
    search may take), ``shards``, ``replicas`` (None: one where there is a second node), and
    whatever the client takes: ``hosts``, ``api_key``, ``ca_certs``, ``cloud_id``, ``basic_auth``, …
    Methods that write or read raise ``SearchUnavailable``."""

    def __init__(self, options):
        own = {name: options.get(name, default) for name, default in OWN_OPTIONS.items()}
        client = {name: value for name, value in options.items() if name not in OWN_OPTIONS}
        self.alias = f"{own['index']}-{MAKE}"
        self._shards, self._replicas = own["shards"], own["replicas"]
        self.breaker = CircuitBreaker()
        try:
            self._client = Elasticsearch(
                request_timeout=own["timeout"], retry_on_timeout=False, max_retries=0, **client
            )
        except (TypeError, ValueError) as error:
            raise ImproperlyConfigured(f"CCHC_WAGTAIL['ELASTICSEARCH']: {error}") from error
        self._writer = self._client.options(request_timeout=WRITING_TIMEOUT)

    def best(self, wanted, scope):
        searches = []
        for one in wanted:
            for field, terms, order, most in (
                (PASSAGES, one.passage_terms, "passage", BEST_PASSAGES),
                (TITLES, one.title_terms, "entry", BEST_TITLES),
            ):
                search = {
                    "query": {"bool": {"must": _weighing(field, terms), "filter": _within(scope)}},
                    "min_score": one.least,
                    "sort": [{"_score": "desc"}, {order: "asc"}],
                    "size": most,
                    "track_total_hits": False,
                    # What is stored of a hit is compressed, and reading it takes longest of all.
                    "stored_fields": "_none_",
                }
                searches += [{"index": self.alias, "allow_partial_search_results": False}, search]
        with _answering():
            answer = self._client.msearch(
                searches=searches,
                # With the status, for what is empty would be left out, and places shift.
                filter_path="responses.status,responses.error.type,responses.hits.hits.sort",
            )
            found = [_weights(one) for one in answer["responses"]]
        return [Candidates(*pair) for pair in zip(found[::2], found[1::2], strict=True)]

    def count(self, matching):
        having = {name: _having(values) for name, values in matching.chosen.items()}
        counts = {
            str(number): {
                "filter": {"bool": {"filter": [h for other, h in having.items() if other != name]}},
                "aggs": {
                    "lasting": _counting("values"),
                    "periods": {
                        "nested": {"path": "periods"},
                        "aggs": {
                            "today": {
                                "filter": _today(),
                                "aggs": {"values": _counting("periods.value")},
                            }
                        },
                    },
                },
            }
            for number, name in enumerate((None, *having))
        }
        answer = self._search(
            query=_matching(matching, _unseen()),
            aggs=counts,
            size=0,
            track_total_hits=False,
            filter_path="_shards.failed,aggregations",
        )
        found = [answer["aggregations"][key] for key in counts]
        numbers = [
            {
                int(bucket["key"]): bucket["doc_count"]
                for counted in (one["lasting"], one["periods"]["today"]["values"])
                for bucket in counted["buckets"]
            }
            for one in found
        ]
        rows = FacetValue.objects.in_bulk({value for one in numbers for value in one})
        place = {name: number for number, name in enumerate(having, 1)}
        values = {row: numbers[place.get(row.name, 0)].get(pk, 0) for pk, row in rows.items()}
        return Counted(found[0]["doc_count"], {row: n for row, n in values.items() if n})

    def places(self, matching, start, stop, newest_first=False):
        having = [_having(values) for values in matching.chosen.values()]
        query = {"bool": {"must": _matching(matching, _unseen(), True), "filter": having}}
        by_weight = [{"_score": "desc"}, {"entry": "asc"}]
        by_date = [
            {"date": {"order": "desc", "missing": "_last"}},
            {"_score": "desc"},
            {"entry": "desc"},
        ]
        answer = self._search(
            query=query,
            sort=by_date if newest_first else by_weight,
            from_=start,
            size=stop - start,
            track_total_hits=False,
            stored_fields="_none_",
            docvalue_fields=["entry"],
            track_scores=True,
        )
        return [(hit["fields"]["entry"][0], _place(hit)) for hit in answer["hits"]["hits"]]

    def _search(self, **search):
        with _answering():
            return self._client.search(
                index=self.alias, allow_partial_search_results=False, **search
            )

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
                self._create()
            done = streaming_bulk(
                self._writer,
                actions,
                chunk_size=2000,
                max_chunk_bytes=MOST_BYTES,
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
                return self._create(filling=True), 0
            self._writer.indices.refresh(index=unfinished[-1])
            answer = self._writer.search(
                index=unfinished[-1], sort=[{"passage": "desc"}], size=1, stored_fields="_none_"
            )
            hits = answer["hits"]["hits"]
            return unfinished[-1], hits[0]["sort"][0] >> PASSAGE_BITS if hits else 0

    def rebuild_finished(self, index):
        """Let ``index`` answer from now on, in one step; remove those it replaces."""
        with _answering():
            self._writer.indices.put_settings(index=index, settings=self._serving())
            self._writer.indices.refresh(index=index)
            old = self._current()
            remove = [{"remove": {"index": name, "alias": self.alias}} for name in old]
            add = {"add": {"index": index, "alias": self.alias}}
            self._writer.indices.update_aliases(actions=[*remove, add])
            for name in old:
                self._writer.indices.delete(index=name)

    def _create(self, filling=False):
        """Make an index: one that answers, or one that is filled beside it, which is faster."""
        name = f"{self.alias}-{time.time_ns() // 1000}"
        settings = {"number_of_shards": self._shards, "max_terms_count": 1_000_000}
        settings |= FILLING if filling else self._serving()
        self._writer.indices.create(
            index=name,
            settings=settings,
            mappings=_MAPPING,
            aliases=None if filling else {self.alias: {}},
        )
        return name

    def _serving(self):
        if self._replicas is None:
            return {"refresh_interval": None, "auto_expand_replicas": "0-1"}
        return {"refresh_interval": None, "number_of_replicas": self._replicas}

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
            stored_fields="_none_",
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


def _weighing(field, terms):
    """The sum of the weights of those of ``terms`` that a text has is its score."""
    each = [
        {"constant_score": {"filter": {"term": {field: term.text}}, "boost": term.weight}}
        for term in terms
    ]
    return {"bool": {"should": each}} if each else {"match_none": {}}


def _holding(field, terms, least):
    return {"function_score": {"query": _weighing(field, terms), "min_score": least}}


def _matching(matching, unseen, with_places=False):
    """The entries of a ``Matching``, with the weight of what they hold best as their score."""
    if matching.wanted is None:
        each = [{"constant_score": {"filter": {"term": {"is_entry": True}}, "boost": 0}}]
    else:
        each = [{"match_none": {}}]
    for number, one in enumerate(matching.wanted or []):
        nested = {
            "path": "held",
            "score_mode": "max",
            "query": _holding(NESTED, one.passage_terms, one.least),
        }
        if with_places:
            nested["inner_hits"] = {
                "name": str(number),
                "size": 1,
                "sort": [{"_score": "desc"}, {"held.passage": "asc"}],
                "docvalue_fields": ["held.passage"],
                "_source": False,
            }
        each += [{"nested": nested}, _holding(TITLES, one.title_terms, one.least)]
    scoped = {"bool": {"must": {"dis_max": {"queries": each}}, "filter": _within(matching.scope)}}
    also = [{"term": {"is_entry": True}}, {"terms": {"entry": [*matching.also]}}]
    also = {"constant_score": {"filter": {"bool": {"filter": also}}, "boost": 0}}
    return {"bool": {"should": [scoped, also], "minimum_should_match": 1, "must_not": unseen}}


def _within(scope):
    """Return the filters that a ``Scope`` is."""
    filters = []
    if scope.site is not None:
        filters.append({"terms": {"site": ["", str(scope.site)]}})
    if scope.content_type is not None:
        filters.append({"term": {"content_type": str(scope.content_type)}})
    if scope.only is not None:
        filters.append({"terms": {"entry": [*scope.only]}})
    if scope.without:
        filters.append({"bool": {"must_not": {"terms": {"entry": [*scope.without]}}}})
    return filters


def _unseen():
    """Return the condition that an entry has been removed, which the server is still to be told.

    Raises:
        SearchUnavailable: there are so many that the database answers better.
    """
    # A first passage is forgotten with its entry only.
    rows = ForgottenPassage.objects.annotate(order=F("id").bitand(MAX_PASSAGES - 1)).filter(order=0)
    numbers = rows.values_list("pk", flat=True)[: MOST_FORGOTTEN + 1]
    entries = [number >> PASSAGE_BITS for number in numbers]
    if len(entries) > MOST_FORGOTTEN:
        raise SearchUnavailable("Elasticsearch has too many removed entries.")
    return {"terms": {"entry": entries}}


def _having(values):
    """The entries that have one of ``values`` (ids) today."""
    values = [str(value) for value in values]
    today = {"bool": {"filter": [{"terms": {"periods.value": values}}, _today()]}}
    each = [{"terms": {"values": values}}, {"nested": {"path": "periods", "query": today}}]
    return {"bool": {"should": each}}


def _today():
    day = clock.today().toordinal()
    begun = {"range": {"periods.begins": {"lte": day}}}
    return {"bool": {"filter": [begun, {"range": {"periods.ends": {"gte": day}}}]}}


def _counting(field):
    return {"terms": {"field": field, "size": MOST_VALUES}}


def _place(hit):
    """Return the passage that an entry is found by: that which weighs most, or else the first."""
    best, place = 0, passage_id(hit["fields"]["entry"][0], 0)
    for one in hit.get("inner_hits", {}).values():
        for inner in one["hits"]["hits"]:
            weight, passage = inner["sort"]
            if weight > best and weight >= hit["_score"]:
                best, place = weight, passage
    return place


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
