"""How fast citations are found in real legal bases, and resolved when a document is registered.

Compared is a single naive regular expression for numbers, which finds no laws by name, no articles,
no dates, and takes form codes for documents; a naive one in pure Python is the bound on what any
finder in Python can reach.
"""

import re
import statistics
import time

NAIVE = re.compile(r"\d+/(\d{4}/)?[A-ZĐ-]+")
RUNS = 7
WAITING = 10_000


def run():
    """Print the figures; the database is expected to be fresh and migrated."""
    from .sample import read_sample

    rows = read_sample()
    if rows is None:
        print("citations: not run, for ../shared/data/procedures-sample.jsonl is not here")
        return
    print(
        f"\n{'citations found':<24}{'characters':>12}{'ours M/s':>10}{'naive M/s':>11}{'ratio':>7}"
    )
    compare("legal bases", [row["can_cu_phap_ly_raw"] for row in rows])
    compare("steps", [row["trinh_tu_thuc_hien"] for row in rows])
    compare("10^6 digits, slashes", ["1234567890/" * 91_000])
    resolution()


def compare(name, texts):
    from cchc_wagtail.citations import find_citations

    characters = sum(map(len, texts))
    ours = seconds(lambda: [find_citations(text) for text in texts])
    naive = seconds(lambda: [list(NAIVE.finditer(text)) for text in texts])
    speeds = [characters / taken / 1e6 for taken in (ours, naive)]
    print(f"{name:<24}{characters:>12,}{speeds[0]:>10.1f}{speeds[1]:>11.1f}{naive / ours:>7.2f}")


def seconds(work):
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def resolution():
    """Register a document that many stored citations wait for."""
    import datetime

    from django.contrib.contenttypes.models import ContentType
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from cchc_wagtail.citations import DocumentNumber
    from cchc_wagtail.registry.models import (
        ContentCitation,
        DocumentType,
        Issuer,
        LegalDocument,
    )

    key = DocumentNumber.parse("61/2018/NĐ-CP").key
    content = ContentType.objects.get_for_model(LegalDocument)
    ContentCitation.objects.bulk_create(
        ContentCitation(content_type=content, object_id=f"x{number}", kind="document", key=key,
                        text="Nghị định 61/2018/NĐ-CP", status="unresolved", start=0, end=0)
        for number in range(WAITING)
    )  # fmt: skip
    document = LegalDocument(
        number="61/2018/NĐ-CP",
        title="Về thực hiện cơ chế một cửa",
        document_type=DocumentType.objects.create(name="Nghị định", abbreviation="NĐ"),
        issuer=Issuer.objects.create(name="Chính phủ", abbreviation="CP"),
        issued_on=datetime.date(2018, 4, 23),
    )
    begun = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        document.save()
    taken = (time.perf_counter() - begun) * 1000
    resolved = ContentCitation.objects.filter(document=document).count()
    print(
        f"\na document registered: {resolved:,} citations resolved in {taken:.0f} ms, "
        f"{len(queries)} queries"
    )
