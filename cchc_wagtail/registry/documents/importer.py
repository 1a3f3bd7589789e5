"""Legal documents as records: from spreadsheets and JSON lines, and back."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc_wagtail.citations import DocumentNumber, find_citations
from cchc_wagtail.citations.attributes import read_attributes
from cchc_wagtail.editorial.notifications import many_at_once
from cchc_wagtail.editorial.scope import may_change
from cchc_wagtail.imports.importer import Column, Importer, Record, submit
from cchc_wagtail.imports.messages import Message
from cchc_wagtail.imports.texts import TEXT_OF_LAW, clean_text, rich_text
from cchc_wagtail.language import fold, format_date, parse_date
from cchc_wagtail.organisation.models import ReformField, ThematicArea, Unit
from cchc_wagtail.search.text.passages import plain_text

from ..citator.resolution import plain_name
from ..from_files.by_command import register_by_command
from ..models import DocumentType, Issuer, LegalDocument, Level, RelationKind
from ..validity.proposals import named_in, propose

LEVELS = {
    Level.CENTRAL: "Trung ương",
    Level.PROVINCE: "Tỉnh",
    Level.DEPARTMENT: "Sở",
}
#: Column key → model field.
TEXTS = {
    "trich_yeu": "title",
    "tom_tat": "summary",
    "nguoi_ky": "signatory",
    "chuc_vu": "signatory_position",
    "nguon": "source_url",
}
DATES = {
    "ngay_hieu_luc": "effective_from",
    "ngay_het_hieu_luc": "effective_to",
}
#: Column key → (model field, register); the name in a cell has to be in the register.
ROWS = {
    "loai_van_ban": ("document_type", DocumentType),
    "linh_vuc_cai_cach": ("reform_field", ReformField),
    "don_vi_phu_trach": ("unit", Unit),
}
#: Column key → (kind of the relation to the documents in a cell, heading).
RELATIONS = {
    "sua_doi_bo_sung": (RelationKind.AMENDS, "Văn bản được sửa đổi, bổ sung"),
    "thay_the": (RelationKind.REPLACES, "Văn bản bị thay thế"),
    "bai_bo": (RelationKind.REPEALS, "Văn bản bị bãi bỏ"),
    "dinh_chi": (RelationKind.SUSPENDS, "Văn bản bị đình chỉ"),
    "ngung_hieu_luc": (RelationKind.PAUSES, "Văn bản bị ngưng hiệu lực"),
    "dinh_chinh": (RelationKind.CORRECTS, "Văn bản được đính chính"),
    "hop_nhat": (RelationKind.CONSOLIDATES, "Văn bản được hợp nhất"),
    "quy_dinh_chi_tiet": (
        RelationKind.DETAILS,
        "Văn bản được quy định chi tiết, hướng dẫn thi hành",
    ),
    "huong_dan": (RelationKind.GUIDES, "Văn bản được hướng dẫn"),
    "giai_thich": (RelationKind.INTERPRETS, "Văn bản được giải thích"),
    "ban_hanh_kem_theo": (RelationKind.PROMULGATES, "Văn bản được ban hành kèm theo"),
    "can_cu": (RelationKind.BASED_ON, "Căn cứ pháp lý"),
    "dan_chieu": (RelationKind.CITES, "Văn bản được dẫn chiếu"),
    "ban_goc": (RelationKind.TRANSLATES, "Bản gốc"),
    "lien_quan": (RelationKind.CONCERNS, "Văn bản liên quan"),
}
_RELATION_NAMES = {
    "sua_doi_bo_sung": ("Sửa đổi, bổ sung",),
    "thay_the": ("Thay thế",),
    "bai_bo": ("Bãi bỏ",),
    "quy_dinh_chi_tiet": ("Quy định chi tiết",),
    "huong_dan": ("Hướng dẫn",),
    "can_cu": ("Căn cứ",),
}
_PROPOSED = "Nhiều văn bản cách nhau bằng dấu chấm phẩy. Chỉ là đề xuất: người biên tập nhận"

COLUMNS = [
    Column(
        "so_ky_hieu",
        "Số, ký hiệu",
        example="61/2018/NĐ-CP",
        required=True,
        names=("Số hiệu", "Số văn bản", "Số hiệu văn bản", "Số và ký hiệu", "Ký hiệu"),
    ),
    Column(
        "co_quan_ban_hanh",
        "Cơ quan ban hành",
        "Bắt buộc, trừ khi ghi chung ô với số, ký hiệu",
        "Chính phủ",
    ),
    Column(
        "ngay_ban_hanh",
        "Ngày ban hành",
        "Bắt buộc, trừ khi ghi chung ô với số, ký hiệu. Ví dụ 23/4/2018",
        "23/4/2018",
        names=("Ngày, tháng, năm ban hành", "Ngày văn bản", "Ngày BH"),
    ),
    Column("loai_van_ban", "Loại văn bản", "Bỏ trống nếu ký hiệu đã cho biết", "Nghị định"),
    Column(
        "trich_yeu",
        "Trích yếu",
        example="Về thực hiện cơ chế một cửa (ví dụ)",
        names=("Trích yếu nội dung", "Tên văn bản", "Tên gọi", "V/v"),
    ),
    Column("cap", "Cấp", "Trung ương, Tỉnh hoặc Sở", "Trung ương"),
    Column("ngay_hieu_luc", "Ngày có hiệu lực", example="21/6/2018"),
    Column("ngay_het_hieu_luc", "Ngày cuối cùng còn hiệu lực"),
    Column("nguoi_ky", "Người ký"),
    Column("chuc_vu", "Chức vụ"),
    Column("tom_tat", "Tóm tắt"),
    Column("noi_dung", "Nội dung", "Văn bản thường hoặc HTML"),
    Column("linh_vuc", "Lĩnh vực pháp luật", "Nhiều lĩnh vực cách nhau bằng dấu chấm phẩy"),
    Column("linh_vuc_cai_cach", "Lĩnh vực cải cách"),
    Column("the", "Thẻ", "Nhiều thẻ cách nhau bằng dấu chấm phẩy"),
    Column("don_vi_phu_trach", "Đơn vị phụ trách", "Tên đơn vị của Sở, như trong danh mục"),
    Column("nguon", "Nguồn chính thức"),
    *(
        Column(key, heading, _PROPOSED, names=_RELATION_NAMES.get(key, ()))
        for key, (_kind, heading) in RELATIONS.items()
    ),
]
LABELS = {column.key: column.label for column in COLUMNS}


_WHAT_IT_IS_ABOUT = re.compile(r"^\W*(?:(?:v/v|về việc)\s+|\(|[-–:]\s*)?(\w.{5,})$", re.IGNORECASE)


# Bodies of the state other than ministries have no dash in their names.
_DASH_AFTER_ISSUER = re.compile(
    r"^((?:UBND|HĐND|[ỦU][ỷy] ban nhân dân|Hội đồng nhân dân|Chính phủ|Thủ tướng|Chủ tịch|Quốc hội)"
    r"[^–-]*?)\s[–-]\s"
)


def unpacked(values):
    """Return the ``values`` of a row whose number, day and issuer stand in one cell, taken apart.

    As in tracking sheets: “Quyết định số 11/2021/QĐ-UBND ngày 16/3/2021 của UBND tỉnh …”. What has
    a column of its own stays as it is there.
    """
    typed = clean_text(values.get("so_ky_hieu", "")).replace("\n", " ")
    cited = [one for one in find_citations(typed) if one.kind == "document" and one.number]
    if not cited or cited[0].number == typed or re.search(r"\w", typed[: cited[0].start]):
        return values
    one = cited[0]
    end = read_attributes(typed, one.end).end
    others = [other.start for other in cited if other.number != one.number]
    if others and len(typed[end : others[0]].split()) < 2:
        # A list of documents; a title that names another has words before it.
        return values
    issuer = one.issuer or ""
    if dash := _DASH_AFTER_ISSUER.match(issuer):
        end = typed.index(dash[1], one.end) + len(dash[1])
        issuer = dash[1]
    about = _WHAT_IT_IS_ABOUT.match(typed[end:].strip())
    found = {
        "ngay_ban_hanh": format_date(one.date) if one.date else "",
        "co_quan_ban_hanh": issuer,
        "loai_van_ban": one.type or "",
        "trich_yeu": about[1].rstrip(" .") if about else "",
    }
    missing = {key: text for key, text in found.items() if text and not values.get(key)}
    return {**values, "so_ky_hieu": one.number, **missing}


class LegalDocumentImporter(Importer):
    """Legal documents (văn bản), keyed by number, issuer and year of issue.

    Relations between documents say what is in force: those in a file are proposed, and an editor
    of the document accepts them. A file names what it wants to change; columns that it lacks stay
    as they are.
    """

    name = "documents"
    label = gettext_lazy("Legal documents")
    columns = template_columns = COLUMNS
    field_labels = LABELS | {field: LABELS[key] for key, field in (TEXTS | DATES).items()}
    key_is_name = False
    set_on_saving = ["number_key", "name_key", "slug"]
    text_endings = (".docx", ".docm", ".doc", ".pdf")

    def __init__(self):
        self._registers = {}

    def parse(self, values):
        values = unpacked({key: str(value or "") for key, value in values.items()})
        record = Record("")
        number = self._number(values, record)
        issued_on = self._date(values, "ngay_ban_hanh", record)
        issuer = clean_text(values.get("co_quan_ban_hanh", "")).replace("\n", " ")
        if not issuer:
            record.messages.append(Message.error(LABELS["co_quan_ban_hanh"], _("Who issued it?")))
        if number and not issued_on and not record.has_errors:
            text = _("A document needs its day of issue.")
            record.messages.append(Message.error(LABELS["ngay_ban_hanh"], text))
        if record.has_errors:
            return record
        issuer = self._issuer_name(issuer)
        record.key = key_of(number.key, issuer, issued_on.year)
        record.title = str(number)
        record.fields.update(
            so_ky_hieu=str(number),
            co_quan_ban_hanh=issuer,
            ngay_ban_hanh=format_date(issued_on),
        )
        if number.year and number.year != issued_on.year:
            text = _("The year in the number and the day of issue disagree. Which is right?")
            record.messages.append(
                Message.remark(LABELS["ngay_ban_hanh"], text, format_date(issued_on))
            )
        self._parse_fields(values, number, record)
        return record

    def _parse_fields(self, values, number, record):
        fields = record.fields
        for key in TEXTS:
            if key in values:
                fields[key] = clean_text(values[key]).replace("\n", " ")
        for key in DATES:
            if key in values:
                day = self._date(values, key, record)
                fields[key] = format_date(day) if day else ""
        for key in ROWS:
            if key in values:
                fields[key] = self._row_name(key, clean_text(values[key]), record)
        if not fields.get("loai_van_ban"):
            fields["loai_van_ban"] = self._row_name("loai_van_ban", number.type_name or "", record)
            if not fields["loai_van_ban"] and not record.has_errors:
                text = _("The number does not tell the type: write it.")
                record.messages.append(Message.error(LABELS["loai_van_ban"], text, str(number)))
        if "cap" in values:
            fields["cap"] = self._level(clean_text(values["cap"]), record)
        if "noi_dung" in values:
            fields["noi_dung"] = rich_text(values["noi_dung"], also=TEXT_OF_LAW)
        for key in ("linh_vuc", "the"):
            if key in values:
                names = (clean_text(name) for name in re.split("[;\n]", values[key]))
                fields[key] = sorted({name for name in names if name})
        self._parse_relations(values, record)

    def _parse_relations(self, values, record):
        for key, (kind, heading) in RELATIONS.items():
            for typed in re.split("[;\n]", clean_text(values.get(key, ""))):
                if not typed.strip():
                    continue
                try:
                    found = named_in(typed.strip())
                except ValueError:
                    text = _("This is not the number of a document such as 61/2018/NĐ-CP.")
                    record.messages.append(Message.remark(heading, text, typed))
                else:
                    record.proposals += [(kind, one) for one in found]
        record.proposals = list(dict.fromkeys(record.proposals))

    def _number(self, values, record):
        typed = clean_text(values.get("so_ky_hieu", ""))
        try:
            return DocumentNumber.parse(typed)
        except ValueError:
            text = _("This is not the number of a document such as 61/2018/NĐ-CP.")
            record.messages.append(Message.error(LABELS["so_ky_hieu"], text, typed))
        return None

    def _date(self, values, key, record):
        typed = clean_text(values.get(key, ""))
        if not typed:
            return None
        day = parse_date(typed)
        if day is None:
            text = _("This is not a date such as 23/4/2018.")
            record.messages.append(Message.error(LABELS[key], text, typed))
        return day

    def _level(self, typed, record):
        known = {fold(name): level for level, name in LEVELS.items()}
        if typed and fold(typed) not in known:
            text = _("Write “Trung ương”, “Tỉnh” or “Sở”.")
            record.messages.append(Message.error(LABELS["cap"], text, typed))
        return LEVELS.get(known.get(fold(typed)), "")

    def _row_name(self, key, typed, record):
        """Return the name that the register has for what was typed; empty where it has none."""
        if not typed:
            return ""
        row = self._rows(ROWS[key][1]).get(fold(typed))
        if row is None:
            text = _("This is not in the register.")
            record.messages.append(Message.error(LABELS[key], text, typed))
        return row.name if row else ""

    def _issuer_name(self, typed):
        row = self._rows(Issuer).get(fold(typed)) or self._same_issuer(typed)
        return row.name if row else typed[:255]

    def _same_issuer(self, typed):
        """Return the issuer whose name differs by abbreviation, case or punctuation alone."""
        same = {
            row for row in self._rows(Issuer).values() if plain_name(row.name) == plain_name(typed)
        }
        return same.pop() if len(same) == 1 else None

    def _rows(self, model):
        """Return folded name, or abbreviation → row of a register."""
        if model not in self._registers:
            rows = list(model.objects.all())
            by_short = {
                fold(short): row
                for row in rows
                for short in (getattr(row, "abbreviation", ""), getattr(row, "short_name", ""))
                if short
            }
            self._registers[model] = by_short | {fold(row.name): row for row in rows}
        return self._registers[model]

    def import_text(self, name, content, *, user, dry_run):
        return register_by_command(name, content, user=user, dry_run=dry_run)

    # Into and out of a document

    def find(self, keys):
        numbers = {key.split("|")[0] for key in keys}
        documents = LegalDocument.objects.filter(number_key__in=numbers)
        found = {}
        for document in documents.select_related("issuer", "latest_revision"):
            key = key_of(document.number_key, document.issuer.name, document.issued_on.year)
            found[key] = document
        return {key: found[key] for key in keys if key in found}

    def new(self, key):
        return LegalDocument(live=False)

    def forget(self):
        self._registers = {}

    def read(self, document):
        return {
            "so_ky_hieu": document.number,
            "co_quan_ban_hanh": document.issuer.name,
            "ngay_ban_hanh": format_date(document.issued_on),
            **{key: getattr(document, field) for key, field in TEXTS.items()},
            **{
                key: format_date(day) if (day := getattr(document, field)) else ""
                for key, field in DATES.items()
            },
            **{
                key: row.name if (row := getattr(document, field)) else ""
                for key, (field, _register) in ROWS.items()
            },
            "cap": LEVELS[document.level],
            "noi_dung": document.body,
            "linh_vuc": sorted(area.name for area in document.thematic_areas.all()),
            "the": sorted(tag.name for tag in document.tags.all()),
        }

    def write(self, document, fields):
        messages = []
        if "so_ky_hieu" in fields:
            document.number = fields["so_ky_hieu"]
        if "co_quan_ban_hanh" in fields:
            document.issuer = self._made(Issuer, "co_quan_ban_hanh", fields, messages)
        if "ngay_ban_hanh" in fields:
            document.issued_on = parse_date(fields["ngay_ban_hanh"])
        for key, field in TEXTS.items():
            if key in fields:
                setattr(document, field, fields[key])
        for key, field in DATES.items():
            if key in fields:
                setattr(document, field, parse_date(fields[key]) if fields[key] else None)
        for key, (field, register) in ROWS.items():
            if key in fields:
                setattr(document, field, self._rows(register).get(fold(fields[key])))
        if fields.get("cap"):
            document.level = next(one for one, name in LEVELS.items() if name == fields["cap"])
        elif document.pk is None and document.issuer:
            document.level = document.issuer.level
        if "noi_dung" in fields:
            document.body = fields["noi_dung"]
        if "linh_vuc" in fields:
            names = fields["linh_vuc"]
            rows = self._rows(ThematicArea)
            document.thematic_areas = [rows[fold(name)] for name in names if fold(name) in rows]
            for name in names:
                if fold(name) not in rows:
                    text = _("This is not in the register.")
                    messages.append(Message.remark(LABELS["linh_vuc"], text, name))
        if "the" in fields:
            # A new document takes tags only once it has a key.
            document.imported_tags = fields["the"]
        return messages

    def _made(self, register, key, fields, messages):
        """Return the row of a register called as a field says, made where it is missing."""
        name = fields[key]
        rows = self._rows(register)
        if fold(name) not in rows:
            rows[fold(name)], _created = register.objects.get_or_create(name=name)
            text = _("New in the register “%(register)s”.") % {
                "register": register._meta.verbose_name_plural
            }
            messages.append(Message.remark(LABELS[key], text, name))
        return rows[fold(name)]

    def save(self, document, *, is_new, user, publish):
        document.full_clean(exclude=["slug"] if is_new else None)
        if is_new:
            document.save()
        tags = getattr(document, "imported_tags", None)
        if tags is not None:
            document.tags.set(tags)
        revision = document.save_revision(user=user, log_action=not is_new)
        if publish:
            revision.publish()
        else:
            with many_at_once():
                submit(document, user)
        return revision

    def propose(self, document, proposals):
        headings = dict(RELATIONS.values())
        text = _("Proposed: it counts once an editor of the document has accepted it.")
        return [
            Message.remark(headings[kind], text, one.written)
            for kind, one in propose(document, proposals)
        ]

    def obstacle(self, document, user):
        if document.locked:
            return _("The document is locked.")
        if user is not None and not (
            user.has_perm("cchc_registry.change_legaldocument") and may_change(user, document)
        ):
            return _("You may not change this document.")
        return ""

    def may_import(self, user):
        return super().may_import(user) and user.has_perms(
            ["cchc_registry.add_legaldocument", "cchc_registry.change_legaldocument"]
        )

    def export(self):
        documents = LegalDocument.objects.published().order_by("issued_on", "number")
        documents = documents.select_related("issuer", "document_type", "reform_field", "unit")
        documents = documents.prefetch_related(
            "thematic_areas", "tags", "relations__target__document_type"
        )
        for document in documents.iterator(500):
            record = self.read(document) | self._relations(document)
            yield {key: self.as_cell(key, value) for key, value in record.items()}

    def _relations(self, document):
        named = {key: [] for key in RELATIONS}
        key_of_kind = {kind: key for key, (kind, _heading) in RELATIONS.items()}
        for relation in document.relations.all():
            written = f"{relation.articles} {relation.target.type_and_number}".strip()
            named[key_of_kind[relation.kind]].append(written)
        return named

    def as_cell(self, key, value):
        return "; ".join(value) if isinstance(value, list) else value or ""

    def as_text(self, field, value):
        text = self.as_cell(field, value)
        return plain_text(text) if "<" in text else text


def key_of(number_key, issuer, year):
    """Return the key of a document: that of its number, its issuer, its year of issue."""
    return f"{number_key}|{fold(issuer)}|{year}"[:255]
