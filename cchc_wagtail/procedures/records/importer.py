"""Procedures as records: from the national database and from spreadsheets, and back."""

import json
import re
from contextlib import contextmanager
from decimal import InvalidOperation

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.editorial.notifications import many_at_once
from cchc_wagtail.imports.importer import Column, Importer, ImportNotPossible, Record, submit
from cchc_wagtail.imports.messages import Message
from cchc_wagtail.imports.texts import clean_text, rich_text
from cchc_wagtail.language import fold, slugify
from cchc_wagtail.organisation.models import Audience, ThematicArea, Unit, same_name
from cchc_wagtail.registry.resolution import registered_under
from cchc_wagtail.search.text.passages import plain_text
from cchc_wagtail.search.visibility import public_pages

from ..models import (
    ProcedureIndexPage,
    ProcedureLegalBasis,
    ProcedurePage,
    RelatedProcedure,
    ServiceChannel,
)
from . import lists
from . import national_database as national
from .cells import from_cell, to_cell

TITLE_LENGTH = 255
#: A code of the national database, whole.
CODE_PATTERN = re.compile(r"\d\.\d{6}")
#: What is left of one where a spreadsheet took it for a number: 1.0012 of 1.001200.
CUT_CODE = re.compile(r"(\d)\.(\d{1,5})")
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
    Column(
        "ma_thu_tuc",
        "Mã thủ tục",
        example="1.001234",
        required=True,
        names=(
            "Mã",
            "Mã số",
            "Mã TTHC",
            "Mã số TTHC",
            "Mã số thủ tục",
            "Mã thủ tục hành chính",
            "Mã thủ tục TTHC",
        ),
    ),
    Column(
        "ten_thu_tuc",
        "Tên thủ tục",
        example="Cấp hộ chiếu phổ thông (ví dụ)",
        names=(
            "Tên",
            "Tên TTHC",
            "Tên thủ tục hành chính",
            "Thủ tục hành chính",
            "Tên gọi",
        ),
    ),
    Column(
        "so_quyet_dinh",
        "Số quyết định công bố",
        example="5568/QĐ-BCA",
        names=(
            "Số quyết định",
            "Quyết định công bố",
            "Số QĐ công bố",
        ),
    ),
    Column(
        "cap_thuc_hien",
        "Cấp thực hiện",
        "Cấp bộ, Cấp tỉnh, Cấp xã, Cơ quan khác",
        "Cấp tỉnh",
        names=(
            "Cấp",
            "Cấp giải quyết",
        ),
    ),
    Column("loai_thu_tuc", "Loại thủ tục", names=("Loại TTHC",)),
    Column(
        "linh_vuc",
        "Lĩnh vực",
        example="Quản lý xuất nhập cảnh",
        names=(
            "Lĩnh vực TTHC",
            "Tên lĩnh vực",
        ),
    ),
    Column(
        "doi_tuong_thuc_hien",
        "Đối tượng thực hiện",
        example="Công dân Việt Nam",
        names=("Đối tượng",),
    ),
    Column("tom_tat", "Tóm tắt"),
    Column(
        "don_vi_phu_trach",
        "Đơn vị phụ trách",
        "Tên đơn vị của Sở, như trong danh mục",
        names=(
            "Đơn vị",
            "Phòng chuyên môn",
        ),
    ),
    Column(
        "co_quan_thuc_hien",
        "Cơ quan thực hiện",
        names=(
            "Cơ quan giải quyết",
            "Cơ quan tiếp nhận",
        ),
    ),
    Column("dia_chi_tiep_nhan", "Địa chỉ tiếp nhận", names=("Địa chỉ tiếp nhận HS",)),
    Column(
        "co_quan_co_tham_quyen",
        "Cơ quan có thẩm quyền",
        names=("Cơ quan có thẩm quyền quyết định",),
    ),
    Column("dia_chi_co_quan_co_tham_quyen", "Địa chỉ cơ quan có thẩm quyền"),
    Column("co_quan_phoi_hop", "Cơ quan phối hợp"),
    Column("dia_chi_co_quan_phoi_hop", "Địa chỉ cơ quan phối hợp"),
    Column(
        "cach_thuc",
        "Cách thức thực hiện",
        "Mỗi dòng: hình thức | thời hạn | phí, lệ phí | trường hợp | mô tả",
        "Trực tiếp | 8 ngày làm việc | 200.000 đồng/lần | |\nTrực tuyến | 8 ngày làm việc | "
        "160.000 đồng/lần | |",
        names=("Cách thức",),
    ),
    Column(
        "thanh_phan_ho_so",
        "Thành phần hồ sơ",
        "Dòng “# trường hợp”, rồi mỗi dòng: giấy tờ | mẫu đơn | bản chính | bản sao | ký số",
        "Tờ khai | TK01 | 1 | 0 |",
        names=("Hồ sơ",),
    ),
    Column(
        "trinh_tu_thuc_hien",
        "Trình tự thực hiện",
        "Bước 1: …",
        "Bước 1: Chuẩn bị hồ sơ.\nBước 2: Nộp hồ sơ.",
        names=(
            "Trình tự",
            "Các bước",
        ),
    ),
    Column(
        "yeu_cau_dieu_kien",
        "Yêu cầu, điều kiện",
        names=(
            "Yêu cầu",
            "Điều kiện",
        ),
    ),
    Column(
        "ket_qua",
        "Kết quả thực hiện",
        "Mỗi dòng: kết quả | mã kết quả | thời hạn hiệu lực",
        names=(
            "Kết quả",
            "Kết quả xử lý",
            "Kết quả giải quyết",
        ),
    ),
    Column("ma_ket_qua", "Mã kết quả"),
    Column(
        "can_cu_phap_ly",
        "Căn cứ pháp lý",
        "Mỗi dòng: số, ký hiệu | trích yếu",
        "49/2019/QH14 | Luật Xuất cảnh, nhập cảnh của công dân Việt Nam",
        names=(
            "Căn cứ",
            "Cơ sở pháp lý",
        ),
    ),
    Column(
        "thu_tuc_lien_quan",
        "Thủ tục liên quan",
        "Các mã thủ tục",
        names=("Thủ tục hành chính liên quan",),
    ),
    Column(
        "dich_vu_cong_truc_tuyen",
        "Địa chỉ dịch vụ công trực tuyến",
        names=(
            "Địa chỉ nộp trực tuyến",
            "Đường dẫn nộp trực tuyến",
        ),
    ),
    Column("thanh_toan_truc_tuyen", "Thanh toán trực tuyến", "Có hoặc Không"),
    Column("quy_trinh_iso", "Quy trình ISO"),
    Column(
        "detail_url",
        "Nguồn chính thức",
        names=(
            "Nguồn",
            "Đường dẫn",
            "Link",
        ),
    ),
    Column(
        "bo_nganh",
        "Bộ, ngành",
        names=(
            "Cơ quan ban hành",
            "Cơ quan công bố",
        ),
    ),
]
LABELS = {column.key: column.label for column in COLUMNS}
#: What the national database gives beside its tables: the text from which they were made.
RAW_COLUMNS = [
    Column("cach_thuc_raw", "Cách thức thực hiện (nguyên văn)"),
    Column("can_cu_phap_ly_raw", "Căn cứ pháp lý (nguyên văn)"),
]
#: The page that a record was read from, and its address there: all of it stands in other columns.
LEFT_OUT = [Column("", "raw_text"), Column("", "formality_id")]


