"""The sample of real procedures as pages of a fresh site."""

import json
import re
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT.parent / "shared" / "data" / "procedures-sample.jsonl"
NOTHING = {"", "Không có thông tin"}
LEVELS = {
    "Cấp bộ": "at_ministry",
    "Cấp tỉnh": "at_province",
    "Cấp xã": "at_commune",
    "Cơ quan khác": "at_other_body",
}


def read_sample():
    """Return the rows of the sample, or None where it is absent."""
    if not SAMPLE.exists():
        return None
    with SAMPLE.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def create_index_page():
    """Make the list of procedures below the root page of the default site; return it."""
    from wagtail.models import Locale, Page, Site

    from cchc_wagtail.procedures.models import ProcedureIndexPage

    locale, _ = Locale.objects.get_or_create(language_code="vi")
    root = Page.objects.get(depth=1)
    index_page = root.add_child(
        instance=ProcedureIndexPage(title="Thủ tục hành chính", slug="thu-tuc", locale=locale)
    )
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": index_page}
    )
    return index_page


def create_procedures(index_page, rows):
    """Publish ``rows`` of the sample below ``index_page``."""
    areas, audiences = {}, {}
    for row in rows:
        page = _page(row, areas, audiences)
        page.locale_id = index_page.locale_id
        index_page.add_child(instance=page)


def _page(row, areas, audiences):
    from cchc_wagtail.organisation.models import Audience, ThematicArea
    from cchc_wagtail.procedures.models import ProcedurePage

    page = ProcedurePage(
        title=_clean(row["ten_thu_tuc"])[:255],
        slug=row["ma_thu_tuc"].replace(".", "-"),
        code=row["ma_thu_tuc"],
        thematic_area=_register_row(ThematicArea, areas, row["linh_vuc"]),
        receiving_agency=_clean(row["co_quan_thuc_hien"]),
        competent_authority=_clean(row["co_quan_co_tham_quyen"]),
        conditions=_paragraphs(row["yeu_cau_dieu_kien"]),
        results=[("result", {"name": name})] if (name := _clean(row["ket_qua"])) else [],
        steps=[("step", {"heading": "", "text": _paragraphs(row["trinh_tu_thuc_hien"])})],
        dossier=[
            (
                "case",
                {
                    "case": "",
                    "papers": [
                        {"name": name, "form_name": "", "originals": 1, "copies": 0}
                        for name in _papers(row["thanh_phan_ho_so"])
                    ],
                },
            )
        ],
        **{LEVELS[level]: True for level in row["cap_thuc_hien"].split(", ") if level in LEVELS},
    )
    names = re.split(r", (?![^(]*\))", row["doi_tuong_thuc_hien"])
    page.audiences = [
        _register_row(Audience, audiences, name) for name in dict.fromkeys(names) if name
    ]
    return page


def _register_row(model, known, name):
    name = unicodedata.normalize("NFC", name).strip()
    if name in NOTHING:
        return None
    if name not in known:
        known[name], _ = model.objects.get_or_create(name=name)
    return known[name]


def _clean(text):
    text = (text or "").strip()
    return "" if text in NOTHING else text


def _paragraphs(text):
    lines = [line.strip() for line in _clean(text).split("\n")]
    lines = [line.replace("&", "&amp;").replace("<", "&lt;") for line in lines if line]
    return "".join(f"<p>{line}</p>" for line in lines)


def _papers(text):
    text = _clean(text).replace("--Tên giấy tờMẫu đơn, tờ khaiSố lượng", "")
    return [paper for paper in re.split(r"\d+ bản (?:chính|sao)", text) if paper.strip()] or ["–"]
