"""A row of a table of initiatives, understood: plain values, and what is wrong with each cell."""

import hashlib
import re

from django.utils.translation import gettext as _

from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.imports.importer import Record
from cchc_wagtail.imports.messages import Message
from cchc_wagtail.imports.texts import clean_text, is_nothing, rich_text
from cchc_wagtail.language import parse_date
from cchc_wagtail.organisation.models import same_name

from ..models import Status
from .columns import EFFECT, FOR_ALL, LABELS, LEVELS, STATUSES

_YEAR = re.compile(r"(?:năm\s+)?((?:19|20)\d{2})", re.IGNORECASE)
SHORT = {"ten_sang_kien": 255, "tac_gia": 255, "tom_tat": 400, "so_quyet_dinh": 100}


def key_of(year, title):
    """Return what an initiative is known by: its year and its name, however written."""
    return f"{year}|{hashlib.blake2b(same_name(title).encode(), digest_size=12).hexdigest()}"


class RowReader:
    """Reads rows; ``units`` and ``fields`` are name, as ``same_name`` has it → register row."""

    def __init__(self, units, fields):
        self._units, self._fields = units, fields

    def read(self, values):
        """Return the ``Record`` of ``values``: column key → what stands in the file."""
        record = Record("")
        parsers = {
            "nam": _year,
            "van_de": lambda text, tell: rich_text(text),
            "cach_lam": lambda text, tell: rich_text(text),
            "don_vi": lambda text, tell: _registered(text, self._units, tell),
            "linh_vuc_cai_cach": lambda text, tell: _registered(text, self._fields, tell),
            "tinh_trang": lambda text, tell: _choice(text, STATUSES, tell),
            "cap_cong_nhan": lambda text, tell: _choice(text, LEVELS, tell),
            "ngay_ap_dung": _day,
            "ngay_quyet_dinh": _day,
            "so_quyet_dinh": _number,
        }
        for key, value in values.items():
            if key in LABELS and key not in EFFECT:
                tell = _teller(record, key)
                record.fields[key] = parsers.get(key, _plain)(_text(value), tell)
                _ask_length(key, record.fields[key], tell)
        if EFFECT.keys() & values.keys():
            record.fields["hieu_qua"] = _effects(values, record)
        self._ask_for_name(record)
        self._infer_status(record.fields)
        return record

    def _ask_for_name(self, record):
        year, title = record.fields.get("nam"), record.fields.get("ten_sang_kien")
        if "nam" not in record.fields:
            _teller(record, "nam")(_("An initiative needs its year."))
        if not title:
            _teller(record, "ten_sang_kien")(_("An initiative needs its name."))
        record.title = title or ""
        if year and title:
            record.key = key_of(year, title)

    def _infer_status(self, fields):
        """A decision that is named recognises it, where the file does not say how far it is."""
        named = fields.get("so_quyet_dinh") or fields.get("ngay_quyet_dinh")
        if named and not fields.get("tinh_trang"):
            fields["tinh_trang"] = Status.RECOGNISED.value


def _teller(record, key):
    def tell(text, found=""):
        record.messages.append(Message.error(LABELS[key], text, found))

    return tell


def _text(value):
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _plain(text, tell):
    return clean_text(text)


def _ask_length(key, text, tell):
    if key in SHORT and len(text) > SHORT[key]:
        tell(_("Longer than %(count)d characters.") % {"count": SHORT[key]}, f"{text[:60]}…")


def _year(text, tell):
    match = _YEAR.fullmatch(clean_text(text))
    if match is None:
        tell(_("This is no year."), text)
        return None
    return int(match[1])


def _registered(text, rows, tell):
    """Return the name that the register has for ``text``; empty for none."""
    name = clean_text(text)
    if not name:
        return ""
    row = rows.get(same_name(name))
    if row is None:
        tell(_("This name is not in the register."), name)
        return ""
    return row.name


def _choice(text, choices, tell):
    name = clean_text(text)
    if not name:
        return ""
    if same_name(name) not in choices:
        tell(_("This is none of those that are known."), name)
        return ""
    return choices[same_name(name)].value


def _day(text, tell):
    text = clean_text(text)
    if not text:
        return ""
    day = parse_date(text)
    if day is None:
        tell(_("This is no date."), text)
    return day.isoformat() if day else ""


def _number(text, tell):
    """Return the number of a decision in its official form, or as it stands there."""
    text = clean_text(text)
    try:
        return str(DocumentNumber.parse(text))
    except ValueError:
        return text


def _effects(values, record):
    """Return the measured effects: line by line what stands in the columns that make one up."""
    columns = {key: _lines(values.get(key)) for key in EFFECT}
    count = len(columns["hieu_qua"])
    effects = [dict.fromkeys((part for part, _most in EFFECT.values()), "") for _ in range(count)]
    for key, lines in columns.items():
        part, most = EFFECT[key]
        tell = _teller(record, key)
        if key in FOR_ALL and len(lines) == 1:
            lines = lines * count
        if len(lines) > count:
            tell(
                _("%(lines)d lines here, but %(measures)d in “%(column)s”.")
                % {"lines": len(lines), "measures": count, "column": LABELS["hieu_qua"]}
            )
        for effect, line in zip(effects, lines, strict=False):
            if len(line) > most:
                tell(_("Longer than %(count)d characters.") % {"count": most}, f"{line[:60]}…")
            effect[part] = line
    if not all(effect["measure"] for effect in effects):
        _teller(record, "hieu_qua")(_("A line says a number, but not what is measured."))
    return effects


def _lines(value):
    """Return the lines of a cell, blank ones between others too; those that say nothing are ""."""
    lines = [clean_text(line) for line in _text(value).splitlines()]
    while lines and is_nothing(lines[-1]):
        lines.pop()
    return lines
