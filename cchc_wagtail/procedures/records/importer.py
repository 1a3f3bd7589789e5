"""Procedures as records: from the national database and from spreadsheets, and back."""

import json

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.content.page_importer import PageImporter
from cchc_wagtail.imports.messages import Message
from cchc_wagtail.language import slugify
from cchc_wagtail.organisation.models import Audience, ThematicArea
from cchc_wagtail.registry.citator.resolution import registered_under
from cchc_wagtail.search.text.passages import plain_text
from cchc_wagtail.search.visibility import public_pages

from ..models import (
    ProcedureIndexPage,
    ProcedureLegalBasis,
    ProcedurePage,
    RelatedProcedure,
)
from . import lists
from .cells import to_cell
from .columns import COLUMNS, FIELD_LABELS, LEFT_OUT, LEVEL_NAMES, RAW_COLUMNS, TEXTS, TITLE_LENGTH
from .reading import RecordReader
from .registers import Registers

YES, NO = "Có", "Không"


class ProcedureImporter(PageImporter):
    """Procedures (thủ tục hành chính), keyed by their code in the national database."""

    name = "procedures"
    label = gettext_lazy("Procedures")
    columns = [*COLUMNS, *RAW_COLUMNS, *LEFT_OUT]
    template_columns = COLUMNS
    field_labels = FIELD_LABELS
    list_type = ProcedureIndexPage
    no_list = gettext_lazy("There is no list of procedures yet: run cchc_setup, or add one.")

    def __init__(self):
        self.forget()

    def forget(self):
        super().forget()
        self._registers = Registers()
        self._reader = RecordReader(self._registers)

    def parse(self, values):
        return self._reader.read(values)

    def align(self, record):
        fields = record.fields
        if fields.get("linh_vuc"):
            fields["linh_vuc"] = self._registers.name_in(ThematicArea, fields["linh_vuc"])
        if fields.get("doi_tuong_thuc_hien"):
            names = fields["doi_tuong_thuc_hien"]
            fields["doi_tuong_thuc_hien"] = sorted(
                {self._registers.name_in(Audience, n) for n in names}
            )

    def find(self, keys):
        """A code that drafts have too means what is published, or was first.

        Records are in the language of the list, and so are the pages that they mean.
        """
        pages = self._pages.filter(code__in=keys).select_related("latest_revision")
        found = {}
        for page in pages.order_by("-live", F("first_published_at").asc(nulls_last=True), "pk"):
            found.setdefault(page.code, page)
        return found

    @property
    def _pages(self):
        return ProcedurePage.objects.filter(locale_id=self.parent.locale_id)

    def new(self, key):
        return ProcedurePage(code=key, locale=self.parent.locale)

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
            page.thematic_area = self._registers.row_of(ThematicArea, fields["linh_vuc"], messages)
        if "doi_tuong_thuc_hien" in fields:
            names = fields["doi_tuong_thuc_hien"]
            page.audiences = [self._registers.row_of(Audience, name, messages) for name in names]
        if "don_vi_phu_trach" in fields:
            by_name = {unit.name: unit for unit in self._registers.units}
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

    def is_withdrawn(self, page):
        return bool(page.standing)

    def free_slug(self, page):
        # One look-up, not one for each that is taken: names repeat from level to level.
        slug = slugify(page.title)[:200].strip("-") or "thu-tuc"
        taken = ProcedurePage.objects.filter(slug=slug).child_of(self.parent).exists()
        return f"{slug}-{page.code.replace('.', '-')}" if taken else slug

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
        same = self._pages.filter(code__in=codes).order_by("live", "-pk")
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
        pages = public_pages(self._pages.order_by("code")).select_related("unit", "thematic_area")
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
