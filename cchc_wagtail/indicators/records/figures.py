"""Figures of the indices from tables: long ones, or wide ones with a column for a component."""

import re
from decimal import Decimal, InvalidOperation
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc_wagtail.imports.importer import Column, Importer, Record
from cchc_wagtail.imports.messages import Message
from cchc_wagtail.imports.readers import Row, source_of
from cchc_wagtail.imports.texts import clean_text
from cchc_wagtail.language import fold, format_date, normalise, parse_date
from cchc_wagtail.organisation.models import same_name

from ..figure_rules import component_faults
from ..models import Component, ComponentFigure, Figure, Index, Territory

COLUMNS = [
    Column("chi_so", "Chỉ số", "Tên tắt như trong danh mục", "PAPI", names=("Index",)),
    Column(
        "nam",
        "Năm",
        example="2024",
        required=True,
        names=("Năm của chỉ số", "Kỳ", "year", "edition_year"),
    ),
    Column(
        "dia_phuong",
        "Địa phương, cơ quan",
        example="Tây Ninh",
        required=True,
        names=("Địa phương", "Tỉnh", "Tỉnh, thành phố", "Đơn vị", "province", "territory", "unit"),
    ),
    Column("thanh_phan", "Thành phần", "Mỗi dòng một thành phần", names=("component",)),
    Column("diem_thanh_phan", "Điểm thành phần", names=("component_score",)),
    Column(
        "diem", "Điểm", example="47,35", names=("Tổng điểm", "Điểm số", "score", "total", "percent")
    ),
    Column(
        "thu_hang", "Thứ hạng", example="2", names=("Xếp hạng", "Hạng", "rank", "rank_computed")
    ),
    Column("so_xep_hang", "Số được xếp hạng", example="61", names=("of",)),
    Column("nhom", "Nhóm, xếp loại", example="", names=("Xếp loại", "Nhóm", "rank_group", "grade")),
    Column("ngay_cong_bo", "Ngày công bố", example="15/4/2025", names=("published_on",)),
    Column(
        "nguon",
        "Nguồn",
        "Số quyết định hoặc địa chỉ trang đã công bố",
        "Báo cáo PAPI 2024",
        required=True,
        names=("source",),
    ),
    Column("ghi_chu", "Ghi chú", names=("note",)),
    *(Column("", name) for name in ("confidence", "complete", "max_total", "component_max")),
    Column("", "weight_assumed"),
]
NUMBERS = {"diem": "score"}
WHOLE = {"thu_hang": "rank", "so_xep_hang": "of"}
TEXTS = {"nhom": "group", "nguon": "source", "ghi_chu": "note"}
LABELS = {column.key: column.label for column in COLUMNS if column.key} | {
    "score": "Điểm",
    "rank": "Thứ hạng",
    "of": "Số được xếp hạng",
    "group": "Nhóm, xếp loại",
    "source": "Nguồn",
    "note": "Ghi chú",
    "published_on": "Ngày công bố",
    "state": "Tình trạng",
    "components": "Điểm thành phần",
}
_WIDE = "thanh_phan:"


class FigureSource:
    """Makes one record of the rows of a long table that speak of one figure."""

    def __init__(self, inner):
        self._inner = inner

    def head(self):
        return self._inner.head()

    def rows(self, keys):
        figures = {}
        for row in self._inner.rows(keys):
            values = {name: text for name, text in row.values.items() if not name.startswith(_WIDE)}
            scores = [
                (name.removeprefix(_WIDE), text)
                for name, text in row.values.items()
                if name.startswith(_WIDE)
            ]
            component, score = values.pop("thanh_phan", ""), values.pop("diem_thanh_phan", "")
            if component.strip():
                scores.append((component, score))
            key = tuple(same_name(values.get(name, "")) for name in ("chi_so", "nam", "dia_phuong"))
            if key not in figures:
                figures[key] = Row(row.number, values | {"scores": []}, [], row.is_hidden)
            first = figures[key]
            first.values["scores"] += [(name, text) for name, text in scores if text.strip()]
            first.messages.extend(row.messages)
            first.messages.extend(_disagreements(first, row.number, values))
        yield from figures.values()


