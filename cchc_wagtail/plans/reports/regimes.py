"""Which periodic reports are written, on which periods, closed and due when, and in which parts.

Data, not code: another regime is another row. The texts are those of the reports, and Vietnamese.
"""

from dataclasses import dataclass

from cchc_wagtail.organisation.report_figures import Part
from cchc_wagtail.organisation.reporting_periods import CLOSING_RULES, PeriodKind


@dataclass(frozen=True)
class Section:
    """A part of a report: its heading, and whose figures stand in it; prose alone has none."""

    name: str
    heading: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Regime:
    """A kind of report. ``closing`` names a rule of ``CLOSING_RULES``; ``basis`` says whose it is.

    ``to`` are those it is addressed to; ``subject`` is its abstract (trích yếu), in which the
    period follows.
    """

    name: str
    label: str
    subject: str
    basis: str
    periods: tuple[PeriodKind, ...]
    closing: str
    to: tuple[str, ...]
    recipients: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def rule(self):
        return CLOSING_RULES[self.closing]


_RESULTS = (
    Section("published", "1. Tin, bài và nội dung đã đăng", (Part.PUBLISHED,)),
    Section("procedures", "2. Thủ tục hành chính", (Part.PROCEDURES,)),
    Section("questions", "3. Hỏi đáp, phản hồi của người dân", (Part.QUESTIONS,)),
    Section("law", "4. Văn bản", (Part.LAW,)),
    Section("one_stop", "5. Kết quả giải quyết hồ sơ một cửa", (Part.ONE_STOP,)),
    Section("indices", "6. Các chỉ số và giải pháp nâng cao", (Part.INDICES,)),
    Section("initiatives", "7. Sáng kiến, mô hình mới, cách làm hay", (Part.INITIATIVES,)),
    Section("plan", "8. Thực hiện các nội dung kế hoạch", (Part.PLAN,)),
    Section("workflow", "9. Kiểm tra, đôn đốc, phê duyệt", (Part.WORKFLOW,)),
    Section("search", "10. Nhu cầu tìm hiểu của người đọc", (Part.SEARCH,)),
)

#: Sections whose heading is a roman number stand above those with an arabic one.
OUTLINE = (
    Section("direction", "I. CÔNG TÁC CHỈ ĐẠO, TỔ CHỨC THỰC HIỆN"),
    Section("results", "II. KẾT QUẢ THỰC HIỆN"),
    *_RESULTS,
    Section("assessment", "III. ĐÁNH GIÁ CHUNG"),
    Section("next", "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ VÀ ĐỀ XUẤT"),
)

REGIMES = {
    # Kế hoạch 2024 của Sở, IV.1: “đánh giá định kỳ hàng năm … báo cáo … Ban Giám đốc Sở”; its own
    # year is that of the calendar.
    "communication": Regime(
        "communication",
        "Báo cáo thông tin, tuyên truyền cải cách hành chính",
        "Kết quả thông tin, tuyên truyền cải cách hành chính",
        "Kế hoạch của Sở",
        tuple(PeriodKind),
        "calendar",
        ("Ban Giám đốc Sở",),
        ("Các phòng chuyên môn",),
        OUTLINE,
    ),
    # Closes by Nghị định 09/2019/NĐ-CP, Điều 12, where the province sets no other days.
    "reform": Regime(
        "reform",
        "Báo cáo cải cách hành chính định kỳ",
        "Kết quả công tác cải cách hành chính",
        "Nghị định 09/2019/NĐ-CP, Điều 12",
        (
            PeriodKind.QUARTER,
            PeriodKind.HALF_YEAR,
            PeriodKind.NINE_MONTHS,
            PeriodKind.YEAR,
        ),
        "09-2019",
        ("Ủy ban nhân dân tỉnh", "Sở Nội vụ"),
        ("Ban Giám đốc Sở", "Các phòng chuyên môn"),
        OUTLINE,
    ),
}


def period_name(period):
    """Return what a period is called in a report: “quý I năm 2024”, “6 tháng đầu năm 2024”."""
    if period.kind == PeriodKind.YEAR:
        return f"năm {period.year}"
    return f"{part_name(period.kind, period.number)} năm {period.year}"


def part_name(kind, number):
    """Return what a part of a year is called: “quý I”, “6 tháng đầu”, “cả năm”."""
    if kind == PeriodKind.QUARTER:
        return f"quý {('I', 'II', 'III', 'IV')[number - 1]}"
    if kind == PeriodKind.HALF_YEAR:
        return "6 tháng đầu" if number == 1 else "6 tháng cuối"
    if kind == PeriodKind.NINE_MONTHS:
        return "9 tháng đầu"
    return f"tháng {number}" if kind == PeriodKind.MONTH else "cả năm"
