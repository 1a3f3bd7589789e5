"""The import of procedures: what is lost, what a second run changes, and the time of a record."""

import io
import json
import os
import resource
import time

PAGES = int(os.environ.get("BENCHMARK_IMPORT_PAGES", "10000"))


def run():
    """Import the sample twice, then variations of it up to ``PAGES`` pages; print the figures."""
    from cchc_wagtail.imports.models import ImportRow
    from cchc_wagtail.procedures.models import ProcedurePage
    from cchc_wagtail.procedures.records.importer import ProcedureImporter

    from .sample import SAMPLE, create_index_page, read_sample

    rows = read_sample()
    if rows is None:
        print("Imports: not measured, the sample of procedures is absent.")
        return
    if not ProcedurePage.objects.exists():
        create_index_page()
    ProcedurePage.objects.all().delete()
    importer = ProcedureImporter()
    with SAMPLE.open("rb") as file:
        first = [outcome.state for outcome in _import(importer, file)]
        second = [outcome.state for outcome in _import(ProcedureImporter(), file)]
    print("\nImport of procedures, published at once")
    print(f"  sample: {len(rows)} records, {first.count(ImportRow.State.NEW)} imported")
    print(f"  second run: {len(second) - second.count(ImportRow.State.UNCHANGED)} changes")
    times, memory = [], []
    more = io.BytesIO(_variations(rows, PAGES - len(rows)))
    more.name = "variations.jsonl"
    start = time.process_time()
    for number, _outcome in enumerate(_import(ProcedureImporter(), more), len(rows) + 1):
        times.append(time.process_time() - start)
        if number % 1000 == 0:
            memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        start = time.process_time()
    thousand = min(1000, len(times) // 2)
    early, late = (sum(part) / thousand for part in (times[:thousand], times[-thousand:]))
    print(
        f"  a record, milliseconds of the processor: {1000 * early:.0f} in the first {thousand},",
        end=" ",
    )
    print(f"{1000 * late:.0f} in the last {thousand} of {PAGES} pages ({late / early:.2f} ×)")
    print(f"  memory at its highest, MB, each 1,000 pages: {[round(one) for one in memory]}")


def _import(importer, file):
    from cchc_wagtail.imports.running import run_rows

    return run_rows(importer, file, publish=True)


def _variations(rows, count):
    """Return ``count`` records made of the sample's, with codes and names of their own."""
    lines = []
    for number in range(count):
        row = dict(rows[number % len(rows)])
        row["ma_thu_tuc"] = f"9.{number:06d}"
        row["ten_thu_tuc"] = f"{row['ten_thu_tuc'][:200]} – biến thể {number}"
        lines.append(json.dumps(row, ensure_ascii=False))
    return "\n".join(lines).encode()