def _disagreements(first, number, values):
    for name, text in values.items():
        if text.strip() and first.values.get(name, "").strip() not in ("", text.strip()):
            said = _("Row %(row)d says otherwise than row %(first)d.")
            yield Message.error(LABELS[name], said % {"row": number, "first": first.number}, text)


class FigureImporter(Importer):
    name = "indicators"
    label = gettext_lazy("Figures of the indices")
    template_columns = [column for column in COLUMNS if column.key]
    field_labels = LABELS
    key_is_name = False
    has_drafts = False

    @cached_property
    def columns(self):
        names = Component.objects.order_by("pk").values_list("name", flat=True)
        wide = [Column(f"{_WIDE}{name}", name) for name in dict.fromkeys(names)]
        return [*COLUMNS, *wide]

    @cached_property
    def _indices(self):
        return {
            same_name(index.code): index
            for index in Index.objects.prefetch_related("versions__components")
        }

    @cached_property
    def _territories(self):
        return {same_name(one.name): one for one in Territory.objects.all()}

    def source_of(self, file):
        return FigureSource(source_of(file, self.columns))

    def forget(self):
        for name in ("_indices", "_territories"):
            self.__dict__.pop(name, None)

    def parse(self, values):
        record = Record("")
        add = record.messages.append
        index = self._index_of(values, add)
        year = _whole(values, "nam", add)
        place = clean_text(values.get("dia_phuong", ""))
        if year is None:
            add(Message.error(LABELS["nam"], _("A figure needs its year."), values.get("nam", "")))
        if not place:
            add(
                Message.error(LABELS["dia_phuong"], _("Whose figure this is does not stand there."))
            )
        if not clean_text(values.get("nguon", "")):
            add(Message.error(LABELS["nguon"], _("A figure needs its source.")))
        fields = {}
        for key, name in NUMBERS.items():
            if key in values:
                fields[name] = _decimal(values, key, add)
        for key, name in WHOLE.items():
            if key in values:
                fields[name] = _whole(values, key, add)
        for key, name in TEXTS.items():
            if key in values:
                fields[name] = clean_text(values[key])
        if "ngay_cong_bo" in values:
            fields["published_on"] = _date(values["ngay_cong_bo"], add)
        has_any = any(fields.get(name) not in (None, "") for name in ("score", "rank", "group"))
        fields["state"] = Figure.State.PUBLISHED if has_any else Figure.State.MISSING
        if values["scores"]:
            fields["components"] = {
                clean_text(name): _decimal({name: text}, name, add)
                for name, text in values["scores"]
            }
        if index and year and place:
            record.key = f"{same_name(index.code)}|{year}|{same_name(place)}"
            record.title = f"{index.code} {year}, {place}"
            self._names = getattr(self, "_names", {}) | {same_name(place): place}
        record.fields = fields
        return record

    def _index_of(self, values, add):
        typed = clean_text(values.get("chi_so", ""))
        if typed:
            index = self._indices.get(same_name(typed))
            if index is None:
                add(Message.error(LABELS["chi_so"], _("There is no such index here."), typed))
            return index
        names = {clean_text(name) for name, _text in values["scores"]}
        fitting = [
            index
            for index in self._indices.values()
            if names and names <= {c.name for v in index.versions.all() for c in v.components.all()}
        ]
        if len(fitting) == 1:
            return fitting[0]
        add(Message.error(LABELS["chi_so"], _("Which index this is does not stand there.")))
        return None

    def find(self, keys):
        parts = [key.split("|") for key in keys]
        figures = Figure.objects.shown().filter(year__in={int(year) for _i, year, _t in parts})
        found = {}
        for figure in figures.select_related("index", "territory").prefetch_related(
            "component_figures__component", "index__versions"
        ):
            place = same_name(figure.territory.name)
            found[f"{same_name(figure.index.code)}|{figure.year}|{place}"] = figure
        return {key: found[key] for key in keys if key in found}

    def latest(self, stored):
        return stored

    def new(self, key):
        code, year, place = key.split("|")
        territory = self._territories.get(place)
        if territory is None:
            territory = Territory.objects.create(name=self._names[place])
            self._territories[place] = territory
        return Figure(index=self._indices[code], year=int(year), territory=territory)

    def read(self, figure):
        return {
            "score": _plain(figure.score),
            "rank": figure.rank,
            "of": figure.of,
            "group": figure.group,
            "source": figure.source,
            "note": figure.note,
            "published_on": figure.published_on.isoformat() if figure.published_on else "",
            "state": figure.state,
            "components": {
                one.component.name: _plain(one.score) for one in figure.component_figures.all()
            },
        }

    def write(self, figure, fields):
        for name, value in fields.items():
            if name == "score":
                figure.score = None if value is None else Decimal(value)
            elif name == "published_on":
                figure.published_on = parse_date(value) if value else None
            elif name != "components":
                setattr(figure, name, value)
        faults = []
        if "components" in fields:
            faults += self._write_components(figure, fields["components"])
        try:
            figure.full_clean()
        except ValidationError as error:
            faults += error.messages
        if faults:
            raise ValidationError(faults)

    def _write_components(self, figure, scores):
        version = figure.version
        if version is None:
            yield _("No method of %(index)s is known for %(year)d: enter its components first.") % {
                "index": figure.index.code,
                "year": figure.year,
            }
            return
        components = {same_name(one.name): one for one in version.components.all()}
        known = {}
        for name, score in scores.items():
            if same_name(name) in components:
                known[components[same_name(name)]] = Decimal(score)
            else:
                yield _(
                    "“%(component)s” is no component of the method of this year (%(method)s)."
                ) % {
                    "component": name,
                    "method": version,
                }
        yield from component_faults(version, figure.score, known)
        figure.component_figures = [
            ComponentFigure(component=component, score=score, sort_order=order)
            for order, (component, score) in enumerate(known.items())
        ]

    def save(self, figure, *, is_new, user, publish):
        figure.save()
        return figure.save_revision(user=user)

    def may_import(self, user):
        return super().may_import(user) and user.has_perm("cchc_indicators.add_figure")

    def export(self):
        figures = Figure.objects.shown().select_related("index", "territory")
        for figure in figures.prefetch_related("component_figures__component"):
            row = {
                "chi_so": figure.index.code,
                "nam": figure.year,
                "dia_phuong": figure.territory.name,
                "diem": _plain(figure.score),
                "thu_hang": figure.rank,
                "so_xep_hang": figure.of,
                "nhom": figure.group,
                "ngay_cong_bo": format_date(figure.published_on) if figure.published_on else "",
                "nguon": figure.source,
                "ghi_chu": figure.note,
            }
            yield row
            for one in figure.component_figures.all():
                yield {
                    **{key: row[key] for key in ("chi_so", "nam", "dia_phuong", "nguon")},
                    "thanh_phan": one.component.name,
                    "diem_thanh_phan": _plain(one.score),
                }

    def as_text(self, field, value):
        if field == "components":
            return "\n".join(f"{name}: {score}" for name, score in (value or {}).items())
        if field == "state":
            return str(dict(Figure.State.choices).get(value, value))
        return super().as_text(field, value)


