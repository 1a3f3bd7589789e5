"""The common part of the engines inside the database: all but how they look up a term.

They are written to in the transaction of the publication.
"""

from contextlib import nullcontext

from django.db import DatabaseError, connection
from django.db.models.expressions import RawSQL

from cchc_wagtail import clock

from ..models import PASSAGE_BITS, EntryFacet, EntryPeriod, FacetValue, SearchEntry
from .base import BEST_PASSAGES, BEST_TITLES, Candidates, Counted, Engine, SearchUnavailable

PASSAGES = "cchc_search_passage_terms"
TITLES = "cchc_search_title_terms"

_ENTRY = SearchEntry._meta.db_table
# Written out, for Django takes longer to build such a query than the database to answer it.
_HAVING = f"""
SELECT entry_id FROM {EntryFacet._meta.db_table} WHERE facet_value_id IN ({{values}})
UNION ALL
SELECT entry_id FROM {EntryPeriod._meta.db_table}
WHERE facet_value_id IN ({{values}}) AND begins_on <= %s AND ends_on >= %s
"""
_COUNTS = f"""
SELECT v.id, v.name, v.value, v.label, c.number FROM (
    SELECT f.facet_value_id, count(*) AS number
    FROM matching m JOIN {EntryFacet._meta.db_table} f ON f.entry_id = m.id
    WHERE {{having}} GROUP BY f.facet_value_id
    UNION ALL
    SELECT p.facet_value_id, count(*)
    FROM matching m JOIN {EntryPeriod._meta.db_table} p ON p.entry_id = m.id
    WHERE p.begins_on <= %s AND p.ends_on >= %s AND {{having}} GROUP BY p.facet_value_id
) c JOIN {FacetValue._meta.db_table} v ON v.id = c.facet_value_id
WHERE v.name {{test}} ({{names}})
"""


