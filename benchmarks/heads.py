"""How many heads of legal texts are read right, field by field, and how fast.

    python -m benchmarks.heads

Texts annotated by hand; the whole ones of the reference data count where it is at hand. Compared is
one crude regular expression a field over the first lines.
"""

import re
import time

from tests.citations.head_scoring import FIELDS, LETTER_CASE, annotated, score

from .sample import ROOT

LAW = ROOT.parent / "shared" / "data" / "law"
CRUDE = {
    "number": re.compile(r"Số:\s*(\S+)"),
    "issued_on": re.compile(r"ngày\s+(\d+)\s+tháng\s+(\d+)\s+năm\s+(\d+)"),
    "type": re.compile(r"(?m)^(LUẬT|NGHỊ ĐỊNH|THÔNG TƯ|QUYẾT ĐỊNH|NGHỊ QUYẾT)\s*$"),
}


def run():
    """Print the share of right fields for each group of texts, and characters a second."""
    texts = annotated(LAW if LAW.exists() else None)
    groups = score(texts)
    print(f"\n{'read right, %':<24}" + "".join(f"{group:>22}" for group in groups))
    print(f"{'texts':<24}" + "".join(f"{count:>22}" for count, _ in groups.values()))
    for field in [*FIELDS, *LETTER_CASE]:
        shares = (right[field] / count for count, right in groups.values())
        print(f"{field:<24}" + "".join(f"{share:>22.1%}" for share in shares))
    for field, pattern in CRUDE.items():
        print(
            f"{field + ', crudely':<24}"
            + "".join(f"{crude(field, pattern, texts, group):>22.1%}" for group in groups)
        )
    speed(texts)


def crude(field, pattern, texts, group):
    asked = [(text, row) for name, text, row in texts if name == group]
    return sum(_found(field, pattern, text) == row[field] for text, row in asked) / len(asked)


def _found(field, pattern, text):
    match = pattern.search(text[:3_000])
    if match is None:
        return None
    if field == "issued_on":
        day, month, year = map(int, match.groups())
        return f"{year:04}-{month:02}-{day:02}"
    return match[1].capitalize() if field == "type" else match[1]


def speed(texts):
    from cchc_wagtail.citations import read_head

    characters = sum(len(text) for _, text, _ in texts)
    begun = time.perf_counter()
    for _, text, _ in texts:
        read_head(text)
    taken = time.perf_counter() - begun
    print(
        f"\n{len(texts)} texts, {characters / 1e6:.1f} million characters: {taken:.2f} s, "
        f"{len(texts) / taken:.0f} texts/s"
    )


if __name__ == "__main__":
    run()
