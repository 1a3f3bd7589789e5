"""PostgreSQL's own full-text index (GIN), in the same database and transaction as the content."""

from django.db import connection, transaction
from django.db.models.expressions import RawSQL

from .database import PASSAGES, TITLES, DatabaseEngine

# Vectors without positions, kept out of the row itself, so that reading the rows that an index
# scan names touches few pages. Without fastupdate no search pays for what writers left over.
_CREATE = [
    "CREATE TABLE {table} (id bigint PRIMARY KEY, terms tsvector NOT NULL) "
    "WITH (toast_tuple_target = 128)",
    "ALTER TABLE {table} ALTER COLUMN terms SET STORAGE EXTERNAL",
    "CREATE INDEX {table}_gin ON {table} USING gin (terms) WITH (fastupdate = off)",
    # A scan of the whole table unpacks every vector, which the planner does not reckon with.
    "CREATE FUNCTION {table}_with(texts text[], weights float8[], lowest float8) "
    "RETURNS TABLE (id bigint, weight float8) LANGUAGE sql STABLE "
    "SET enable_seqscan = off SET jit = off AS $$ "
    "SELECT held.id, sum(wanted.weight) "
    "FROM unnest(texts, weights) AS wanted (term, weight) "
    "JOIN {table} held ON held.terms @@ wanted.term::tsquery "
    "GROUP BY held.id HAVING sum(wanted.weight) >= lowest $$",
]


def create_tables(cursor):
    for table in (PASSAGES, TITLES):
        for statement in _CREATE:
            cursor.execute(statement.format(table=table))


def drop_tables(cursor):
    for table in (PASSAGES, TITLES):
        cursor.execute(f"DROP FUNCTION IF EXISTS {table}_with")
        cursor.execute(f"DROP TABLE IF EXISTS {table}")


class PostgreSQLEngine(DatabaseEngine):
    guard = staticmethod(transaction.atomic)

    def add(self, titles, passages):
        with connection.cursor() as cursor:
            for table, rows in ((TITLES, titles), (PASSAGES, passages)):
                cursor.execute(
                    f"INSERT INTO {table} (id, terms) "
                    "SELECT id, array_to_tsvector(string_to_array(terms, ' ')) "
                    "FROM unnest(%s::bigint[], %s::text[]) AS added (id, terms) "
                    "ON CONFLICT (id) DO UPDATE SET terms = excluded.terms",
                    [[number for number, _ in rows], [" ".join(terms) for _, terms in rows]],
                )

    def remove(self, titles, passages):
        with connection.cursor() as cursor:
            for table, rows in ((TITLES, titles), (PASSAGES, passages)):
                cursor.execute(
                    f"DELETE FROM {table} WHERE id = ANY(%s)", [[number for number, _ in rows]]
                )

    def clear(self):
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {PASSAGES}, {TITLES}")

    def tidy(self):
        # Outside a transaction only; without fresh statistics a GIN scan may be thought dear.
        if not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute(f"VACUUM ANALYZE {PASSAGES}")
                cursor.execute(f"VACUUM ANALYZE {TITLES}")

    def weighed(self, table, terms, least):
        if len(terms) == 1 and terms[0].weight >= least:
            # Written out, so that the planner knows how common it is.
            sql = f"SELECT id, %s::float8 AS weight FROM {table} WHERE terms @@ %s::tsquery"
            return sql, [float(terms[0].weight), f"'{terms[0].text}'"]
        texts = [f"'{term.text}'" for term in terms]
        weights = [float(term.weight) for term in terms]
        return f"SELECT id, weight FROM {table}_with(%s, %s, %s)", [texts, weights, least]

    def id_set(self, ids):
        return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])
