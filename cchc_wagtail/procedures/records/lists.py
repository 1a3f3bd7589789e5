"""The lists of a procedure (steps, papers, results, ways to hand in, legal bases) as plain values.

They come out of a file, as the national database or our own export writes them, or out of a page,
and go into a page.
"""

import re
from decimal import Decimal

from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.imports.texts import clean_text, is_nothing, normal_lines, rich_text
from cchc_wagtail.language import fold, normalise

from ..models import ServiceChannel
from . import national_database as national

_COUNT = re.compile(r"(\d*)(?: ?(?:ban|bo)(?: chinh| sao| goc)?)?")


def steps(value):
    if isinstance(value, list):
        return [
            {"heading": clean_text(one.get("heading") or ""), "text": rich_text(one["text"] or "")}
            for one in value
        ]
    return national.steps(normal_lines(value)) if not is_nothing(value) else []


def dossier(value):
    if not isinstance(value, list):
        return national.dossier(value)
    return [
        {
            "case": clean_text(case.get("case") or ""),
            "papers": [
                {
                    "name": clean_text(paper["name"]),
                    "form_name": clean_text(paper.get("form_name") or ""),
                    "originals": count(paper.get("originals")),
                    "copies": count(paper.get("copies")),
                    "signed_online": bool(paper.get("signed_online")),
                }
                for paper in case["papers"]
            ],
        }
        for case in value
    ]


def count(value):
    """Return a number of copies, typed as 1, “01” or “1 bản”; 0 where nothing is said.

    Raises:
        ValueError: it is no whole number.
    """
    text = fold(clean_text("" if value is None else str(value)))
    return int(_COUNT.fullmatch(text)[1] or 0) if _COUNT.fullmatch(text) else int(float(text))


def results(value, code):
    if isinstance(value, list):
        return [
            {
                "name": clean_text(one["name"]),
                "code": clean_text(one.get("code") or ""),
                "validity": clean_text(one.get("validity") or ""),
            }
            for one in value
        ]
    found, code = national.results(value), clean_text(code)
    if code and len(found) <= 1:
        name = found[0]["name"] if found else code
        return [{"name": name, "code": code, "validity": ""}]
    return found


def channels(values):
    rows = values.get("cach_thuc") or []
    if isinstance(rows, list) and rows and "kind" in rows[0]:
        return [_clean_channel(row) for row in rows]
    raw = values.get("cach_thuc_raw")
    if raw and not is_nothing(raw):
        return national.channels(raw)
    if isinstance(rows, str):
        return national.channels(rows)
    return national.listed_channels(rows)


def _clean_channel(row):
    limits, fees = row.get("time_limits") or [], row.get("fees") or []
    return {
        "kind": row["kind"],
        "online_level": row.get("online_level") or "",
        "url": clean_text(row.get("url") or ""),
        "time_limits": [
            {
                "amount": float(Decimal(str(limit["amount"]))),
                "unit": limit.get("unit") or "",
                "case": clean_text(limit.get("case") or ""),
            }
            for limit in limits
        ],
        "fees": [{key: clean_text(text or "") for key, text in fee.items()} for fee in fees],
        "note": clean_text(row.get("note") or ""),
    }


def bases(values):
    rows = values.get("can_cu_phap_ly") or []
    if isinstance(rows, list) and rows and "number" in rows[0]:
        return [
            {
                "number": _official(clean_text(row["number"] or "")),
                "title": clean_text(row.get("title") or ""),
            }
            for row in rows
        ]
    raw = values.get("can_cu_phap_ly_raw")
    if raw and not is_nothing(raw):
        return national.legal_bases(raw)
    if isinstance(rows, str):
        return national.legal_bases(rows)
    return national.listed_bases(rows)


def _official(number):
    try:
        return str(DocumentNumber.parse(number))
    except ValueError:
        return number[:100]


def read_case(value):
    papers = [
        {
            "name": paper["name"],
            "form_name": paper["form_name"] or "",
            "originals": paper["originals"] or 0,
            "copies": paper["copies"] or 0,
            "signed_online": bool(paper["signed_online"]),
        }
        for paper in value["papers"]
    ]
    return {"case": value["case"] or "", "papers": papers}


def read_channel(channel):
    return {
        "kind": channel.kind,
        "online_level": channel.online_level,
        "url": channel.url,
        "time_limits": [
            {
                "amount": float(block.value["amount"]),
                "unit": block.value["unit"] or "",
                "case": block.value["case"] or "",
            }
            for block in channel.time_limits
            if block.value["amount"] is not None
        ],
        "fees": [
            {"amount": block.value["amount"], "case": block.value["case"] or ""}
            for block in channel.fees
        ],
        "note": channel.note,
    }


def blocks(name, values):
    return [(name, value) for value in values]


def dossier_blocks(cases, before):
    """Return the dossier for ``cases``; forms that an editor attached stay with their names."""
    files = {
        normalise(paper["form_name"] or paper["name"]): paper["form_file"]
        for case in before
        for paper in case.value["papers"]
        if paper["form_file"]
    }
    return [
        (
            "case",
            {
                "case": case["case"],
                "papers": [
                    {
                        **paper,
                        "form_file": files.get(normalise(paper["form_name"] or paper["name"])),
                    }
                    for paper in case["papers"]
                ],
            },
        )
        for case in cases
    ]


def channel(row, order=0):
    limits = [
        ("limit", {**limit, "amount": Decimal(str(limit["amount"]))})
        for limit in row["time_limits"]
    ]
    return ServiceChannel(
        sort_order=order,
        kind=row["kind"],
        online_level=row["online_level"],
        url=row["url"],
        time_limits=limits,
        fees=blocks("fee", row["fees"]),
        note=row["note"],
    )