class ProcedureImporter(Importer):
    """Procedures (thủ tục hành chính), keyed by their code in the national database."""

    name = "procedures"
    label = gettext_lazy("Procedures")
    columns = [*COLUMNS, *RAW_COLUMNS, *LEFT_OUT]
    template_columns = COLUMNS
    field_labels = LABELS | {field: LABELS[key] for key, field in TEXTS.items()}
    set_on_saving = ["path", "depth", "slug", "url_path", "locale", "content_type", "numchild"]

    def __init__(self):
        self._registers = {}
        self._parent = self._codes = None

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
        record = Record("")
        name = values.get("ten_thu_tuc")
        record.title = _one_line(name) if isinstance(name, str) else ""
        self._parse_code(values.get("ma_thu_tuc", ""), record)
        if record.has_errors:
            return record
        understood = {}
        for key, value in values.items():
            if key != "ma_thu_tuc":
                with _told_of(self._label(key), value, record):
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
                with _told_of(self._label(key), values[key], record):
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
            if text.startswith(national.AS_IN_SOURCE.partition("%")[0]):
                message = _("Time limit and fee cannot be told apart: kept as the source has them.")
                record.messages.append(Message.remark("Cách thức thực hiện", message, text))

    def _parse_unit(self, value, record):
        name = clean_text(value)
        units = {
            same_name(one): unit.name
            for unit in self._units()
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

    def _known_name(self, model, name):
        """Return the name that the register has for ``name``, or ``name`` where it has none."""
        row = self._rows(model).get(same_name(name))
        return row.name if row else name

    def _rows(self, model):
        """Return the rows of a register, by what their names have in common however written."""
        if model not in self._registers:
            self._registers[model] = {same_name(row.name): row for row in model.objects.all()}
        return self._registers[model]

    def _label(self, key):
        return self.field_labels.get(key, key)

    # Into and out of a page

    def align(self, record):
        fields = record.fields
        if fields.get("linh_vuc"):
            fields["linh_vuc"] = self._known_name(ThematicArea, fields["linh_vuc"])
        if fields.get("doi_tuong_thuc_hien"):
            names = fields["doi_tuong_thuc_hien"]
            fields["doi_tuong_thuc_hien"] = sorted({self._known_name(Audience, n) for n in names})

    def find(self, keys):
        """A code that drafts have too means what is published, or was first."""
        pages = ProcedurePage.objects.filter(code__in=keys).select_related("latest_revision")
        found = {}
        for page in pages.order_by("-live", F("first_published_at").asc(nulls_last=True), "pk"):
            found.setdefault(page.code, page)
        return found

    def new(self, key):
        return ProcedurePage(code=key, locale=self.parent.locale)

    def forget(self):
        self._registers, self._parent = {}, None

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
            rows = enumerate(fields["cach_thuc"])
            page.channels = [lists.channel(row, order) for order, row in rows]
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

    def is_withdrawn(self, page):
        return bool(page.standing)

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
        rows, key = self._rows(model), same_name(name)
        if key not in rows:
            rows[key], _created = model.objects.get_or_create(name=name[:255])
            text = _("New in the register “%(register)s”.") % {
                "register": model._meta.verbose_name_plural
            }
            messages.append(Message.remark("", text, name))
        return rows[key]

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
        same = ProcedurePage.objects.filter(code__in=codes).order_by("live", "-pk")
        found = {one.code: one for one in same}
        page.chosen_procedures = [
            RelatedProcedure(related=found[code], sort_order=order)
            for order, code in enumerate(codes)
            if code in found
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
