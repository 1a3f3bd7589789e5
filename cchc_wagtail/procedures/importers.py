"""Procedures as records: from the national database and from spreadsheets, and back."""

import json
import re
from decimal import InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.editorial.notifications import many_at_once
from cchc_wagtail.imports.importer import Column, Importer, ImportNotPossible, Record, submit
from cchc_wagtail.imports.messages import Message
from cchc_wagtail.imports.texts import clean_text, rich_text
from cchc_wagtail.language import fold, slugify
from cchc_wagtail.organisation.models import Audience, ThematicArea, Unit
from cchc_wagtail.registry.resolution import registered_under
from cchc_wagtail.search.passages import plain_text
from cchc_wagtail.search.visibility import public_pages

from . import lists
from . import national_database as national
from .models import (
    ProcedureIndexPage,
    ProcedureLegalBasis,
    ProcedurePage,
    RelatedProcedure,
    ServiceChannel,
)
from .models.procedures import CODE_PATTERN
from .sheets import from_cell, to_cell

TITLE_LENGTH = 255
YES, NO = "Có", "Không"

#: Plain text fields: column key → model field.
TEXTS = {
    "so_quyet_dinh": "decision_number",
    "loai_thu_tuc": "category",
    "tom_tat": "summary",
    "co_quan_thuc_hien": "receiving_agency",
    "dia_chi_tiep_nhan": "receiving_address",
    "co_quan_co_tham_quyen": "competent_authority",
    "dia_chi_co_quan_co_tham_quyen": "competent_address",
    "co_quan_phoi_hop": "coordinating_agency",
    "dia_chi_co_quan_phoi_hop": "coordinating_address",
    "dich_vu_cong_truc_tuyen": "online_url",
    "quy_trinh_iso": "iso_process",
    "detail_url": "source_url",
}
LEVEL_NAMES = {field: name for name, field in national.LEVELS.items()}

COLUMNS = [
    Column("ma_thu_tuc", "Mã thủ tục", example="1.001234", required=True),
    Column("ten_thu_tuc", "Tên thủ tục", example="Cấp hộ chiếu phổ thông (ví dụ)"),
    Column("so_quyet_dinh", "Số quyết định công bố", example="5568/QĐ-BCA"),
    Column("cap_thuc_hien", "Cấp thực hiện", "Cấp bộ, Cấp tỉnh, Cấp xã, Cơ quan khác", "Cấp tỉnh"),
    Column("loai_thu_tuc", "Loại thủ tục"),
    Column("linh_vuc", "Lĩnh vực", example="Quản lý xuất nhập cảnh"),
    Column("doi_tuong_thuc_hien", "Đối tượng thực hiện", example="Công dân Việt Nam"),
    Column("tom_tat", "Tóm tắt"),
    Column("don_vi_phu_trach", "Đơn vị phụ trách", "Tên đơn vị của Sở, như trong danh mục"),
    Column("co_quan_thuc_hien", "Cơ quan thực hiện"),
    Column("dia_chi_tiep_nhan", "Địa chỉ tiếp nhận"),
    Column("co_quan_co_tham_quyen", "Cơ quan có thẩm quyền"),
    Column("dia_chi_co_quan_co_tham_quyen", "Địa chỉ cơ quan có thẩm quyền"),
    Column("co_quan_phoi_hop", "Cơ quan phối hợp"),
    Column("dia_chi_co_quan_phoi_hop", "Địa chỉ cơ quan phối hợp"),
    Column(
        "cach_thuc",
        "Cách thức thực hiện",
        "Mỗi dòng: hình thức | thời hạn | phí, lệ phí | trường hợp | mô tả",
        "Trực tiếp | 8 ngày làm việc | 200.000 đồng/lần | |\nTrực tuyến | 8 ngày làm việc | "
        "160.000 đồng/lần | |",
    ),
    Column(
        "thanh_phan_ho_so",
        "Thành phần hồ sơ",
        "Dòng “# trường hợp”, rồi mỗi dòng: giấy tờ | mẫu đơn | bản chính | bản sao | ký số",
        "Tờ khai | TK01 | 1 | 0 |",
    ),
    Column(
        "trinh_tu_thuc_hien",
        "Trình tự thực hiện",
        "Bước 1: …",
        "Bước 1: Chuẩn bị hồ sơ.\nBước 2: Nộp hồ sơ.",
    ),
    Column("yeu_cau_dieu_kien", "Yêu cầu, điều kiện"),
    Column("ket_qua", "Kết quả thực hiện", "Mỗi dòng: kết quả | mã kết quả | thời hạn hiệu lực"),
    Column("ma_ket_qua", "Mã kết quả"),
    Column(
        "can_cu_phap_ly",
        "Căn cứ pháp lý",
        "Mỗi dòng: số, ký hiệu | trích yếu",
        "49/2019/QH14 | Luật Xuất cảnh, nhập cảnh của công dân Việt Nam",
    ),
    Column("thu_tuc_lien_quan", "Thủ tục liên quan", "Các mã thủ tục"),
    Column("dich_vu_cong_truc_tuyen", "Địa chỉ dịch vụ công trực tuyến"),
    Column("thanh_toan_truc_tuyen", "Thanh toán trực tuyến", "Có hoặc Không"),
    Column("quy_trinh_iso", "Quy trình ISO"),
    Column("detail_url", "Nguồn chính thức"),
    Column("bo_nganh", "Bộ, ngành"),
]
LABELS = {column.key: column.label for column in COLUMNS}
#: What the national database gives beside its tables: the text from which they were made.
RAW_COLUMNS = [
    Column("cach_thuc_raw", "Cách thức thực hiện (nguyên văn)"),
    Column("can_cu_phap_ly_raw", "Căn cứ pháp lý (nguyên văn)"),
]


