"""The parts of ``cchc_setup``: each makes only what is not there yet, and changes nothing."""

import csv
import json
from pathlib import Path

DATA = Path(__file__).parent / "data"


def read(name):
    """Return the content of the data file ``name`` (JSON)."""
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def read_tables(folder):
    """Yield the rows of the tables (CSV) in ``folder``, by the names of the files; text all."""
    for path in sorted((DATA / folder).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as table:
            yield from csv.DictReader(table)
