"""The process that opens a file: its bytes on the standard input, what stands in it as JSON.

Of a template it is the request on the standard input, as JSON, and the filled file that comes out.

``python -m cchc_wagtail.files KIND [--recognise]``; ``opening.read_file`` starts it.
"""

import json
import sys
from contextlib import suppress
from typing import Any

from . import articles, plain, word
from .limits import limit
from .reading import UnreadableFile


def main() -> None:
    kind, recognise = sys.argv[1], "--recognise" in sys.argv
    limit(recognise=recognise)
    content = sys.stdin.buffer.read()
    try:
        answer = _read(kind, content, recognise)
    except UnreadableFile as error:
        answer = {"code": error.code}
    except MemoryError:
        answer = {"code": "too_much"}
    except Exception as error:
        # Whatever a library makes of a broken file.
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        answer = {"code": "broken"}
    with suppress(BrokenPipeError):
        json.dump(answer, sys.stdout)


def _read(kind: str, content: bytes, recognise: bool) -> dict[str, Any]:
    if kind == "pdf":
        from . import pdf

        return pdf.read(content, recognise=recognise)
    if kind == "template":
        from .word_templates import filling

        return filling.answer(content)
    readers = {
        "article": articles.read,
        "docx": word.read,
        "txt": plain.read_text,
        "html": plain.read_html,
    }
    return readers[kind](content)


if __name__ == "__main__":
    main()
