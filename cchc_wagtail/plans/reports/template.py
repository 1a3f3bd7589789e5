"""The template of a report in Word: its fields, what a report says in them, and the first template.

The names of the fields are what an office reads in Word, so they are Vietnamese.
"""

from dataclasses import asdict

from django.utils.translation import gettext_lazy as _

from cchc_wagtail.conf import get_setting
from cchc_wagtail.files import Picture
from cchc_wagtail.files.word_templates.fields import PICTURE, TEXT
from cchc_wagtail.frontend.charts import bars_chart, can_draw, png
from cchc_wagtail.frontend.office_document import Agency, Form, OfficeDocument, addressee_lines
from cchc_wagtail.language import format_date, printable

from .regimes import period_name

#: Part of ``Form`` → the field in which it stands.
FORM = {
    "parent": "co_quan_cap_tren",
    "name": "co_quan",
    "number": "so",
    "symbol": "ky_hieu",
    "place": "dia_danh",
    "day": "ngay_ban_hanh",
    "type": "loai_van_ban",
    "abstract": "trich_yeu",
    "head": "chuc_vu",
}
FIELDS = {
    **dict.fromkeys(FORM.values(), TEXT),
    "ky_bao_cao": TEXT,
    "kinh_gui_mot_noi": TEXT,
    "kinh_gui_nhieu_noi": [TEXT],
    "mo_dau": TEXT,
    "cac_muc": [
        {
            "tieu_de": TEXT,
            "cac_doan": [TEXT],
            "cac_bieu_do": [{"hinh": PICTURE, "chu_thich": TEXT}],
        }
    ],
    "ket_thuc": TEXT,
    "noi_nhan": [TEXT],
    "noi_luu": TEXT,
}
#: Without these it is no report.
REQUIRED = ["cac_muc[].tieu_de", "cac_muc[].cac_doan[]"]
#: Field as an office writes it → what stands in it.
MEANINGS = {
    "{{ co_quan_cap_tren }}": _("The body above the department, in capitals"),
    "{{ co_quan }}": _("The department, in capitals"),
    "{{ so }}": _("Number; blank until it is given"),
    "{{ ky_hieu }}": _("Symbol, such as BC-SNgV"),
    "{{ dia_danh }}": _("Place of issue"),
    "{{ ngay_ban_hanh }}": _("Day of issue in words; blank until it is given"),
    "{{ loai_van_ban }}": _("What kind of document it is: BÁO CÁO"),
    "{{ trich_yeu }}": _("What it is about, with the period"),
    "{{ ky_bao_cao }}": _("The period, such as “quý I năm 2024”"),
    "{{ kinh_gui_mot_noi }}": _("Whom it is addressed to, if that is one body; otherwise empty"),
    "{%p for noi in kinh_gui_nhieu_noi %} {{ noi }} {%p endfor %}": _(
        "Whom it is addressed to, if those are several bodies: a paragraph for each"
    ),
    "{{ mo_dau }}": _("From when to when it counts, and by which rule"),
    "{%p for muc in cac_muc %} … {%p endfor %}": _("The sections. What stands between is repeated"),
    "{{ muc.tieu_de }}": _("Within the sections: the heading"),
    "{%p for doan in muc.cac_doan %} {{ doan }} {%p endfor %}": _(
        "Within the sections: the prose, a paragraph for each"
    ),
    "{%p for bieu_do in muc.cac_bieu_do %} {{ bieu_do.hinh }} {{ bieu_do.chu_thich }} "
    "{%p endfor %}": _("Within the sections: the charts with their captions"),
    "{{ ket_thuc }}": _("The closing sentence"),
    "{%p for noi in noi_nhan %} {{ noi }} {%p endfor %}": _("Recipients, a paragraph for each"),
    "{{ noi_luu }}": _("Who has drafted it"),
    "{{ chuc_vu }}": _("Position of who signs, in capitals"),
}
#: How they are written; not in the page's template, which would take the tags for its own.
HOW = [
    _("Names are written as they stand here, without marks; spelling and capitals count."),
    _(
        "{%p … %} stands alone in its paragraph, which vanishes; in a table {%tr … %} stands alone "
        "in its row."
    ),
    _("Between {%p if so %} and {%p endif %} stands what is left out where the field so is empty."),
]


