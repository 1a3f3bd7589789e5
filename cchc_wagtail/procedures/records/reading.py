"""One record of a procedure, understood: plain values of fields, and what was wrong with them."""

import re
from contextlib import contextmanager
from decimal import InvalidOperation

from django.utils.translation import gettext as _

from cchc_wagtail.imports.importer import Record
from cchc_wagtail.imports.messages import Message
from cchc_wagtail.imports.texts import clean_text, rich_text
from cchc_wagtail.language import fold
from cchc_wagtail.organisation.models import same_name

from ..fees import AS_IN_SOURCE
from ..models import ProcedurePage, ServiceChannel
from . import lists
from . import national_database as national
from .cells import from_cell
from .columns import FIELD_LABELS, TEXTS, TITLE_LENGTH

#: A code of the national database, whole.
CODE_PATTERN = re.compile(r"\d\.\d{6}")
#: What is left of one where a spreadsheet took it for a number: 1.0012 of 1.001200.
CUT_CODE = re.compile(r"(\d)\.(\d{1,5})")


class RecordReader:
    """Reads records; ``registers`` are the ``Registers`` in which names are looked up."""

    def __init__(self, registers):
        self._registers = registers
        self._codes = None

    def read(self, values):
        """Return the ``Record`` of ``values``, column key → cell or list, with its messages."""
        record = Record("")
        name = values.get("ten_thu_tuc")
        record.title = _one_line(name) if isinstance(name, str) else ""
        self._parse_code(values.get("ma_thu_tuc", ""), record)
        if record.has_errors:
            return record
        understood = {}
        for key, value in values.items():
            if key != "ma_thu_tuc":
                with _told_of(_label(key), value, record):
                    cell = from_cell(key, value)
                    if not isinstance(cell, str | list | int | float | None):
                        raise TypeError(key)
                    if cell is not None:
                        understood[key] = cell
        self._parse_fields(understood, record)
        return record

    def _parse_code(self, value, record):
        """Understand a code, also one of which a spreadsheet has cut the zeros at the end."""
        code = clean_text(value or "").replace(" ", "").replace(",", ".")
        cut = CUT_CODE.fullmatch(code)
        if cut:
            restored = f"{cut[1]}.{cut[2]:0<6}"
            if restored in self._known_codes:
                text = _("The zeros at the end of the code were missing: read as %(code)s.")
                message = Message.remark("Mã thủ tục", text % {"code": restored}, value)
                record.messages.append(message)
                record.key = restored
                return
        record.key = code
        if cut:
            text = _(
                "The spreadsheet has kept the code as a number and cut it. Make the column text, "
                "and write the code with its six digits."
            )
            record.messages.append(Message.error("Mã thủ tục", text, value))
        elif not CODE_PATTERN.fullmatch(code):
            text = _("This is not a procedure code such as 1.001234.")
            record.messages.append(Message.error("Mã thủ tục", text, value))

    @property
    def _known_codes(self):
        if self._codes is None:
            self._codes = set(ProcedurePage.objects.values_list("code", flat=True))
        return self._codes

    def _parse_fields(self, values, record):
        for key, parse in self._parsers(values, record):
            if key in values:
                with _told_of(_label(key), values[key], record):
                    record.fields[key] = parse(values[key] or "")
        if "cach_thuc" in values or "cach_thuc_raw" in values:
            with _told_of("Cách thức thực hiện", values.get("cach_thuc", ""), record):
                self._parse_channels(values, record)
        if "can_cu_phap_ly" in values or "can_cu_phap_ly_raw" in values:
            with _told_of("Căn cứ pháp lý", values.get("can_cu_phap_ly", ""), record):
                record.fields["can_cu_phap_ly"] = lists.bases(values)

    def _parsers(self, values, record):
        """Yield column key → what reads a value of it and returns the plain value of the field."""
        yield from ((key, _text) for key in TEXTS)
        yield "ten_thu_tuc", lambda value: self._parse_name(value, record)
        yield (
            "bo_nganh",
            lambda value: national.MINISTRIES.get(clean_text(value), clean_text(value)),
        )
        yield "cap_thuc_hien", lambda value: self._parse_levels(value, record)
        yield "linh_vuc", _one_line
        yield "doi_tuong_thuc_hien", lambda value: sorted(national.audiences(value))
        yield "don_vi_phu_trach", lambda value: self._parse_unit(value, record)
        yield "thanh_toan_truc_tuyen", lambda value: self._parse_payment(value, record)
        yield "yeu_cau_dieu_kien", rich_text
        yield "trinh_tu_thuc_hien", lists.steps
        yield "thanh_phan_ho_so", lists.dossier
        yield "ket_qua", lambda value: lists.results(value, values.get("ma_ket_qua") or "")
        yield "thu_tuc_lien_quan", lambda value: self._parse_related(value, record)

    def _parse_name(self, value, record):
        name = record.title = _one_line(value)
        if len(name) > TITLE_LENGTH:
            text = _("Longer than a title can be: kept whole as the full name.")
            record.messages.append(Message.remark("Tên thủ tục", text))
        return name

    def _parse_levels(self, value, record):
        levels, unknown = national.levels(value)
        for name in unknown:
            text = _("There is no such level.")
            record.messages.append(Message.error("Cấp thực hiện", text, name))
        return levels

    def _parse_channels(self, values, record):
        channels = record.fields["cach_thuc"] = lists.channels(values)
        for channel in channels:
            if channel["kind"] not in ServiceChannel.Kind.values:
                text = _("There is no such way to hand in.")
                message = Message.error("Cách thức thực hiện", text, channel["kind"])
                record.messages.append(message)
        limits = [limit for one in channels for limit in one["time_limits"]]
        for amount in dict.fromkeys(one["amount"] for one in limits if not one["unit"]):
            text = _("The time limit has no unit.")
            record.messages.append(Message.remark("Cách thức thực hiện", text, f"{amount:g}"))
        said = [fee["amount"] for one in channels for fee in one["fees"]]
        said += [one["note"] for one in channels]
        for text in dict.fromkeys(said):
            if text.startswith(AS_IN_SOURCE.partition("%")[0]):
                message = _("Time limit and fee cannot be told apart: kept as the source has them.")
                record.messages.append(Message.remark("Cách thức thực hiện", message, text))

    def _parse_unit(self, value, record):
        name = clean_text(value)
        units = {
            same_name(one): unit.name
            for unit in self._registers.units
            for one in (unit.name, unit.short_name)
        }
        if name and same_name(name) not in units:
            text = _("There is no such unit in the register.")
            record.messages.append(Message.error("Đơn vị phụ trách", text, name))
        return units.get(same_name(name), "") if name else ""

    def _parse_payment(self, value, record):
        answer = fold(clean_text(str(value)))
        known = {"": None, "co": True, "khong": False, "true": True, "false": False}
        if answer not in known:
            text = _("Write “Có” or “Không”.")
            record.messages.append(Message.error("Thanh toán trực tuyến", text, value))
        return known.get(answer)

    def _parse_related(self, value, record):
        text = " ".join(value) if isinstance(value, list) else clean_text(value or "")
        codes = list(dict.fromkeys(re.findall(r"\d+(?:\.\d+)+", text)))
        rest = re.sub(r"\d+(?:\.\d+)+|[\s,;]+", " ", text).strip()
        if rest:
            message = _("Only the codes of procedures are kept.")
            record.messages.append(Message.remark("Thủ tục liên quan", message, rest))
        return codes


def _label(key):
    return FIELD_LABELS.get(key, key)


@contextmanager
def _told_of(label, value, record):
    """Make of a value whose form is not understood an error of its record."""
    try:
        yield
    except (TypeError, AttributeError, KeyError, ValueError, InvalidOperation) as error:
        text = _("The value has a form that is not understood (%(error)s).") % {"error": error}
        record.messages.append(Message.error(label, text, str(value)[:200]))


def _text(value):
    """Return a text, or the texts of a list one a line.

    Raises:
        TypeError: the list holds something else.
    """
    return clean_text("\n".join(value) if isinstance(value, list) else value)


def _one_line(value):
    return _text(value).replace("\n", " ")
