"""In how many passages each term stands, kept by us: one figure for every engine."""

from django.db import connection

from ..models import TermFrequency

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


class TermCounts:
    """The counts that one search has looked up; each term is asked for once."""

    def __init__(self):
        self._known = {}

    def of(self, terms):
        """Return term → number of passages, for those of ``terms`` that stand in any."""
        terms = list(dict.fromkeys(terms))
        new = [term for term in terms if term not in self._known]
        self._known.update(dict.fromkeys(new, 0))
        for start in range(0, len(new), _BATCH):
            rows = TermFrequency.objects.filter(term__in=new[start : start + _BATCH])
            self._known.update(rows.values_list("term", "count"))
        return {term: self._known[term] for term in terms if self._known[term] > 0}
