"""Makes the copy of a site for the tests of later upgrades.

    python -m tests.upgrade --update

writes a copy with today's date as its name. To be run once for a release, with the lowest Wagtail
and Django that the package allows: a copy of a newer Wagtail cannot be tested with an older one.
Without ``--update`` nothing is written; either way it tells the size, and fails where a table of
ours is empty.
"""

import datetime
import sys
import tempfile
from pathlib import Path

import django
import wagtail

from cchc_wagtail import __version__
from tests.upgrade import build, pack, rows


def main():
    print(f"cchc_wagtail {__version__}, Wagtail {wagtail.__version__}, Django {django.__version__}")
    with tempfile.TemporaryDirectory() as folder:
        host = build(Path(folder))
        host.manage("migrate", "--verbosity", "0")
        host.manage("cchc_setup", "--verbosity", "0")
        host.python("from tests.upgrade.content import fill; fill()")
        empty = [name for name, count in rows(host).items() if not count]
        target = Path(__file__).parent if "--update" in sys.argv else Path(folder)
        copy = target / f"{datetime.date.today()}.sqlite3.xz"
        pack(host, copy)
        print(f"{copy.name}: {copy.stat().st_size / 1000:.0f} kB")
    if empty:
        print(f"Without a row: {', '.join(empty)}")
    return int(bool(empty))


if __name__ == "__main__":
    sys.exit(main())
