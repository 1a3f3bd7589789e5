"""One form of dates everywhere: ``04/4/2024``."""

from pathlib import Path

import pytest

import cchc_wagtail

PACKAGE = Path(cchc_wagtail.__file__).parent
#: Where other forms are written for machines, or read.
ELSEWHERE = {PACKAGE / "wagtail_vi" / "dates.py"}


@pytest.mark.parametrize("pattern", ["d/m/Y", "%d/%m/%Y"])
def test_no_template_and_no_sentence_writes_dates_by_itself(pattern):
    sources = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.txt")]
    found = [path for path in sources if pattern in path.read_text() and path not in ELSEWHERE]
    assert found == []