class ProcedureImporter(Importer):
    """Procedures (thủ tục hành chính), keyed by their code in the national database."""

    name = "procedures"
    label = gettext_lazy("Procedures")
    columns = [*COLUMNS, *RAW_COLUMNS]
    template_columns = COLUMNS
    field_labels = LABELS | {field: LABELS[key] for key, field in TEXTS.items()}
    set_on_saving = ["path", "depth", "slug", "url_path", "locale", "content_type", "numchild"]

    def __init__(self):
        self._registers = {}
        self._parent = None

    def check(self):
        self.parent  # noqa: B018

    @property
    def parent(self):
        """The list below which new procedures are put."""
        if self._parent is None:
            pages = ProcedureIndexPage.objects.order_by("-live", "depth", "path")
            site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
            if site:
                pages = pages.descendant_of(site.root_page, inclusive=True)
            self._parent = pages.first()
            if self._parent is None:
                raise ImportNotPossible(
                    _("There is no list of procedures yet: run cchc_setup, or add one.")
                )
        return self._parent

    # From a file

    def parse(self, values):
        values = {key: from_cell(key, value) for key, value in values.items()}
        values = {key: value for key, value in values.items() if value is not None}
        record = Record(clean_text(values.pop("ma_thu_tuc", "")).replace(" ", ""))
        if not CODE_PATTERN.fullmatch(record.key):
            text = _("This is not a procedure code such as 1.001234.")
            record.messages.append(Message.error("Mã thủ tục", text, record.key))
        for key, value in values.items():
            if not isinstance(value, str | list | int | float | None):
                text = _("The value has a form that is not understood.")
                record.messages.append(Message.error(self._label(key), text, str(value)[:80]))
        if record.has_errors:
            return record
        try:
            self._parse_fields(values, record)
        except (TypeError, AttributeError, KeyError, ValueError, InvalidOperation) as error:
            text = _("A list in this record has a form that is not understood.")
            record.messages.append(Message.error("", text, str(error)[:80]))
        return record

    def _parse_fields(self, values, record):
        fields = record.fields
        for key in TEXTS:
            if key in values:
                fields[key] = clean_text(values[key] or "")
        if "ten_thu_tuc" in values:
            fields["ten_thu_tuc"] = record.title = clean_text(values["ten_thu_tuc"] or "").replace(
                "\n", " "
            )
            if len(record.title) > TITLE_LENGTH:
                text = _("Longer than a title can be: kept whole as the full name.")
                record.messages.append(Message.remark("Tên thủ tục", text))
        if "bo_nganh" in values:
            name = clean_text(values["bo_nganh"] or "")
            fields["bo_nganh"] = national.MINISTRIES.get(name, name)
        if "cap_thuc_hien" in values:
            fields["cap_thuc_hien"], unknown = national.levels(values["cap_thuc_hien"] or "")
            for name in unknown:
                record.messages.append(
                    Message.error("Cấp thực hiện", _("There is no such level."), name)
                )
        if "linh_vuc" in values:
            fields["linh_vuc"] = clean_text(values["linh_vuc"] or "").replace("\n", " ")
        if "doi_tuong_thuc_hien" in values:
            fields["doi_tuong_thuc_hien"] = sorted(
                national.audiences(values["doi_tuong_thuc_hien"] or "")
            )
        if "don_vi_phu_trach" in values:
            self._parse_unit(values["don_vi_phu_trach"], record)
        if "thanh_toan_truc_tuyen" in values:
            self._parse_payment(values["thanh_toan_truc_tuyen"], record)
        if "yeu_cau_dieu_kien" in values:
            fields["yeu_cau_dieu_kien"] = rich_text(values["yeu_cau_dieu_kien"] or "")
        if "trinh_tu_thuc_hien" in values:
            fields["trinh_tu_thuc_hien"] = lists.steps(values["trinh_tu_thuc_hien"] or "")
        if "thanh_phan_ho_so" in values:
            fields["thanh_phan_ho_so"] = lists.dossier(values["thanh_phan_ho_so"] or "")
        if "ket_qua" in values:
            fields["ket_qua"] = lists.results(
                values["ket_qua"] or "", values.get("ma_ket_qua") or ""
            )
        if "cach_thuc" in values or "cach_thuc_raw" in values:
            fields["cach_thuc"] = lists.channels(values)
            for channel in fields["cach_thuc"]:
                if channel["kind"] not in ServiceChannel.Kind.values:
                    text = _("There is no such way to hand in.")
                    kind = channel["kind"]
                    record.messages.append(Message.error("Cách thức thực hiện", text, kind))
            limits = [limit for one in fields["cach_thuc"] for limit in one["time_limits"]]
            for amount in dict.fromkeys(one["amount"] for one in limits if not one["unit"]):
                text = _("The time limit has no unit.")
                record.messages.append(Message.remark("Cách thức thực hiện", text, f"{amount:g}"))
        if "can_cu_phap_ly" in values or "can_cu_phap_ly_raw" in values:
            fields["can_cu_phap_ly"] = lists.bases(values)
        if "thu_tuc_lien_quan" in values:
            self._parse_related(values["thu_tuc_lien_quan"], record)

    def _parse_unit(self, value, record):
        name = clean_text(value or "")
        units = {fold(n): unit.name for unit in self._units() for n in (unit.name, unit.short_name)}
        if name and fold(name) not in units:
            text = _("There is no such unit in the register.")
            record.messages.append(Message.error("Đơn vị phụ trách", text, name))
        record.fields["don_vi_phu_trach"] = units.get(fold(name), "") if name else ""

    def _parse_payment(self, value, record):
        answer = fold(clean_text(str(value or "")))
        known = {"": None, "co": True, "khong": False, "true": True, "false": False}
        if answer not in known:
            text = _("Write “Có” or “Không”.")
            record.messages.append(Message.error("Thanh toán trực tuyến", text, value))
        record.fields["thanh_toan_truc_tuyen"] = known.get(answer)

    def _parse_related(self, value, record):
        text = " ".join(value) if isinstance(value, list) else clean_text(value or "")
        codes = CODE_PATTERN.findall(text) and re.findall(r"\d+(?:\.\d+)+", text)
        record.fields["thu_tuc_lien_quan"] = list(dict.fromkeys(codes or []))
        rest = re.sub(r"\d+(?:\.\d+)+|[\s,;]+", " ", text).strip()
        if rest:
            message = _("Only the codes of procedures are kept.")
            record.messages.append(Message.remark("Thủ tục liên quan", message, rest))

    def _label(self, key):
        return self.field_labels.get(key, key)

    # Into and out of a page

    def find(self, keys):
        pages = ProcedurePage.objects.filter(code__in=keys).select_related("latest_revision")
        found = {}
        for page in pages.order_by("pk"):
            found.setdefault(page.code, page)
        return found

    def new(self, key):
        return ProcedurePage(code=key, locale=self.parent.locale)

    def forget(self):
        self._registers = {}

    def read(self, page):
        unit, area = page.unit, page.thematic_area
        return {
            "ten_thu_tuc": page.name,
            **{key: getattr(page, field) for key, field in TEXTS.items()},
            "bo_nganh": page.ministry,
            "cap_thuc_hien": sorted(field for field in LEVEL_NAMES if getattr(page, field)),
            "linh_vuc": area.name if area else "",
            "doi_tuong_thuc_hien": sorted(one.name for one in page.audiences.all()),
            "don_vi_phu_trach": unit.name if unit else "",
            "thanh_toan_truc_tuyen": page.electronic_payment,
            "yeu_cau_dieu_kien": page.conditions,
            "trinh_tu_thuc_hien": [
                {"heading": step.value["heading"], "text": step.value["text"].source}
                for step in page.steps
            ],
            "thanh_phan_ho_so": [lists.read_case(case.value) for case in page.dossier],
            "ket_qua": [dict(block.value) for block in page.results],
            "cach_thuc": [lists.read_channel(channel) for channel in page.channels.all()],
            "can_cu_phap_ly": [
                {
                    "number": basis.number or (basis.document.number if basis.document else ""),
                    "title": basis.title,
                }
                for basis in page.legal_bases.all()
            ],
            "thu_tuc_lien_quan": [row.related.code for row in page.chosen_procedures.all()],
        }

    def write(self, page, fields):
        messages = []
        for key, field in TEXTS.items():
            if key in fields:
                setattr(page, field, fields[key])
        if "ten_thu_tuc" in fields:
            name = fields["ten_thu_tuc"]
            page.official_name = name if len(name) > TITLE_LENGTH else ""
            page.title = page.draft_title = _shortened(name)
        if "bo_nganh" in fields:
            page.ministry = fields["bo_nganh"]
        if "cap_thuc_hien" in fields:
            for field in LEVEL_NAMES:
                setattr(page, field, field in fields["cap_thuc_hien"])
        if "linh_vuc" in fields:
            page.thematic_area = self._row_of(ThematicArea, fields["linh_vuc"], messages)
        if "doi_tuong_thuc_hien" in fields:
            names = fields["doi_tuong_thuc_hien"]
            page.audiences = [self._row_of(Audience, name, messages) for name in names]
        if "don_vi_phu_trach" in fields:
            by_name = {unit.name: unit for unit in self._units()}
            page.unit = by_name.get(fields["don_vi_phu_trach"])
        if "thanh_toan_truc_tuyen" in fields:
            page.electronic_payment = fields["thanh_toan_truc_tuyen"]
        if "yeu_cau_dieu_kien" in fields:
            page.conditions = fields["yeu_cau_dieu_kien"]
        if "trinh_tu_thuc_hien" in fields:
            page.steps = lists.blocks("step", fields["trinh_tu_thuc_hien"])
        if "thanh_phan_ho_so" in fields:
            page.dossier = lists.dossier_blocks(fields["thanh_phan_ho_so"], page.dossier)
        if "ket_qua" in fields:
            page.results = lists.blocks("result", fields["ket_qua"])
        if "cach_thuc" in fields:
            page.channels = [lists.channel(row) for row in fields["cach_thuc"]]
        if "can_cu_phap_ly" in fields:
            page.legal_bases = self._legal_bases(fields["can_cu_phap_ly"])
        if "so_quyet_dinh" in fields:
            page.decision = self._documents([fields["so_quyet_dinh"]]).get(fields["so_quyet_dinh"])
        if "thu_tuc_lien_quan" in fields:
            self._write_related(page, fields["thu_tuc_lien_quan"], messages)
        return messages

    def save(self, page, *, is_new, user, publish):
        if is_new:
            page.live, page.has_unpublished_changes, page.owner = False, True, user
            page.slug = self._free_slug(page)
            self.parent.add_child(instance=page)
        revision = page.save_revision(user=user, log_action=not is_new)
        if publish:
            revision.publish()
        else:
            with many_at_once():
                submit(page, user)
        return revision

    def obstacle(self, page, user):
        if page.locked:
            return _("The page is locked.")
        if user is not None and not page.permissions_for_user(user).can_edit():
            return _("You may not change this page.")
        return ""

    def may_import(self, user):
        return super().may_import(user) and (
            ProcedureIndexPage.objects.exists()
            and self.parent.permissions_for_user(user).can_add_subpage()
        )

    def _free_slug(self, page):
        # One look-up, not one for each that is taken: names repeat from level to level.
        slug = slugify(page.title)[:200].strip("-") or "thu-tuc"
        taken = ProcedurePage.objects.filter(slug=slug).child_of(self.parent).exists()
        return f"{slug}-{page.code.replace('.', '-')}" if taken else slug

    def _units(self):
        if Unit not in self._registers:
            self._registers[Unit] = list(Unit.objects.all())
        return self._registers[Unit]

    def _row_of(self, model, name, messages):
        """Return the register row called ``name``, made where it is missing."""
        if not name:
            return None
        if model not in self._registers:
            self._registers[model] = {fold(row.name): row for row in model.objects.all()}
        rows = self._registers[model]
        if fold(name) not in rows:
            rows[fold(name)], _created = model.objects.get_or_create(name=name[:255])
            text = _("New in the register “%(register)s”.") % {
                "register": model._meta.verbose_name_plural
            }
            messages.append(Message.remark("", text, name))
        return rows[fold(name)]

    def _documents(self, numbers):
        """Return number → the one published document that has it."""
        keys = {}
        for number in numbers:
            try:
                keys[number] = DocumentNumber.parse(number).key
            except ValueError:
                continue
        registered = registered_under(set(keys.values()))
        return {
            number: registered[key][0]
            for number, key in keys.items()
            if len(registered.get(key, [])) == 1
        }

    def _legal_bases(self, rows):
        documents = self._documents([row["number"] for row in rows])
        return [
            ProcedureLegalBasis(**row, document=documents.get(row["number"]), sort_order=order)
            for order, row in enumerate(rows)
        ]

    def _write_related(self, page, codes, messages):
        found = {one.code: one for one in ProcedurePage.objects.filter(code__in=codes)}
        page.chosen_procedures = [
            RelatedProcedure(related=found[code]) for code in codes if code in found
        ]
        for code in codes:
            if code not in found:
                text = _("No such procedure here; import again when there is.")
                messages.append(Message.remark("Thủ tục liên quan", text, code))

    # Export

    def export(self):
        pages = public_pages(ProcedurePage.objects.order_by("code")).select_related(
            "unit", "thematic_area"
        )
        related = ["audiences", "channels", "legal_bases__document", "chosen_procedures__related"]
        for page in pages.prefetch_related(*related).iterator(chunk_size=100):
            fields = self.read(page)
            yield {"ma_thu_tuc": page.code, **{key: _out(key, fields[key]) for key in fields}}

    def as_cell(self, key, value):
        return to_cell(key, value)

    def as_text(self, field, value):
        if value is None or value == [] or value == "":
            return ""
        text = str(to_cell(field, _out(field, value)))
        return plain_text(text) if "<" in text else text


def _out(key, value):
    """Return the plain value of a field as a file has it."""
    if key == "cap_thuc_hien":
        return ", ".join(LEVEL_NAMES[field] for field in value)
    if key == "doi_tuong_thuc_hien":
        return ", ".join(value)
    if key == "thanh_toan_truc_tuyen":
        return "" if value is None else (YES if value else NO)
    return json.loads(json.dumps(value, default=_plain_number))


def _plain_number(value):
    return int(value) if value == int(value) else float(value)


def _shortened(name):
    if len(name) <= TITLE_LENGTH:
        return name
    return name[: TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…"