def first_template():
    """Return the template that is used until an office uploads its own, as DOCX.

    It has the form of Nghị định 30/2020/NĐ-CP, with fields in place of what a report says.
    """
    form = Form(**{part: f"{{{{ {field} }}}}" for part, field in FORM.items()})
    document = OfficeDocument.from_form(form)
    document.paragraph("{%p if kinh_gui_mot_noi %}")
    document.addressees(["{{ kinh_gui_mot_noi }}"])
    document.paragraph("{%p endif %}")
    document.paragraph("{%p if kinh_gui_nhieu_noi %}")
    document.addressees(_each("noi", "kinh_gui_nhieu_noi", "{{ noi }}"))
    document.paragraph("{%p endif %}")
    document.paragraph("{{ mo_dau }}")
    document.paragraph("{%p for muc in cac_muc %}")
    document.heading("{{ muc.tieu_de }}")
    for line in _each("doan", "muc.cac_doan", "{{ doan }}"):
        document.paragraph(line)
    document.paragraph("{%p for bieu_do in muc.cac_bieu_do %}")
    document.picture_tag("{{ bieu_do.hinh }}", "{{ bieu_do.chu_thich }}")
    document.paragraph("{%p endfor %}")
    document.paragraph("{%p endfor %}")
    document.paragraph("{{ ket_thuc }}")
    document.ending(_each("noi", "noi_nhan", "- {{ noi }};"), "{{ noi_luu }}")
    return document.as_bytes()


def _each(item, items, line):
    return [f"{{%p for {item} in {items} %}}", line, "{%p endfor %}"]


def values_of(report):
    """Return what ``report`` says in each of ``FIELDS``."""
    regime, period = report.regime_data, period_name(report.period)
    form = Form.of(
        Agency(**get_setting("AGENCY")),
        type="BÁO CÁO",
        abstract=f"{regime.subject} {period}",
        symbol="BC",
        number=report.number,
        date=report.issued_on,
    )
    to = addressee_lines(regime.to)
    return {
        **{FORM[part]: text for part, text in asdict(form).items()},
        "ky_bao_cao": period,
        "kinh_gui_mot_noi": to[0] if len(to) == 1 else "",
        "kinh_gui_nhieu_noi": to if len(to) > 1 else [],
        "mo_dau": opening_of(report),
        "cac_muc": [_section(report, section) for section in regime.sections],
        "ket_thuc": (
            f"Trên đây là báo cáo {regime.subject[:1].lower()}{regime.subject[1:]} {period}"
        ),
        "noi_nhan": [*(["Như trên"] if to else []), *regime.recipients],
        "noi_luu": "VP",
    }


def _section(report, section):
    lines = report.texts.get(section.name, "").splitlines()
    return {
        "tieu_de": section.heading,
        "cac_doan": [printable(line.strip()) for line in lines if line.strip()],
        "cac_bieu_do": [
            chart for figure in report.figures_in(section) for chart in _charts(figure)
        ],
    }


def _charts(figure):
    """Yield what a figure is made up of as a picture, where that is to be seen at once."""
    rows = [(printable(name), count) for name, count in figure["rows"]]
    if figure.get("is_drawn") and len(rows) > 1 and can_draw():
        label = printable(figure["label"])
        yield {"hinh": Picture(png(bars_chart(rows)), label), "chu_thich": label}


def opening_of(report):
    """Return the sentence that says from when to when it counts, and by which rule."""
    interim = " Số liệu tạm tính do kỳ báo cáo chưa kết thúc." if report.is_interim else ""
    return (
        f"Số liệu tính từ ngày {format_date(report.first_day)} đến ngày "
        f"{format_date(report.last_day)} ({report.regime_data.basis}).{interim}"
    )
