"""Names of the registers' rows that set-up brings, for readers of another language.

Rows have one name, that of the national database; a site's own rows are shown as they are.
"""

from django.utils.translation import gettext_lazy as _

from cchc_wagtail.frontend.languages import default_language, reader_language

#: Slug → name.
NAMES = {
    "ban-giam-doc-so": _("Leadership of the Department"),
    "van-phong-so": _("Office of the Department"),
    "phong-lanh-su": _("Consular Division"),
    "phong-hop-tac-quoc-te": _("Division of International Cooperation"),
    "thanh-tra-so": _("Inspectorate of the Department"),
    "cong-dan-viet-nam": _("Vietnamese citizens"),
    "nguoi-viet-nam-o-nuoc-ngoai": _("Vietnamese who live abroad"),
    "nguoi-nuoc-ngoai": _("Foreigners"),
    "can-bo-cong-chuc-vien-chuc": _("Officials, civil servants and public employees"),
    "doanh-nghiep": _("Companies"),
    "doanh-nghiep-viet-nam": _("Vietnamese companies"),
    "doanh-nghiep-co-von-nuoc-ngoai": _("Companies with foreign capital"),
    "to-chuc": _("Organisations (without companies and cooperatives)"),
    "to-chuc-nuoc-ngoai": _("Foreign organisations"),
    "hop-tac-xa": _("Cooperatives"),
    "dang-vien": _("Members of the Party"),
    "to-chuc-dang": _("Organisations of the Party"),
    "bao-dam-trat-tu-an-toan-giao-thong-duong-bo": _("Road traffic order and safety"),
    "cap-quan-ly-can-cuoc": _("Identity cards"),
    "chung-thuc": _("Authentication"),
    "dau-tu-tai-viet-nam": _("Investment in Viet Nam"),
    "dau-tu-tu-viet-nam-ra-nuoc-ngoai": _("Investment from Viet Nam abroad"),
    "duong-bo": _("Roads"),
    "hang-hai-va-duong-thuy-noi-dia": _("Shipping and inland waterways"),
    "ho-tich": _("Civil status"),
    "hoat-dong-ngoai-hoi": _("Foreign exchange"),
    "luat-su": _("Lawyers"),
    "nuoi-con-nuoi": _("Adoption"),
    "quan-ly-xuat-nhap-canh": _("Immigration"),
    "quoc-tich": _("Nationality"),
    "thanh-lap-va-hoat-dong-ngan-hang": _("Founding and running of banks"),
    "thue": _("Taxes"),
}


def name_for_reader(slug, name):
    """Return what the row with ``slug``, called ``name``, is called in the reader's language."""
    if reader_language() in ("", default_language()):
        return name
    return str(NAMES.get(slug, name))
