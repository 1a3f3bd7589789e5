import re
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cchc_wagtail.files import BadTemplate, UnreadableFile
from cchc_wagtail.organisation.reporting_periods import Period, PeriodKind
from cchc_wagtail.plans.models import Report
from cchc_wagtail.plans.reports.refusals import refusals_for
from cchc_wagtail.plans.reports.regimes import REGIMES
from cchc_wagtail.plans.reports.wording import number_in_words

PERIODS = {
    "nam": (PeriodKind.YEAR, 1),
    "9-thang": (PeriodKind.NINE_MONTHS, 1),
    "6-thang": (PeriodKind.HALF_YEAR, 1),
    **{f"quy-{number}": (PeriodKind.QUARTER, number) for number in range(1, 5)},
}


class Command(BaseCommand):
    help = (
        "Writes the periodic report of a year as DOCX; begun where there is none yet. With "
        "--figures it prints each figure as it is stored and as the data are now."
    )

    def add_arguments(self, parser):
        parser.add_argument("year", type=int)
        parser.add_argument("file", nargs="?", metavar="FILE.docx")
        parser.add_argument("--period", choices=PERIODS, default="nam", help="default: nam")
        parser.add_argument("--regime", choices=REGIMES, default="communication")
        parser.add_argument(
            "--figures", action="store_true", help="print each figure, stored and counted anew"
        )

    def handle(self, *, year, file, period, regime, figures, verbosity, **options):
        if not file and not figures:
            raise CommandError("Name a FILE.docx to write, or ask for --figures.")
        if file and not re.search(r"\.docx$", file, re.IGNORECASE):
            raise CommandError(f"{file}: the name has to end in .docx.")
        kind, number = PERIODS[period]
        try:
            report = Report.begin(regime, Period(kind, year, number))
        except ValueError as error:
            raise CommandError(str(error)) from error
        if figures:
            self.print_figures(report)
        if file:
            try:
                Path(file).write_bytes(report.as_docx())
            except OSError as error:
                raise CommandError(f"{file}: {error.strerror}.") from error
            except (BadTemplate, UnreadableFile) as error:
                raise CommandError("\n".join(refusals_for(error))) from error
            if verbosity:
                self.stdout.write(f"{file}: {report}")

    def print_figures(self, report):
        now = {figure["name"]: figure["value"] for figure in report.counted()}
        for figure in report.figures:
            stored, current = figure["value"], now.get(figure["name"])
            mark = "" if stored == current else "  ≠"
            self.stdout.write(
                f"{figure['name']}: {number_in_words(stored)} | {number_in_words(current)}"
                f"  {figure['label']}{mark}"
            )
