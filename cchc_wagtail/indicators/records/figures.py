"""Figures of the indices from tables: long ones, or wide ones with a column for a component.

A figure is known by its index, period, territory and source (``sources.source_key``): what another
source says of the same is kept beside what is shown, and an editor chooses.
"""

import hashlib
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
from cchc_wagtail.organisation.reporting_periods import Period, PeriodKind

from ..component_rows import faults_of_rows
from ..figure_rules import version_of
from ..models import Component, ComponentFigure, Figure, Index, Territory
from ..one_stop.form_reading import period_in
from ..sources import source_key

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
        names=(
            "Địa phương",
            "Tỉnh",
            "Tỉnh, thành phố",
            "Đơn vị",
            "Cơ quan",
            "province",
            "territory",
            "unit",
        ),
    ),
    Column(
        "ky_trong_nam",
        "Kỳ trong năm",
        "Như “Tháng 3”, “Quý I”, với chỉ số tính trong năm; để trống là cả năm",
        names=("Kỳ báo cáo", "Tháng, quý", "period"),
    ),
    Column("thanh_phan", "Thành phần", "Mỗi dòng một thành phần", names=("component",)),
    Column("diem_thanh_phan", "Điểm thành phần", names=("component_score",)),
    Column(
        "ty_le_thanh_phan",
        "Tỷ lệ thành phần (%)",
        "Của tiêu chí tính theo tỷ lệ; hoặc ghi “không áp dụng”",
        names=("Tỷ lệ", "component_rate"),
    ),
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
IDENTITY = ("chi_so", "nam", "ky_trong_nam", "dia_phuong")
#: What a file says of a criterion that is no task of the body, folded.
NOT_APPLICABLE = "khong ap dung"
_WIDE = "thanh_phan:"


class FigureSource:
    """Makes one record of the rows of a long table that speak of one figure."""

    def __init__(self, inner):
        self._inner = inner

    def head(self):
        return self._inner.head()

    def rows(self, keys):
        figures, sources = {}, {}
        for row in self._inner.rows(keys):
            values = {name: text for name, text in row.values.items() if not name.startswith(_WIDE)}
            scores = [
                (name.removeprefix(_WIDE), text)
                for name, text in row.values.items()
                if name.startswith(_WIDE)
            ]
            component = values.pop("thanh_phan", "")
            scores = [(name, text, "") for name, text in scores]
            score, rate = values.pop("diem_thanh_phan", ""), values.pop("ty_le_thanh_phan", "")
            if component.strip():
                scores.append((component, score, rate))
            key = tuple(same_name(values.get(name, "")) for name in IDENTITY)
            source = source_key(values.get("nguon", "")) or sources.get(key, "")
            sources[key] = source
            key = (*key, source)
            if key not in figures:
                figures[key] = Row(row.number, values | {"scores": []}, [], row.is_hidden)
            first = figures[key]
            first.values["scores"] += [one for one in scores if (one[1] + one[2]).strip()]
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
        period = _period(values.get("ky_trong_nam", ""), year, add) if year else None
        version = version_of(index.versions.all(), year) if index and year else None
        by_rates = bool(version and version.counts_rates)
        place = clean_text(values.get("dia_phuong", ""))
        if year is None:
            add(Message.error(LABELS["nam"], _("A figure needs its year."), values.get("nam", "")))
        if not place:
            add(
                Message.error(LABELS["dia_phuong"], _("Whose figure this is does not stand there."))
            )
        source = clean_text(values.get("nguon", ""))
        if not source:
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
        scores = {
            clean_text(name): _component(name, score, rate, by_rates, add)
            for name, score, rate in values["scores"]
            if not (_is_blank(score) and _is_blank(rate))
        }
        if scores:
            fields["components"] = scores
        has_any = any(fields.get(name) not in (None, "") for name in ("score", "rank", "group"))
        is_published = has_any or (by_rates and bool(scores))
        fields["state"] = Figure.State.PUBLISHED if is_published else Figure.State.MISSING
        if index and period and place and source:
            figure = Figure(
                index=index,
                year=period.year,
                period_kind=period.kind.value,
                period_number=period.number,
                source=source,
            )
            record.key = _key(figure, place)
            record.title = f"{index.code} {figure.when}, {place}"
            self._begun[record.key] = figure, place
        record.fields = fields
        return record

    @cached_property
    def _begun(self):
        """Key → figure not stored yet, and the name of its territory, of the rows read so far."""
        return {}

    @cached_property
    def _carried(self):
        """What → figure that is shown of it, of the rows carried into the content so far."""
        return {}

    def _index_of(self, values, add):
        typed = clean_text(values.get("chi_so", ""))
        if typed:
            index = self._indices.get(same_name(typed))
            if index is None:
                add(Message.error(LABELS["chi_so"], _("There is no such index here."), typed))
            return index
        names = {clean_text(name) for name, _score, _rate in values["scores"]}
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
        years = {int(year) for key in keys for year in re.findall(r"\|[a-z-]+-(\d+)-\d+\|", key)}
        figures = Figure.objects.filter(year__in=years).order_by("is_chosen", "-pk")
        found, self._shown = {}, {}
        for figure in figures.select_related("index", "territory").prefetch_related(
            "component_figures__component", "index__versions__components"
        ):
            found[_key(figure, figure.territory.name)] = figure
            if figure.is_chosen:
                self._shown[_what(figure)] = figure
        return {key: found[key] for key in keys if key in found}

    def latest(self, stored):
        return stored

    def new(self, key):
        figure, name = self._begun[key]
        place = same_name(name)
        if place not in self._territories:
            self._territories[place] = Territory.objects.create(name=name)
        figure.territory = self._territories[place]
        return figure

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
                one.component.name: _said(_plain(one.score), _plain(one.rate), one.is_applicable)
                for one in figure.component_figures.all()
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
        messages = self._stand_beside(figure)
        faults = []
        if "components" in fields:
            faults += self._write_components(figure, fields["components"])
        try:
            figure.full_clean()
        except ValidationError as error:
            faults += error.messages
        if faults:
            raise ValidationError(faults)
        if figure.is_chosen:
            self._carried[_what(figure)] = figure
        return messages

    def _stand_beside(self, figure):
        """Do not show ``figure`` where another source is shown; return what is to be said of it."""
        what = _what(figure)
        other = self._carried.get(what) or self._shown.get(what)
        if other is None or other is figure or other.pk == figure.pk is not None:
            return []
        if other.state == Figure.State.MISSING:
            if other.pk:
                other.is_chosen = False
                other.save()
                # What the editor opens is the revision.
                other.save_revision()
            return []
        figure.is_chosen = False
        same = (other.score, other.rank) == (figure.score, figure.rank)
        text = _("Kept beside what is shown; another source says the same: %(other)s (%(source)s).")
        if not same:
            text = _(
                "Kept beside what is shown, not shown: %(own)s here, but %(other)s in another "
                "source (%(source)s). An editor chooses."
            )
        values = {"own": figure.in_short, "other": other.in_short, "source": other.source}
        return [Message.remark(LABELS["nguon"], text % values)]

    def _write_components(self, figure, scores):
        version = figure.version
        if version is None:
            yield _("No method of %(index)s is known for %(year)d: enter its components first.") % {
                "index": figure.index.code,
                "year": figure.year,
            }
            return
        components = {same_name(one.name): one for one in version.components.all()}
        components |= {same_name(one.code): one for one in version.components.all() if one.code}
        entered = []
        for name, said in scores.items():
            if same_name(name) in components:
                entered.append(_row(components[same_name(name)], said, len(entered)))
            else:
                yield _(
                    "“%(component)s” is no component of the method of this year (%(method)s)."
                ) % {
                    "component": name,
                    "method": version,
                }
        yield from faults_of_rows(version, entered, figure.score)
        figure.component_figures = entered

    def save(self, figure, *, is_new, user, publish):
        figure.save()
        return figure.save_revision(user=user)

    def may_import(self, user):
        return super().may_import(user) and user.has_perm("cchc_indicators.add_figure")

    def export(self):
        figures = Figure.objects.select_related("index", "territory")
        figures = figures.order_by("index", "-year", "territory", "-is_chosen", "pk")
        for figure in figures.prefetch_related("component_figures__component"):
            row = {
                "chi_so": figure.index.code,
                "nam": figure.year,
                "ky_trong_nam": "" if figure.when == str(figure.year) else figure.when,
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
                    **{key: row[key] for key in (*IDENTITY, "nguon")},
                    "thanh_phan": one.component.name,
                    "diem_thanh_phan": _plain(one.score),
                    "ty_le_thanh_phan": _plain(one.rate) if one.is_applicable else NOT_APPLICABLE,
                }

    def as_text(self, field, value):
        if field == "components":
            rows = ((name, _in_words(said)) for name, said in (value or {}).items())
            return "\n".join(f"{name}: {said}" for name, said in rows)
        if field == "state":
            return str(dict(Figure.State.choices).get(value, value))
        return super().as_text(field, value)


