"""SQLite's own full-text index (FTS5), in the same database and transaction as the content."""

import json

from django.db import connection
from django.db.models.expressions import RawSQL

from .database import PASSAGES, TITLES, DatabaseEngine

# detail=none: positions are not needed, and it is a third of the size. The texts are folded
# syllables already, so the plainest tokenizer does; without tokenchars a bigram would become a
# phrase of two common words. Contentless, because the texts stand in SearchPassage.
_CREATE = (
    "CREATE VIRTUAL TABLE {} USING fts5("
    "terms, content='', detail='none', tokenize=\"ascii tokenchars '_'\")"
)


def create_tables(cursor):
    for table in (PASSAGES, TITLES):
        cursor.execute(_CREATE.format(table))


def drop_tables(cursor):
    for table in (PASSAGES, TITLES):
        cursor.execute(f"DROP TABLE IF EXISTS {table}")


class SQLiteEngine(DatabaseEngine):
    def add(self, titles, passages):
        with connection.cursor() as cursor:
            for table, rows in ((TITLES, titles), (PASSAGES, passages)):
                cursor.executemany(
                    f"INSERT INTO {table} (rowid, terms) VALUES (%s, %s)", _joined(rows)
                )

    def remove(self, titles, passages):
        # A contentless table forgets a row when it is handed the old text (SQLite before 3.43
        # knows no other way).
        with connection.cursor() as cursor:
            for table, rows in ((TITLES, titles), (PASSAGES, passages)):
                cursor.executemany(
                    f"INSERT INTO {table} ({table}, rowid, terms) VALUES ('delete', %s, %s)",
                    _joined(rows),
                )

    def clear(self):
        with connection.cursor() as cursor:
            for table in (PASSAGES, TITLES):
                cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")

    def tidy(self):
        with connection.cursor() as cursor:
            for table in (PASSAGES, TITLES):
                cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")

    def weighed(self, table, terms, least):
        # One MATCH a term: bm25() is 0 for every row of such a table, and a sum of weights is what
        # picks candidates best.
        each = f"SELECT rowid AS id, %s AS weight FROM {table} WHERE {table} MATCH %s"
        values = [value for term in terms for value in (term.weight, f'"{term.text}"')]
        if len(terms) == 1:
            return (each, values) if terms[0].weight >= least else (f"{each} LIMIT 0", values)
        sql = (
            f"SELECT id, sum(weight) AS weight FROM ({' UNION ALL '.join([each] * len(terms))}) "
            "GROUP BY id HAVING sum(weight) >= %s"
        )
        return sql, [*values, least]

    def id_set(self, ids):
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])


def _joined(rows):
    return [(number, " ".join(terms)) for number, terms in rows]