class DatabaseEngine(Engine):
    #: Stands around a query, whose error must not spoil a transaction in which it is asked.
    guard = nullcontext

    def add(self, titles, passages):
        """Index ``titles`` (entry id, terms) and ``passages`` (passage id, terms)."""
        raise NotImplementedError

    def remove(self, titles, passages):
        """Take out what was added, given exactly as it was added."""
        raise NotImplementedError

    def clear(self):
        """Empty the index."""
        raise NotImplementedError

    def tidy(self):
        """Put in order what many writes have left scattered; nothing has to happen."""

    def id_set(self, ids):
        """Return an expression for ``__in`` that holds ``ids``, of which there may be 100,000."""
        raise NotImplementedError

    def weighed(self, table, terms, least):
        """Return the SQL of ``(id, weight)`` in the order of ids, and its parameters.

        Of the rows of ``table`` that hold ``least`` of the summed weight of ``terms``.
        """
        raise NotImplementedError

    def best(self, wanted, scope):
        parts, values = [], []
        for number, one in enumerate(wanted):
            for table, terms, most in (
                (PASSAGES, one.passage_terms, BEST_PASSAGES),
                (TITLES, one.title_terms, BEST_TITLES),
            ):
                if terms:
                    sql, given = self._heaviest(table, terms, one.least, scope, most)
                    parts.append(f"SELECT {number}, {int(table == TITLES)}, h.* FROM ({sql}) AS h")
                    values += given
        best = [Candidates({}, {}) for _ in wanted]
        # One query, however many are wanted.
        for number, is_title, held, weight in self._rows(" UNION ALL ".join(parts), values):
            best[number][is_title][held] = weight
        return best

    def count(self, matching):
        matched, values = self._matched(matching)
        having = _having(matching)
        condition, given = _conditions(having, None)
        parts = [f"SELECT 0, '', '', '', count(*) FROM matching m WHERE {condition}"]
        values += given
        today = connection.ops.adapt_datefield_value(clock.today())
        for name in (None, *having):
            condition, given = _conditions(having, name)
            names = [name] if name else list(having) or [""]
            parts.append(
                _COUNTS.format(
                    having=condition,
                    test="IN" if name else "NOT IN",
                    names=", ".join(["%s"] * len(names)),
                )
            )
            values += [*given, today, today, *given, *names]
        sql = f"WITH matching AS ({matched}) {' UNION ALL '.join(parts)}"
        (_, _, _, _, total), *rows = sorted(self._rows(sql, values))
        return Counted(
            total,
            {
                FacetValue(pk=pk, name=name, value=value, label=label): number
                for pk, name, value, label, number in rows
            },
        )

    def places(self, matching, start, stop, newest_first=False):
        matched, values = self._matched(matching, with_places=True)
        condition, given = _conditions(_having(matching), None)
        order = "m.weight DESC, m.id"
        if newest_first:
            order = f"e.date IS NULL, e.date DESC, {order} DESC"
        sql = (
            f"WITH held AS ({matched}), matching AS (SELECT id, place, weight FROM ("
            "SELECT held.*, row_number() OVER (PARTITION BY id ORDER BY weight DESC, place) AS n "
            "FROM held) AS numbered WHERE n = 1) "
            f"SELECT m.id, m.place FROM matching m JOIN {_ENTRY} e ON e.id = m.id "
            f"WHERE {condition} ORDER BY {order} LIMIT %s OFFSET %s"
        )
        return self._rows(sql, [*values, *given, stop - start, start])

    def passages_with(self, terms):
        """Return expressions for ``__in`` of the passages and the titles with all ``terms``."""
        least = sum(term.weight for term in terms)
        both = [self.weighed(table, terms, least) for table in (PASSAGES, TITLES)]
        return [RawSQL(f"SELECT id FROM ({sql}) AS weighed", values) for sql, values in both]

    def entries_of(self, matching):
        """Return an expression for ``__in`` that holds the entries of a ``Matching``."""
        return RawSQL(*self._matched(matching))

    def _heaviest(self, table, terms, least, scope, most):
        sql, values = self.weighed(table, terms, least)
        condition, given = self._scoped(scope, _entry_of(table))
        # Of one term all weigh the same, and SQLite gives them in the order of ids.
        order = "id" if len(terms) == 1 else "weight DESC, id"
        sql = f"SELECT id, weight FROM ({sql}) AS w WHERE {condition} ORDER BY {order} LIMIT %s"
        return sql, [*values, *given, most]

    def _matched(self, matching, with_places=False):
        """Return the SQL, and its parameters, of the ids of entries that match.

        With places, ``(id, place, weight)``, where an entry may come several times.
        """
        parts, values = [], []

        def add(entry, place, weight, rows, condition, *given):
            more = f", {place} AS place, {weight} AS weight" if with_places else ""
            parts.append(f"SELECT {entry} AS id{more} FROM {rows} WHERE {condition}")
            for some in given:
                values.extend(some)

        title = _place_of(TITLES)
        if matching.wanted is None:
            add("id", title, 0, _ENTRY, *self._scoped(matching.scope, "id"))
        for one in matching.wanted or []:
            for table, terms in ((PASSAGES, one.passage_terms), (TITLES, one.title_terms)):
                if terms:
                    entry = _entry_of(table)
                    sql, given = self.weighed(table, terms, one.least)
                    condition, scoped = self._scoped(matching.scope, entry)
                    rows = f"({sql}) AS weighed"
                    add(entry, _place_of(table), "weight", rows, condition, given, scoped)
        also = self.id_set(matching.also)
        add("id", title, 0, _ENTRY, f"id IN ({also.sql})", also.params)
        return (" UNION ALL " if with_places else " UNION ").join(parts), values

    def _scoped(self, scope, entry):
        """Return the condition, and its parameters, that ``entry`` (SQL) is in ``scope``."""
        conditions, values = ["1 = 1"], []
        if scope.condition:
            rows = SearchEntry.objects.filter(scope.condition).values("pk")
            sql, given = rows.query.sql_with_params()
            conditions.append(f"{entry} IN ({sql})")
            values += given
        if scope.only is not None:
            ids = self.id_set(scope.only)
            conditions.append(f"{entry} IN ({ids.sql})")
            values += ids.params
        if scope.without:
            ids = self.id_set(scope.without)
            conditions.append(f"{entry} NOT IN ({ids.sql})")
            values += ids.params
        return " AND ".join(conditions), values

    def _rows(self, sql, values):
        try:
            with self.guard(), connection.cursor() as cursor:
                cursor.execute(sql, values)
                return cursor.fetchall()
        except DatabaseError as error:
            raise SearchUnavailable("The index inside the database does not answer.") from error


def _entry_of(table):
    return f"id >> {PASSAGE_BITS}" if table == PASSAGES else "id"


def _place_of(table):
    return "id" if table == PASSAGES else f"id << {PASSAGE_BITS}"


def _having(matching):
    """Return facet → the SQL, and its parameters, of the entries that have a chosen value today."""
    today = connection.ops.adapt_datefield_value(clock.today())
    having = {}
    for name, values in matching.chosen.items():
        places = ", ".join(["%s"] * len(values)) or "NULL"
        having[name] = (_HAVING.format(values=places), [*values, *values, today, today])
    return having


def _conditions(having, left_out):
    """Return the condition, and its parameters, that ``m.id`` has all that is asked for."""
    kept = [one for name, one in having.items() if name != left_out]
    conditions = ["1 = 1", *(f"m.id IN ({sql})" for sql, _ in kept)]
    return " AND ".join(conditions), [value for _, values in kept for value in values]
