"""Opens a file in a process of its own, which has no more than so much memory and time.

What comes from outside may be made to harm: the process that reads it holds no secrets, knows no
database, and is ended when it takes too much. Nothing in a file is executed, and nothing that it
points to is fetched.
"""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from .articles import ReadArticle
from .kinds import kind_of
from .reading import CODES, ReadFile, UnreadableFile
from .scans import can_recognise
from .word_templates.problems import BadTemplate, Problem

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


@dataclass(frozen=True)
class Picture:
    """A picture for a template: its alternative ``text``, its ``width`` in cm if there is room."""

    png: bytes
    text: str
    width: float = 15.5


def fill_template(
    name: str,
    content: bytes,
    fields: dict[str, Any],
    values: dict[str, Any],
    required: Sequence[str] = (),
) -> bytes:
    """Return the Word file (DOCX) that the template called ``name`` becomes with ``values``.

    Which fields there are say ``fields``, which of them it has to print ``required``, by their
    paths; see ``word_templates.fields``. Texts stand in it as they are, whatever is in them; where
    the field is a picture, the value is a ``Picture``. Takes about half a second.

    Raises:
        BadTemplate: a tag is wrong, or it holds what no template may; it says what and where.
        UnreadableFile: as ``read_file``, or it is no Word file.
    """
    if _kind_of(name, content) != "docx":
        raise UnreadableFile("not_word")
    request = {"docx": content, "fields": fields, "values": values, "required": list(required)}
    answer = _ask("template", json.dumps(request, default=_for_json).encode())
    if "code" in answer:
        raise UnreadableFile(answer["code"])
    if "problems" in answer:
        raise BadTemplate(Problem.from_dict(one) for one in answer["problems"])
    return base64.b64decode(answer["docx"])


def _for_json(value: object) -> Any:
    if isinstance(value, Picture):
        return vars(value)
    assert isinstance(value, bytes)
    return base64.b64encode(value).decode()


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
