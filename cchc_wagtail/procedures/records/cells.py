"""Lists in one cell of a spreadsheet: one entry a line, its parts divided by bars."""

import re

from cchc_wagtail.imports.sheets import CELL, TOO_LONG
from cchc_wagtail.imports.texts import normal_lines
from cchc_wagtail.language import fold

from .national_database import KINDS, UNITS

KIND_NAMES = {kind: name for name, kind in KINDS.items()}
UNIT_NAMES = {unit: name.lower() for name, unit in UNITS.items()}
ONLINE_LEVELS = {"toàn trình": "full", "một phần": "partial"}
ONLINE_LEVEL_NAMES = {level: name for name, level in ONLINE_LEVELS.items()}
BAR, SLASH, NEWLINE = " | ", "¦", " ⏎ "

_LIMIT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(.*)")
_UNITS = {fold(name): unit for name, unit in UNITS.items()} | {"thang": "month"}
_KINDS = {fold(name): kind for name, kind in KINDS.items()} | {"buu chinh": "postal"}


def to_cell(key, value):
    """Return the plain ``value`` of a column as text; what is too long for a cell says so."""
    if key in SHEET_KEYS and isinstance(value, list):
        value = SHEET_KEYS[key][0](value)
    text = "" if value is None else str(value)
    return text if len(text) <= CELL else TOO_LONG


def from_cell(key, value):
    """Return the value of a column; lists that were written in one cell are lists again.

    None stands for a cell that says nothing about its column, because it could not hold it.
    """
    if not isinstance(value, str):
        return value
    if value == TOO_LONG:
        return None
    if key in SHEET_KEYS and BAR.strip() in value:
        return SHEET_KEYS[key][1](value)
    return value


def _line(*parts):
    return BAR.join(str(part).replace("|", SLASH).replace("\n", NEWLINE) for part in parts).rstrip()


def _lines(text):
    for line in normal_lines(text).split("\n"):
        parts = [part.strip().replace(SLASH, "|") for part in line.split("|")]
        yield [part.replace(NEWLINE.strip(), "\n").replace(" \n ", "\n") for part in parts]


def _part(parts, index):
    return parts[index] if index < len(parts) else ""


def _channels_to_cell(channels):
    lines = []
    for channel in channels:
        limits, fees = channel["time_limits"] or [], channel["fees"] or []
        cases = dict.fromkeys([one["case"] or "" for one in [*limits, *fees]]) or {"": None}
        level = ONLINE_LEVEL_NAMES.get(channel["online_level"], "")
        kind = KIND_NAMES[channel["kind"]] + (f" ({level})" if level else "")
        note, url = channel["note"] or "", channel["url"] or ""
        for case in cases:
            own_limits = [one for one in limits if (one["case"] or "") == case]
            own_fees = [one for one in fees if (one["case"] or "") == case]
            for number in range(max(len(own_limits), len(own_fees), 1)):
                limit = _limit_text(own_limits[number]) if number < len(own_limits) else ""
                fee = own_fees[number]["amount"] if number < len(own_fees) else ""
                lines.append(_line(kind, limit, fee, case, note, url) + (" |" if not limit else ""))
                note = url = ""
    return "\n".join(lines)


def _limit_text(limit):
    amount = f"{float(limit['amount']):g}".replace(".", ",")
    return f"{amount} {UNIT_NAMES.get(limit['unit'], '')}".strip()


def _channels_from_cell(text):
    channels = {}
    for parts in _lines(text):
        name, _bracket, level = parts[0].partition("(")
        # What is no way to hand in stays as it is: the row will say so.
        kind = _KINDS.get(fold(name.strip()), name.strip())
        channel = channels.setdefault(
            kind,
            {
                "kind": kind,
                "online_level": "",
                "url": "",
                "time_limits": [],
                "fees": [],
                "note": "",
            },
        )
        channel["online_level"] = (
            ONLINE_LEVELS.get(level.rstrip(") ").lower(), "") or channel["online_level"]
        )
        case = _part(parts, 3)
        limit = _LIMIT.fullmatch(_part(parts, 1))
        if limit:
            unit = _UNITS.get(fold(limit[2].strip()), "")
            amount = float(limit[1].replace(",", "."))
            channel["time_limits"].append({"amount": amount, "unit": unit, "case": case})
        note = _part(parts, 4)
        if not limit and _part(parts, 1):
            note = "\n".join(filter(None, [_part(parts, 1), note]))
        if fee := _part(parts, 2):
            channel["fees"].append({"amount": fee, "case": case})
        channel["note"] = "\n".join(filter(None, [channel["note"], note]))
        channel["url"] = channel["url"] or _part(parts, 5)
    return list(channels.values())


def _dossier_to_cell(cases):
    lines = []
    for case in cases:
        if case["case"] or len(cases) > 1:
            lines.append("# " + _line(case["case"] or ""))
        for paper in case["papers"]:
            signed = "ký số" if paper["signed_online"] else ""
            form = paper["form_name"] or ""
            lines.append(
                _line(paper["name"], form, paper["originals"] or 0, paper["copies"] or 0, signed)
            )
    return "\n".join(lines)


def _dossier_from_cell(text):
    cases = []
    for parts in _lines(text):
        if parts[0].startswith("#"):
            cases.append({"case": parts[0].lstrip("# "), "papers": []})
            continue
        if not cases:
            cases.append({"case": "", "papers": []})
        cases[-1]["papers"].append(
            {
                "name": parts[0],
                "form_name": _part(parts, 1),
                "originals": _part(parts, 2),
                "copies": _part(parts, 3),
                "signed_online": bool(_part(parts, 4)),
            }
        )
    return cases


def _results_to_cell(results):
    return "\n".join(
        _line(one["name"], one["code"] or "", one["validity"] or "") + " |" for one in results
    )


def _results_from_cell(text):
    return [
        {"name": parts[0], "code": _part(parts, 1), "validity": _part(parts, 2)}
        for parts in _lines(text)
    ]


def _bases_to_cell(bases):
    return "\n".join(_line(basis["number"], basis["title"]) + " |" for basis in bases)


def _bases_from_cell(text):
    return [{"number": parts[0], "title": _part(parts, 1)} for parts in _lines(text)]


def _steps_to_cell(steps):
    """Return the steps as “Bước 1: …”; rich text goes out plain where nothing is lost by it."""
    if len(steps) == 1 and not steps[0]["heading"]:
        return steps[0]["text"]
    return "\n".join(
        _line(number, step["heading"] or "", step["text"]) for number, step in enumerate(steps, 1)
    )


def _steps_from_cell(text):
    return [{"heading": _part(parts, 1), "text": _part(parts, 2)} for parts in _lines(text)]


def _codes_to_cell(codes):
    return ", ".join(codes)


#: Column key → how its list becomes a cell, and how a cell becomes its list.
SHEET_KEYS = {
    "cach_thuc": (_channels_to_cell, _channels_from_cell),
    "thanh_phan_ho_so": (_dossier_to_cell, _dossier_from_cell),
    "trinh_tu_thuc_hien": (_steps_to_cell, _steps_from_cell),
    "ket_qua": (_results_to_cell, _results_from_cell),
    "can_cu_phap_ly": (_bases_to_cell, _bases_from_cell),
    "thu_tuc_lien_quan": (_codes_to_cell, lambda text: text),
}
