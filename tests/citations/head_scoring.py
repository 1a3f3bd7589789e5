"""The heads of legal texts annotated by hand, and how many of them are read right.

``data/heads.jsonl`` holds one text a line with what it says of itself. ``source`` is "reference"
(a whole text of the reference data, by the name of its file; ``text`` is an excerpt of it, and
``changes_of_excerpt`` what is left in it of the changes),
"published" (the beginning of a published document, some with the end), "published later" (the same,
annotated when the reader was written, so that the first figures for them were those of unseen
texts) or "made" (layouts made up for the test; the people in them are examples).

Of what an amending document changes, the articles (Điều) count, not their clauses and points.
"""

import json
from collections import Counter
from pathlib import Path

from cchc_wagtail.citations import read_head

HEADS = Path(__file__).parent / "data" / "heads.jsonl"
FIELDS = [
    "type",
    "number",
    "issued_on",
    "issuer",
    "place",
    "title",
    "signatory",
    "position",
    "effective_from",
    "changes",
]
#: Compared letter by letter; the fields themselves without regard to capitals.
LETTER_CASE = ["issuer, letter case", "title, letter case"]


def annotated(law=None):
    """Return (group, text, annotation) of each text; ``law`` is the folder of whole texts."""
    texts = []
    with HEADS.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if "law" in row and law is not None:
                whole = (law / f"{row['law']}.txt").read_text(encoding="utf-8")
                texts.append(("reference, whole", whole, row))
            if "text" in row:
                group = "reference, excerpts" if "law" in row else row["source"]
                changes = row.get("changes_of_excerpt", row["changes"])
                texts.append((group, row["text"], {**row, "changes": changes}))
    return texts


def said(head):
    """Return ``head`` as the annotations write it."""
    found = {field: getattr(head, field) for field in FIELDS}
    for field in ("issued_on", "effective_from"):
        found[field] = found[field] and found[field].isoformat()
    found["changes"] = [
        {
            "kind": change.kind,
            "document": change.citation.number,
            "articles": [[one.article, one.clause, one.point] for one in change.citation.articles],
            "partial": change.is_partial,
            "effective_from": change.effective_from and change.effective_from.isoformat(),
        }
        for change in head.changes
    ]
    return found


def wrong(text, annotation):
    """Return the names of the fields of ``text`` that are not read as annotated."""
    found = said(read_head(text))
    expected = {**annotation, "changes": list(map(_numbered, annotation["changes"]))}
    for row in (found, expected):
        row["changes"] = sorted(map(_by_article, row["changes"]), key=str)
    names = [
        field for field in FIELDS if _without_case(found[field]) != _without_case(expected[field])
    ]
    return names + [
        name for name in LETTER_CASE if found[name.split(",")[0]] != expected[name.split(",")[0]]
    ]


def _numbered(change):
    """A law annotated by its name has no number."""
    has_number = any(map(str.isdigit, change["document"]))
    return {**change, "document": change["document"] if has_number else None}


def _by_article(change):
    if change["kind"] != "amends":
        return change
    return {**change, "articles": sorted({article for article, *_ in change["articles"]})}


def _without_case(value):
    return value.lower() if isinstance(value, str) else value


def score(texts):
    """Return group → (number of texts, field → how many are right)."""
    groups = {}
    for group, text, annotation in texts:
        asked, right = groups.setdefault(group, (Counter(), Counter()))
        mistakes = wrong(text, annotation)
        asked["texts"] += 1
        right.update(field for field in [*FIELDS, *LETTER_CASE] if field not in mistakes)
    return {group: (asked["texts"], right) for group, (asked, right) in groups.items()}
