"""A special page on the reform of 2024, composed of the example content."""

from cchc_wagtail.indicators.models import IndexPage, OneStopPage
from cchc_wagtail.news.models import NewsColumnPage, SpecialPage
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.procedures.models import ProcedurePage
from cchc_wagtail.registry.models import LegalDocument

from . import read


def create_special_page(section, note):
    """Publish the special page below the news, unless there is one; return how many."""
    if SpecialPage.objects.exists():
        return 0
    parent = NewsColumnPage.objects.child_of(section).first()
    row = read("demo/special.json")
    page = SpecialPage(
        title=row["title"],
        slug=row["slug"],
        lead=row["lead"],
        unit=Unit.objects.filter(kind=Unit.Kind.OFFICE).first(),
        locale=parent.locale,
    )
    page.body = [
        ("numbers", row["numbers"]),
        ("heading", row["heading"]),
        ("columns", row["columns"]),
        *_insets(section),
        ("articles", {"heading": row["articles"], "column": parent, "count": 3}),
        ("heading", row["procedures"]),
        ("content_cards", _procedures(row["codes"])),
        ("document_cards", _documents(row["documents"])),
        ("quote", row["quote"]),
        ("paragraph", f"<p><i>{note}</i></p>"),
    ]
    parent.add_child(instance=page)
    page.save_revision().publish()
    return 1


def _insets(section):
    pages = [
        IndexPage.objects.descendant_of(section).filter(index__code="PAPI").first(),
        OneStopPage.objects.descendant_of(section).first(),
    ]
    return [("inset", page) for page in pages if page]


def _procedures(codes):
    pages = ProcedurePage.objects.filter(code__in=codes).order_by("code")
    return list(pages.filter(locale__language_code="vi"))


def _documents(numbers):
    return list(LegalDocument.objects.filter(number__in=numbers).order_by("-issued_on"))
