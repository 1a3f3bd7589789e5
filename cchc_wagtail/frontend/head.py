"""What our pages say of themselves in the head of the document, in any site.

A host's base template has a block for the title and one for the content, and often none for the
head. So the block ``cchc_head`` of our templates is put before the end of the head, one line a
statement, and what the host's template says already is left out.
"""

import re

_END = re.compile(r"</head\s*>", re.IGNORECASE)
#: What a line states: ``description``, ``og:title``, ``canonical`` …
_SUBJECT = re.compile(r'<(?:meta|link)\b[^>]*?\b(?:name|property|rel)="([^"]+)"', re.IGNORECASE)
#: Of these there may be several.
_MANY = {"alternate", "stylesheet"}


def with_head(html: str, ours: str) -> str:
    """Return the document ``html`` with the lines of ``ours`` in its head.

    A line that states what the head states already is left out; a document without ``</head>``
    comes back as it was.
    """
    end = _END.search(html)
    if end is None:
        return html
    said = {subject.lower() for subject in _SUBJECT.findall(html, 0, end.start())} - _MANY
    lines = [line.strip() for line in ours.splitlines() if line.strip()]
    added = [line for line in lines if not said.intersection(_SUBJECT.findall(line))]
    head = "".join(f"  {line}\n  " for line in added)
    return f"{html[: end.start()]}{head}{html[end.start() :]}"