def _plain(value):
    """Return a number as text that is the same however many noughts stand at its end."""
    return None if value is None else format(Decimal(value).normalize(), "f")


def read_decimal(text):
    """Return the number that ``text`` is, with a comma or a point for its decimals; or None.

    Where both stand, the last is that of the decimals.
    """
    text = text.strip().removesuffix("%").strip()
    if "," in text and "." in text:
        thousands = "." if text.rfind(",") > text.rfind(".") else ","
        text = text.replace(thousands, "")
    text = text.replace(",", ".")
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _is_blank(text):
    return fold(normalise(text)).strip() in ("", "-", "–", "na", "n/a")


def _decimal(values, key, add):
    text = values.get(key, "")
    if _is_blank(text):
        return None
    number = read_decimal(text)
    if number is None:
        add(Message.error(LABELS.get(key, key), _("This is no number."), text))
    return _plain(number)


def _whole(values, key, add):
    text = values.get(key, "").strip()
    if _is_blank(text):
        return None
    number = read_decimal(text)
    if number is None or number != int(number):
        add(Message.error(LABELS[key], _("This is no whole number."), text))
        return None
    return int(number)


def _date(text, add):
    if _is_blank(text):
        return ""
    day = parse_date(text)
    if day is None:
        add(Message.error(LABELS["ngay_cong_bo"], _("This is no date."), text))
    return day.isoformat() if day else ""
