import shutil
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest

# From Python 3.11 on.
tomllib = pytest.importorskip("tomllib")
ROOT = Path(__file__).parents[1]
#: Put in by the builder itself, or of use in a checkout alone.
OF_ITSELF = {"pyproject.toml", ".gitignore"}


@pytest.mark.skipif(
    not (ROOT / ".git").exists() or shutil.which("git") is None, reason="no checkout"
)
def test_the_source_distribution_holds_all_that_the_repository_does():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    tracked = subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).splitlines()
    top = {name.split("/")[0] for name in tracked} - OF_ITSELF
    left_out = {name for name in top if not any(fnmatch(f"/{name}", one) for one in included)}
    assert left_out == set()
