"""How well the citations found agree with those annotated."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from cchc_wagtail.citations import Citation, find_citations

GOLD = Path(__file__).with_name("gold.jsonl")


@dataclass
class Score:
    found: int = 0
    expected: int = 0
    right: int = 0

    def add(self, found: Counter, expected: Counter) -> None:
        self.found += found.total()
        self.expected += expected.total()
        self.right += (found & expected).total()

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.expected) if self.expected else 1.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f} ({self.expected})"


def leaf(reference) -> str:
    """Write a reference as the gold set does: ``7.2.a``, ``7.2``, ``7``, ``7..a``."""
    return ".".join([reference.article, reference.clause or "", reference.point or ""]).rstrip(".")


def passages() -> list[dict]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def annotated(text: str, citation: Citation) -> dict:
    return {
        "span": text[citation.start : citation.end],
        "kind": citation.kind,
        "number": citation.number,
        "articles": [leaf(reference) for reference in citation.articles],
    }


def _numbers(citations: list[dict]) -> Counter:
    return Counter(c["number"] for c in citations if c["kind"] == "document")


def _spans(citations: list[dict]) -> Counter:
    return Counter((c["span"], c["kind"]) for c in citations)


def _references(citations: list[dict]) -> Counter:
    return Counter((c["number"] or c["span"], leaf) for c in citations for leaf in c["articles"])


def score(gold: list[dict]) -> dict[str, Score]:
    """Score ``find_citations`` on passages: exact numbers, exact spans with kind, references."""
    measures = {"numbers": _numbers, "spans": _spans, "articles": _references}
    scores = {name: Score() for name in measures}
    for passage in gold:
        text = passage["text"]
        found = [annotated(text, citation) for citation in find_citations(text)]
        for name, measure in measures.items():
            scores[name].add(measure(found), measure(passage["citations"]))
    return scores


def differences(gold: list[dict]) -> list[str]:
    """Describe every passage on which the finder and the annotation differ."""
    described = []
    for passage in gold:
        text = passage["text"]
        found = [annotated(text, citation) for citation in find_citations(text)]
        expected = passage["citations"]
        if found != expected:
            missing = [c for c in expected if c not in found]
            extra = [c for c in found if c not in expected]
            described.append(f"{text!r}\n  missing {missing}\n  extra {extra}")
    return described
