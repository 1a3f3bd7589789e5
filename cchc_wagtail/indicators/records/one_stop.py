"""One-stop reports from the form II.06a as offices fill it in, and back."""

import datetime
import difflib
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc_wagtail.imports.importer import Column, Importer, Record
from cchc_wagtail.imports.messages import Message
from cchc_wagtail.imports.readers import Head, Row, UnreadableFile, xlsx
from cchc_wagtail.language import format_date
from cchc_wagtail.organisation.models import ThematicArea, same_name
from cchc_wagtail.organisation.reporting_periods import CLOSING_RULES, Period, PeriodKind

from ..models import OneStopReport, OneStopRow
from ..one_stop.form_reading import read_form
from ..one_stop.form_writing import blank_form, forms_as_xlsx
from ..one_stop.rules import NAMES, broken_carrying, broken_rules
from ..one_stop.words import broken_in_words, carrying_in_words, period_in_words

FORM = "Biểu số II.06a/VPCP/KSTT"
LABELS = {
    "days": gettext_lazy("Days of the period"),
    "source": gettext_lazy("Source"),
    "rows": gettext_lazy("Cases by field"),
}


class FormSource:
    """Reads each sheet of a workbook that is the form as one record.

    Raises:
        UnreadableFile: no sheet is.
    """

    def __init__(self, file):
        name = str(getattr(file, "name", "")).rsplit("/", 1)[-1]
        forms = [(sheet.title, read_form(sheet.rows())) for sheet in xlsx.sheets(file)]
        self._forms = [(title, form) for title, form in forms if form]
        self._name = name
        if not self._forms:
            raise UnreadableFile(
                _(
                    "This is not the form II.06a: no row numbers its columns (1) to (13), and none "
                    "has “Lĩnh vực” with eleven columns beside it."
                )
            )

    def head(self):
        return Head(known={FORM: "form"}, total=len(self._forms))

    def rows(self, keys):
        for number, (title, form) in enumerate(self._forms, start=1):
            yield Row(number, {"form": form, "source": f"{self._name}, {title}"}, [])


