import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tests.parts import PartMissing, install

# The server refuses to run as root; Debian's package brings this user.
SERVER_USER = "postgres"


def find_programs():
    """Return the folder of the newest installed PostgreSQL's programs, or None."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    folders = [folder for folder in folders if (folder / "initdb").exists()]
    if folders:
        return folders[-1]
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def postgresql():
    """Run a private PostgreSQL server and give its ``DATABASE_URL``.

    Raises:
        PartMissing: there is no server and none can be installed.
    """
    if os.environ.get("TEST_POSTGRESQL_URL"):
        yield os.environ["TEST_POSTGRESQL_URL"]
        return
    programs = find_programs()
    if programs is None:
        install("postgresql")
        programs = find_programs()
    if programs is None:
        raise PartMissing("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="cchc-postgresql-"))
    user = None
    if os.geteuid() == 0:
        user = SERVER_USER
        shutil.chown(folder, user)
        folder.chmod(0o700)
    name = user or pwd.getpwuid(os.geteuid()).pw_name

    def call(program, *arguments):
        subprocess.run(
            [programs / program, *arguments],
            check=True,
            user=user,
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )

    data, port = folder / "data", free_port()
    call("initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", name)
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} "
        "-c shared_buffers=512MB -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    )
    call("pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "start")
    try:
        yield f"postgres://{name}@127.0.0.1:{port}/postgres"
    finally:
        call("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
