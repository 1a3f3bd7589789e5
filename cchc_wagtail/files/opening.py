"""Opens a file in a process of its own, which has no more than so much memory and time.

What comes from outside may be made to harm: the process that reads it holds no secrets, knows no
database, and is ended when it takes too much. Nothing in a file is executed, and nothing that it
points to is fetched.
"""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from .articles import ReadArticle
from .kinds import kind_of
from .reading import CODES, ReadFile, UnreadableFile
from .scans import can_recognise

#: Bytes of the largest file that is opened.
MOST_BYTES = 50_000_000
#: Seconds after which the process is ended, with text recognition in it or without.
MOST_SECONDS = 60
MOST_SECONDS_OF_SCANS = 600
#: How a process ends that has used up its time: by SIGXCPU.
_TIME_IS_UP = -24
_PACKAGES = Path(__file__).parents[2]


def read_file(name: str, content: bytes, *, recognise: bool = True) -> ReadFile:
    """Return what stands in the file called ``name`` with these bytes.

    A scanned PDF is recognised by tesseract where ``recognise`` and where it is installed. Takes
    about a third of a second, and up to ``MOST_SECONDS``.

    Raises:
        UnreadableFile: it cannot be read, is of a kind that is not taken, or takes too much.
    """
    kind = _kind_of(name, content)
    answer = _ask(kind, content)
    is_scan = answer.get("code") == "scan" or answer.get("unread_pages")
    if is_scan and recognise and can_recognise():
        answer = _ask(kind, content, recognise=True)
    if "code" in answer:
        raise UnreadableFile(answer["code"])
    return ReadFile.from_dict(
        {"kind": kind, "size": len(content), "sha256": sha256(content).hexdigest(), **answer}
    )


def read_article(name: str, content: bytes) -> ReadArticle:
    """Return the article in the Word file (DOCX) called ``name`` with these bytes.

    Raises:
        UnreadableFile: as ``read_file``, or it is no Word file.
    """
    kind = _kind_of(name, content)
    if kind != "docx":
        raise UnreadableFile("not_word")
    answer = _ask("article", content)
    if "code" in answer:
        raise UnreadableFile(answer["code"])
    return ReadArticle.from_dict(answer)


def _kind_of(name: str, content: bytes) -> str:
    if not content:
        raise UnreadableFile("empty")
    if len(content) > MOST_BYTES:
        raise UnreadableFile("too_big")
    return kind_of(name, content)


def _ask(kind: str, content: bytes, *, recognise: bool = False) -> dict[str, Any]:
    command = [_python(), "-m", "cchc_wagtail.files", kind, *(["--recognise"] * recognise)]
    path = os.pathsep.join([str(_PACKAGES), *filter(None, sys.path)])
    environment = {"PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    for kept in ("PATH", "SYSTEMROOT", "TESSDATA_PREFIX", "LANG", "TMPDIR", "TEMP"):
        if kept in os.environ:
            environment[kept] = os.environ[kept]
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            env=environment,
            timeout=MOST_SECONDS_OF_SCANS if recognise else MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableFile("too_slow") from None
    if done.returncode:
        # Ended by the system, or by what a library could not stand.
        raise UnreadableFile("too_slow" if done.returncode == _TIME_IS_UP else "too_much")
    answer: dict[str, Any] = json.loads(done.stdout)
    assert answer.get("code", "broken") in CODES
    return answer


def _python() -> str:
    """Return the interpreter: within uWSGI and the like, ``sys.executable`` is the server."""
    if Path(sys.executable or "").name.lower().startswith("python"):
        return sys.executable
    for name in ("bin/python3", "bin/python", "python.exe", "Scripts/python.exe"):
        if (Path(sys.prefix) / name).exists():
            return str(Path(sys.prefix) / name)
    return "python3"
