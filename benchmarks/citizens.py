"""Questions as citizens put them, judged by somebody who had seen neither the code nor its words.

Most sites hold few of the procedures that they ask for, and must not be sure of another: the same
questions are put to one with the fields of a Department of Foreign Affairs alone.

Their first 240 are there to develop on. ``SEALED=1`` scores the last 120 as well, which is worth
something only as long as nobody looks at them while the search is being changed.
"""

import json
import os
import statistics
import time
from typing import NamedTuple

from .sample import ROOT, create_index_page, create_procedures, read_sample

JUDGED = ROOT.parent / "shared" / "data" / "citizens-dev.jsonl"
DEVELOPED_ON = 240
PROCEDURES = {"kind": ["procedure"]}
OWN_FIELDS = [
    "Quản lý xuất nhập cảnh",
    "Hộ tịch",
    "Quốc tịch",
    "Chứng thực",
    "Nuôi con nuôi",
    "Luật sư",
    "Đầu tư từ Việt nam ra nước ngoài",
]


class Score(NamedTuple):
    """How a question was answered: ``ndcg`` is None where the data holds no answer to it."""

    ndcg: float | None
    is_silent: bool
    is_guess: bool
    found_early: bool


def run():
    """Print the figures; the database is expected to be fresh and migrated."""
    from cchc_wagtail.portal.setup.registers import fill_synonyms

    if not JUDGED.exists():
        print(f"citizens: not run, for {JUDGED.name} is not here")
        return
    create_procedures(create_index_page(), read_sample())
    fill_synonyms()
    with JUDGED.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    tell("developed on", rows[:DEVELOPED_ON])
    publish_law()
    tell("the same among texts of law", rows[:DEVELOPED_ON], filters=None)
    if os.environ.get("SEALED"):
        tell("unseen", rows[DEVELOPED_ON:])
    codes = keep_own_procedures()
    rows = [with_answers_among(codes, row) for row in rows]
    tell(f"a site with {len(codes)} procedures", rows[:DEVELOPED_ON], filters=None)
    if os.environ.get("SEALED"):
        tell("unseen there", rows[DEVELOPED_ON:], filters=None)


def keep_own_procedures():
    """Delete all procedures but those of the department's fields; return the codes of these."""
    from cchc_wagtail.procedures.models import ProcedurePage

    kept = ProcedurePage.objects.filter(thematic_area__name__in=OWN_FIELDS)
    ProcedurePage.objects.exclude(pk__in=kept).delete()
    return set(kept.values_list("code", flat=True))


def with_answers_among(codes, row):
    relevant = row.get("relevant") or {}
    return row | {"relevant": {code: grade for code, grade in relevant.items() if code in codes}}


def publish_law():
    """Publish the texts of law, each of which has something on many matters."""
    from django.core.management import call_command
    from wagtail.models import Site

    from cchc_wagtail.portal.setup.registers import fill_registers
    from cchc_wagtail.registry.models import RegistryPage
    from sandbox.home.management.commands.load_texts import load

    fill_registers()
    root = Site.objects.get(is_default_site=True).root_page
    root.add_child(instance=RegistryPage(title="Văn bản", slug="danh-muc-van-ban"))
    for path in sorted((JUDGED.parent / "law").iterdir()):
        load(path, user=None)
    call_command("cchc_index", verbosity=0)


def tell(name, rows, filters=PROCEDURES):
    scores, times = [], []
    for row in rows:
        begun = time.perf_counter()
        scores.append(score(row, filters))
        times.append(time.perf_counter() - begun)
    answerable = [one for one in scores if one.ndcg is not None]
    others = [one for one in scores if one.ndcg is None]
    early = [one for one in answerable if one.found_early]
    print(f"{name}: {len(rows)} questions, {len(others)} of them without an answer in the data")
    print(f"  nDCG@10                          {statistics.mean(o.ndcg for o in answerable):.3f}")
    print(f"  answerable, nothing shown        {sum(o.is_silent for o in answerable)}")
    print(f"  right in the first three, “near” {sum(o.is_guess for o in early)} of {len(early)}")
    doubted = sum(o.is_silent or o.is_guess for o in others)
    print(f"  unanswerable, “near” or nothing  {doubted} of {len(others)}")
    print(
        f"  p95                              {sorted(times)[int(len(times) * 0.95)] * 1000:.0f} ms"
    )


def score(row, filters):
    from cchc_wagtail.search import search

    from .search import ndcg

    found = search(row["query"], filters=filters)
    keys = [hit.key for hit in found.hits]
    grades = row.get("relevant") or {}
    return Score(
        ndcg=ndcg(keys, grades) if grades else None,
        is_silent=not keys,
        is_guess=found.is_guess,
        found_early=any(key in grades for key in keys[:3]),
    )
