import os
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from tests.parts import PartMissing, install
from tests.parts.postgresql import free_port

VERSION = "8.19.21"
GROUP, NAME = "org.elasticsearch.distribution.integ-test-zip", "elasticsearch"
# Outside the repository, so that it is fetched and unpacked once on a machine.
# Not the home folder, which the user that the server runs as may not read.
CACHE = Path("/var/tmp") / "cchc-elasticsearch"
# The server refuses to run as root; every system has this user.
SERVER_USER = "nobody"
SECONDS_TO_START = 120

SETTINGS = """
discovery.type: single-node
network.host: 127.0.0.1
http.port: {port}
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
path.data: {folder}/data
path.logs: {folder}/logs
"""


class Server:
    """A running server: its ``url``, and the power to stop it as a crash would."""

    def __init__(self, home, folder, user, port):
        self.url = f"http://127.0.0.1:{port}"
        self._home, self._folder, self._user = home, folder, user
        self._process = None

    def start(self):
        """Start the server and wait until it answers.

        Raises:
            PartMissing: it does not come up.
        """
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self._folder),
            "ES_PATH_CONF": str(self._folder / "config"),
            "ES_JAVA_HOME": str(Path(shutil.which("java")).resolve().parent.parent),
            "ES_JAVA_OPTS": "-Xms512m -Xmx512m",
        }
        with (self._folder / "output").open("ab") as output:
            self._process = subprocess.Popen(
                [self._home / "bin" / "elasticsearch"],
                user=self._user,
                cwd=self._folder,
                env=environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        begun = time.monotonic()
        while time.monotonic() - begun < SECONDS_TO_START:
            if self._process.poll() is not None:
                break
            try:
                health = f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=5s"
                urllib.request.urlopen(health, timeout=10).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.3)
        self.kill()
        raise PartMissing(f"Elasticsearch does not start; see {self._folder}/output")

    def kill(self):
        """End the server at once, in the midst of whatever it does."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, 9)
            self._process.wait()


@contextmanager
def elasticsearch():
    """Run a private server and give its ``Server``.

    Raises:
        PartMissing: there is none and none can be fetched.
    """
    home = unpacked()
    folder = Path(tempfile.mkdtemp(prefix="cchc-elasticsearch-"))
    shutil.copytree(home / "config", folder / "config")
    port = free_port()
    (folder / "config" / "elasticsearch.yml").write_text(SETTINGS.format(port=port, folder=folder))
    user = None
    if os.geteuid() == 0:
        user = SERVER_USER
        for path in [folder, *folder.rglob("*")]:
            shutil.chown(path, user)
    server = Server(home, folder, user, port)
    try:
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def unpacked():
    """Return the folder of the unpacked server, fetched from Maven Central where it is not there.

    Raises:
        PartMissing: Java or Maven is missing, or the archive cannot be fetched.
    """
    home = CACHE / f"elasticsearch-{VERSION}"
    if not (shutil.which("java") and shutil.which("mvn")) and not install(
        "maven", "openjdk-17-jre-headless"
    ):
        raise PartMissing("Java and Maven are not installed")
    if home.exists():
        return home
    archive = _archive()
    if not archive.exists():
        artifact = f"-Dartifact={GROUP}:{NAME}:{VERSION}:zip"
        command = ["mvn", "-q", "-B", "dependency:get", artifact, "-Dtransitive=false"]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    if not archive.exists():
        raise PartMissing("Elasticsearch cannot be fetched from Maven Central")
    CACHE.mkdir(parents=True, exist_ok=True)
    # Another run may do the same at once: the folder appears whole or not at all.
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        # Not zipfile, which drops the permission to execute.
        shutil.unpack_archive(archive, folder)
        unpacked_home = Path(folder) / home.name
        for program in (unpacked_home / "bin").iterdir():
            program.chmod(0o755)
        Path(folder).chmod(0o755)
        if not home.exists():
            unpacked_home.rename(home)
    return home


def _archive():
    repository = Path.home() / ".m2" / "repository"
    return repository.joinpath(*GROUP.split("."), NAME, VERSION, f"{NAME}-{VERSION}.zip")
