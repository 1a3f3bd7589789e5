"""The real servers and programs that tests use, and how they are had on a bare machine."""

import os
import shutil
import subprocess


class PartMissing(Exception):
    """A part that some tests need is not on this machine and cannot be installed."""


def install(*packages):
    """Install Debian packages where this user may; return whether that worked."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update"], check=False, env=environment, **quiet)
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    return subprocess.run(command, check=False, env=environment, **quiet).returncode == 0
