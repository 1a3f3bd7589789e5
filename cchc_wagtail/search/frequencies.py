"""In how many passages each term stands, kept by us: one figure for every engine."""

from django.db import connection

from .models import TermFrequency

TOTAL = ""
_BATCH = 400


def change_counts(changes):
    """Add ``changes`` (term → difference) to the counts, in the current transaction."""
    table = connection.ops.quote_name(TermFrequency._meta.db_table)
    # In one order, so that two publications at once wait for each other and never in a circle.
    rows = sorted((term, difference) for term, difference in changes.items() if difference)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            values = ", ".join(["(%s, %s)"] * len(batch))
            cursor.execute(
                f"INSERT INTO {table} (term, count) VALUES {values} "
                f"ON CONFLICT (term) DO UPDATE SET count = {table}.count + excluded.count",
                [value for row in batch for value in row],
            )


def counts(terms):
    """Return term → number of passages, for those of ``terms`` that stand in any."""
    found = {}
    terms = list(dict.fromkeys(terms))
    for start in range(0, len(terms), _BATCH):
        rows = TermFrequency.objects.filter(
            term__in=terms[start : start + _BATCH], count__gt=0
        ).values_list("term", "count")
        found.update(rows)
    return found
