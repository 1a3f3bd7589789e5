"""What ``cchc_setup`` makes: every part makes only what is not there yet, and changes nothing."""

import json
from pathlib import Path

DATA = Path(__file__).parent / "data"


def read(name):
    """Return the content of the data file ``name`` (JSON)."""
    return json.loads((DATA / name).read_text(encoding="utf-8"))