class OneStopImporter(Importer):
    name = "one-stop"
    label = gettext_lazy("One-stop results (form II.06a)")
    columns = [Column("form", FORM, required=True)]
    template_columns = columns
    field_labels = LABELS
    key_is_name = False
    has_drafts = False

    def source_of(self, file):
        return FormSource(file)

    @cached_property
    def _areas(self):
        return {same_name(area.name): area for area in ThematicArea.objects.all()}

    def forget(self):
        self.__dict__.pop("_areas", None)

    def parse(self, values):
        form = values["form"]
        record = Record("", messages=[])
        if form.period is None:
            text = _(
                "The form does not say its period. Write it below the title, such as “Kỳ báo cáo: "
                "Quý I/2024 (từ ngày 15/12/2023 đến ngày 14/3/2024)”."
            )
            record.messages.append(Message.error("", text))
        else:
            record.key = _key(form.period)
            record.title = period_in_words(form.period)
        if not form.lines:
            record.messages.append(Message.error("", _("The form has no rows with numbers.")))
        record.messages += self._faults(form)
        if record.has_errors:
            return record
        rule = CLOSING_RULES[form.closing_rule]
        first, last = rule.first_day(form.period), rule.last_day(form.period)
        record.messages += _doubtful_days(form, rule, first, last)
        record.fields = {
            "days": [
                form.closing_rule,
                (form.starts_on or first).isoformat(),
                (form.ends_on or last).isoformat(),
            ],
            "source": values["source"],
            "rows": [
                [self._areas[same_name(line.name)].name, *_numbers(line.counts)]
                for line in form.lines
            ],
        }
        record.messages += self._doubtful_carrying(form)
        return record

    def _faults(self, form):
        """Yield, as errors, each rule that the form breaks."""
        for row, name, column, text in form.unreadable:
            yield Message.error(
                "",
                _("Row %(row)d, “%(name)s”, column (%(column)d): this is no whole number.")
                % {"row": row, "name": name, "column": column},
                text,
            )
        unreadable = {(row, column) for row, _name, column, _text in form.unreadable}
        for broken in broken_rules(form.lines, form.total):
            if (broken.row, broken.column) not in unreadable:
                yield Message.error("", broken_in_words(broken))
        seen = {}
        for line in form.lines:
            key = same_name(line.name)
            values = {"row": line.row, "name": line.name}
            if key in seen:
                text = _("Row %(row)d, “%(name)s”: this field already stands in row %(first)d.")
                yield Message.error("", text % {**values, "first": seen[key]})
            elif key not in self._areas:
                text = _("Row %(row)d, “%(name)s”: there is no such procedure field here.") % values
                close = difflib.get_close_matches(key, self._areas, n=1, cutoff=0.6)
                if close:
                    text += " " + _("Is it “%s”?") % self._areas[close[0]].name
                yield Message.error("", text)
            seen.setdefault(key, line.row)

    def _doubtful_carrying(self, form):
        before = self._report(form.period.before)
        if before is None:
            return
        rows = {self._areas[same_name(line.name)].name: line.counts for line in form.lines}
        for name, carried, left in broken_carrying(rows, before.by_field):
            text = carrying_in_words(name, carried, left, before.period)
            yield Message.remark("", text)

    def _report(self, period):
        found = OneStopReport.objects.prefetch_related("rows__area")
        return found.filter(kind=period.kind.value, year=period.year, number=period.number).first()

    def find(self, keys):
        found = {}
        for key in keys:
            if report := self._report(_period(key)):
                found[key] = report
        return found

    def latest(self, stored):
        return stored

    def new(self, key):
        period = _period(key)
        return OneStopReport(kind=period.kind.value, year=period.year, number=period.number)

    def read(self, report):
        return {
            "days": [
                report.closing_rule,
                report.starts_on.isoformat(),
                report.ends_on.isoformat(),
            ],
            "source": report.source,
            "rows": [[row.area.name, *_numbers(row.counts)] for row in report.rows.all()],
        }

    def write(self, report, fields):
        if "days" in fields:
            report.closing_rule, starts_on, ends_on = fields["days"]
            report.starts_on = datetime.date.fromisoformat(starts_on)
            report.ends_on = datetime.date.fromisoformat(ends_on)
        if "source" in fields:
            report.source = fields["source"]
        if "rows" in fields:
            report.rows = [
                OneStopRow(
                    area=self._areas[same_name(name)],
                    sort_order=order,
                    **dict(zip(NAMES, numbers, strict=True)),
                )
                for order, (name, *numbers) in enumerate(fields["rows"])
            ]

    def save(self, report, *, is_new, user, publish):
        report.save()
        return report.save_revision(user=user)

    def may_import(self, user):
        return super().may_import(user) and user.has_perm("cchc_indicators.add_onestopreport")

    def template_file(self):
        return blank_form()

    def spreadsheet_file(self):
        reports = OneStopReport.objects.prefetch_related("rows__area")
        return forms_as_xlsx(list(reports))

    def export(self):
        for report in OneStopReport.objects.prefetch_related("rows__area"):
            yield {"form": str(report), **self.read(report)}

    def as_text(self, field, value):
        if field == "rows":
            return "\n".join(" · ".join(str(part) for part in row) for row in value or [])
        if field == "days":
            return " – ".join(filter(None, (value or [])[1:]))
        return super().as_text(field, value)


def _numbers(counts):
    return [getattr(counts, name) for name in NAMES]


def _key(period):
    return f"{period.kind.value}-{period.year}-{period.number}"


def _period(key):
    kind, year, number = key.rsplit("-", 2)
    return Period(PeriodKind(kind), int(year), int(number))


def _doubtful_days(form, rule, first, last):
    """Yield a remark where the form's days are not those that the rule gives its period."""
    said = (form.starts_on or first, form.ends_on or last)
    if said != (first, last):
        text = _(
            "The form runs from %(from)s to %(to)s; by %(rule)s this period runs from %(first)s to "
            "%(last)s."
        )
        yield Message.remark(
            "",
            text
            % {
                "from": format_date(said[0]),
                "to": format_date(said[1]),
                "rule": rule.basis or _("the calendar"),
                "first": format_date(first),
                "last": format_date(last),
            },
        )
