import os
import subprocess
import sys

import pytest


@pytest.mark.skipif("'ELASTICSEARCH_URL' not in os.environ", reason="Elasticsearch does not run")
def test_nobody_notices_that_the_server_dies(tmp_path):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'outage.sqlite3'}"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.search.outage"],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=280,
    )
    print(done.stdout)
    assert done.returncode == 0, done.stderr[-3000:]
