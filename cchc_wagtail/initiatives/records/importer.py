"""Initiatives (sáng kiến) from tables, as drafts, and back."""

from functools import cached_property

from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy

from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.content.page_importer import PageImporter
from cchc_wagtail.language import format_date, slugify
from cchc_wagtail.organisation.models import ReformField, Unit, same_name
from cchc_wagtail.registry.citator.resolution import registered_under
from cchc_wagtail.search.text.passages import plain_text
from cchc_wagtail.search.visibility import public_pages

from ..models import InitiativeIndexPage, InitiativePage, Status
from ..models.pages import RESERVED_SLUGS
from .columns import COLUMNS, EFFECT, FIELD_LABELS, NAMES
from .reading import RowReader, key_of

#: Key → field of the page that is a text.
TEXTS = {
    "ten_sang_kien": "title",
    "tac_gia": "authors",
    "tom_tat": "summary",
    "van_de": "problem",
    "noi_ap_dung": "reusable_at",
    "cap_cong_nhan": "level",
}
DAYS = {"ngay_ap_dung": "applied_on", "ngay_quyet_dinh": "decided_on"}
LONGEST_SUMMARY = 400


class InitiativeImporter(PageImporter):
    """Initiatives, known by their year and name."""

    name = "initiatives"
    label = gettext_lazy("Initiatives and good models")
    columns = COLUMNS
    template_columns = [column for column in COLUMNS if column.key]
    field_labels = FIELD_LABELS
    key_is_name = False
    list_type = InitiativeIndexPage
    no_list = gettext_lazy("There is no list of initiatives yet: run cchc_setup, or add one.")

    @cached_property
    def _units(self):
        return {
            same_name(name): unit
            for unit in Unit.objects.all()
            for name in (unit.short_name, unit.name)
            if name
        }

    @cached_property
    def _fields(self):
        return {same_name(field.name): field for field in ReformField.objects.all()}

    @cached_property
    def _reader(self):
        return RowReader(self._units, self._fields)

    def parse(self, values):
        return self._reader.read(values)

    @property
    def _pages(self):
        return InitiativePage.objects.filter(locale_id=self.parent.locale_id)

    def find(self, keys):
        """Both names of a page are known: the one readers see, and that of its draft."""
        years = {int(key.partition("|")[0]) for key in keys}
        found = {}
        pages = self._pages.filter(year__in=years).select_related("latest_revision")
        for page in pages.order_by("live", "-pk"):
            for title in (page.draft_title, page.title):
                found[key_of(page.year, title)] = page
        return {key: found[key] for key in keys if key in found}

    def new(self, key):
        return InitiativePage(locale=self.parent.locale)

    def read(self, page):
        return {
            "nam": page.year,
            **{key: getattr(page, field) for key, field in TEXTS.items()},
            **{key: _iso(getattr(page, field)) for key, field in DAYS.items()},
            "cach_lam": "".join(
                block.value.source for block in page.solution if block.block_type == "paragraph"
            ),
            "hieu_qua": [
                {part: effect[part] for part, _most in EFFECT.values()}
                for effect in page.effect_list
            ],
            "don_vi": page.unit.name if page.unit else "",
            "linh_vuc_cai_cach": page.reform_field.name if page.reform_field else "",
            "tinh_trang": page.status,
            "so_quyet_dinh": page.decision.number if page.decision else page.decision_number,
        }

    def write(self, page, fields):
        if "nam" in fields:
            page.year = fields["nam"]
        for key, field in TEXTS.items():
            if key in fields:
                setattr(page, field, fields[key])
        for key, field in DAYS.items():
            if key in fields:
                setattr(page, field, parse_date(fields[key]) if fields[key] else None)
        if "cach_lam" in fields:
            page.solution = _with_text(page.solution, fields["cach_lam"])
        if "hieu_qua" in fields:
            page.effects = [("effect", effect) for effect in fields["hieu_qua"]]
        if "don_vi" in fields:
            page.unit = self._units.get(same_name(fields["don_vi"]))
        if "linh_vuc_cai_cach" in fields:
            page.reform_field = self._fields.get(same_name(fields["linh_vuc_cai_cach"]))
        if "tinh_trang" in fields:
            page.status = fields["tinh_trang"] or Status.IDEA
        if "so_quyet_dinh" in fields:
            page.decision = _registered(fields["so_quyet_dinh"])
            page.decision_number = "" if page.decision else fields["so_quyet_dinh"]
        page.draft_title = page.title
        if not page.summary:
            page.summary = _beginning(page)

    def is_withdrawn(self, page):
        return not page.live and page.first_published_at is not None

    def free_slug(self, page):
        slug = slugify(page.title)[:200].strip("-") or "sang-kien"
        siblings = InitiativePage.objects.child_of(self.parent).filter(slug__startswith=slug)
        taken = {*siblings.values_list("slug", flat=True), *RESERVED_SLUGS}
        wanted, number = slug, 1
        while wanted in taken:
            number += 1
            wanted = f"{slug}-{number}"
        return wanted

    def export(self):
        pages = public_pages(self._pages.order_by("year", "pk"))
        for page in pages.select_related("unit", "reform_field", "decision").iterator():
            fields = self.read(page)
            effects = fields.pop("hieu_qua")
            yield {
                **fields,
                **{
                    key: "\n".join(effect[part] for effect in effects)
                    for key, (part, _most) in EFFECT.items()
                },
                "tinh_trang": NAMES[fields["tinh_trang"]],
                "cap_cong_nhan": NAMES.get(fields["cap_cong_nhan"], ""),
                **{key: _shown(getattr(page, field)) for key, field in DAYS.items()},
            }

    def as_text(self, field, value):
        if field == "hieu_qua":
            return "\n".join(_in_one_line(effect) for effect in value or [])
        text = NAMES.get(value, "") or super().as_text(field, value)
        return plain_text(text) if "<" in text else text


def _iso(day):
    return day.isoformat() if day else ""


def _shown(day):
    return format_date(day) if day else ""


def _with_text(solution, text):
    """Return a solution with ``text``; what an editor put in beside paragraphs stays, below."""
    others = [(one.block_type, one.value) for one in solution if one.block_type != "paragraph"]
    return [*([("paragraph", text)] if text else []), *others]


def _registered(number):
    """Return the one published document with ``number``, or None."""
    try:
        key = DocumentNumber.parse(number).key
    except ValueError:
        return None
    documents = registered_under({key})[key]
    return documents[0] if len(documents) == 1 else None


def _beginning(page):
    """Return the first sentences of what was done, of the problem, or the name: a summary."""
    text = " ".join((page.solution_text or plain_text(page.problem) or page.title).split())
    if len(text) <= LONGEST_SUMMARY:
        return text
    cut = text[: LONGEST_SUMMARY - 1]
    sentences, stop, _rest = cut.rpartition(". ")
    return f"{sentences}." if stop else f"{cut.rpartition(' ')[0]}…"


def _in_one_line(effect):
    amounts = " → ".join(filter(None, [effect["before"], effect["after"]]))
    return f"{effect['measure']}: {amounts} {effect['unit']}".strip(" :")