def _what(figure):
    return same_name(figure.index.code), figure.period, same_name(figure.territory.name)


def _key(figure, place):
    """Return what a figure is known by: index, period, and territory with source, in short."""
    names = f"{same_name(place)}|{source_key(figure.source)}"
    digest = hashlib.blake2b(names.encode(), digest_size=12).hexdigest()
    period = f"{figure.period_kind}-{figure.year}-{figure.period_number}"
    return f"{same_name(figure.index.code)}|{period}|{digest}"


def _period(text, year, add):
    """Return the period that ``text`` names in ``year``; the whole year where it is blank."""
    if _is_blank(text):
        return Period(PeriodKind.YEAR, year)
    period = period_in(f"{text} {year}")
    if period is None:
        text_of_error = _("This is no period in a year, such as “Tháng 3” or “Quý I”.")
        add(Message.error(LABELS["ky_trong_nam"], text_of_error, text))
    elif period.year != year:
        add(Message.error(LABELS["ky_trong_nam"], _("This period is in another year."), text))
        return None
    return period


def _component(name, score, rate, by_rates, add):
    """Return the plain value of a component: its score, or a dict of what it has beside."""
    if by_rates and NOT_APPLICABLE in (_folded(score), _folded(rate)):
        return _said(None, None, False)
    if by_rates and _is_blank(rate) and score.strip().endswith("%"):
        score, rate = "", score
    return _said(_decimal({name: score}, name, add), _decimal({name: rate}, name, add), True)


def _said(score, rate, applies):
    if not applies:
        return {"applies": NOT_APPLICABLE}
    return score if rate is None else {"score": score, "rate": rate}


def _row(component, said, order):
    if not isinstance(said, dict):
        said = {"score": said}
    score, rate = said.get("score"), said.get("rate")
    return ComponentFigure(
        component=component,
        score=None if score is None else Decimal(score),
        rate=None if rate is None else Decimal(rate),
        is_applicable="applies" not in said,
        sort_order=order,
    )


def _in_words(said):
    if not isinstance(said, dict):
        return said
    if "applies" in said:
        return _("does not apply")
    rate = f"{said['rate']} %"
    return rate if said["score"] is None else f"{rate}, {said['score']}"


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


def _folded(text):
    return fold(normalise(text)).strip()


def _is_blank(text):
    return _folded(text) in ("", "-", "–", "na", "n/a")


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
