"""Examples of the shapes of numbers that the reference data counts."""

import json
import re
from pathlib import Path

SHAPES = Path(__file__).resolve().parents[3] / "shared" / "data" / "citation-shapes.json"
NOT_DOCUMENTS = Path(__file__).with_name("not_documents.txt")


def example(shape: str) -> str:
    """Write digits and years where the shape has 9 and Y."""
    written = re.sub(r"(?<![A-Za-zĐđ])Y(?![A-Za-zĐđ])|(?<=^9)Y", "2015", shape)
    written = re.sub(
        r"(?<=QH)9|(?<=UBTVQHK)9|(?<=UBXH)9|(?<=UBVĐXH)9|(?<=UBTCNS)9|(?<=UBVHGDTTN)9",
        "13",
        written,
    )
    written = re.sub(r"^(9\w?/)9(?=[A-ZĐ]{2}|-)", r"\g<1>2015", written)
    written = re.sub(r"^(9/)9/(?=NĐ)", r"\g<1>98/", written)
    return re.sub(r"^9", "61", written)


def shapes() -> list[str]:
    return [shape for shape, _ in json.loads(SHAPES.read_text(encoding="utf-8"))]


def not_documents() -> set[str]:
    return set(NOT_DOCUMENTS.read_text(encoding="utf-8").split())
