from cchc_wagtail.channels.api import PublicPagesAPIViewSet, computed, named

from .models import ProcedurePage
from .models.bases import attach_legal_bases
from .records.importer import ProcedureImporter


def _record(name):
    """Return a function that gives a field of a procedure as its export does."""
    return lambda page, request: _read(page)[name]


def _read(page):
    # Read once for all fields of a page.
    if not hasattr(page, "_cchc_record"):
        page._cchc_record = ProcedureImporter().read(page)
    return page._cchc_record


def _basis(basis, request):
    document = basis.published_document
    return {
        "number": document.number if document else basis.number,
        "title": basis.title or (document.title if document else ""),
        "html_url": request.build_absolute_uri(document.get_absolute_url()) if document else None,
    }


class ProceduresAPIViewSet(PublicPagesAPIViewSet):
    endpoint = "procedures"
    model = ProcedurePage
    selected = [*PublicPagesAPIViewSet.selected, "thematic_area", "unit"]
    prefetched = ["channels", "audiences", "legal_bases__document", "chosen_procedures__related"]
    body_fields = [
        *PublicPagesAPIViewSet.body_fields,
        "code",
        "name",
        "summary",
        "decision_number",
        "category",
        "ministry",
        named("thematic_area"),
        named("audiences", many=True),
        named("unit"),
        computed("levels", lambda page, request: [value for value, _label in page.levels]),
        "receiving_agency",
        "receiving_address",
        "competent_authority",
        "competent_address",
        "coordinating_agency",
        "coordinating_address",
        "online_url",
        "electronic_payment",
        "iso_process",
        computed("channels", _record("cach_thuc")),
        computed("dossier", _record("thanh_phan_ho_so")),
        computed("steps", _record("trinh_tu_thuc_hien")),
        "conditions",
        computed("results", _record("ket_qua")),
        computed(
            "legal_bases",
            lambda page, request: [_basis(basis, request) for basis in page.legal_basis_list],
        ),
        "source_url",
        "checked_on",
    ]
    listing_default_fields = [*PublicPagesAPIViewSet.listing_default_fields, "code"]

    def paginate_queryset(self, queryset):
        pages = super().paginate_queryset(queryset)
        attach_legal_bases(pages)
        return pages
