"""axe finds nothing, and nothing scrolls sideways, at phone and desktop width, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command

from cchc_wagtail.contact.models import ContactPage
from cchc_wagtail.digests.models import DigestPage
from cchc_wagtail.indicators.models import IndexPage
from cchc_wagtail.initiatives.models import InitiativePage
from cchc_wagtail.news.models import ArticlePage, SpecialPage
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.portal.models import ReformHomePage
from cchc_wagtail.procedures.models import ProcedurePage
from cchc_wagtail.questions.models import SituationPage

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

DARK_BY_CLASS = """
    const root = document.documentElement;
    root.classList.add("dark");
    root.style.colorScheme = "normal";
    const theme = {"--link": "#9cc4ff", "--muted": "#b8b5b0", "--panel": "#242429"};
    for (const [name, value] of Object.entries(theme)) root.style.setProperty(name, value);
    document.body.style.background = "#18181b";
    document.body.style.color = "#f4f4f5";
"""


@pytest.fixture
def addresses(live_server):
    call_command("cchc_index", rebuild=True, verbosity=0)
    call_command("cchc_setup", demo=True, insecure_accounts=True, verbosity=0)
    # A unit of the register alone, without a contact page.
    Unit.objects.create(name="Phòng Mới", telephone="0276 000 000")
    home = ReformHomePage.objects.first()
    pages = [home, *home.get_children()]
    models = [
        ArticlePage,
        ContactPage,
        DigestPage,
        IndexPage,
        InitiativePage,
        ProcedurePage,
        SituationPage,
        SpecialPage,
    ]
    pages += [model.objects.first() for model in models]
    paths = [page.url for page in pages]
    paths += [
        "/",
        "/en/",
        "/en/public-services/",
        "/en/public-services/procedures/e-visa/",
        "/en/tim-kiem/?q=visa",
        "/van-ban/61-2018-nd-cp/?ngay=2020-01-01",
        "/van-ban/61-2018-nd-cp/dan-chieu/",
        "/van-ban/?so=1/2000/NĐ-CP",
        "/don-vi/phong-moi/",
        "/cai-cach-hanh-chinh/ban-tin/",
        "/kha-nang-tiep-can/",
        "/cai-cach-hanh-chinh/chi-so/papi/",
        "/cai-cach-hanh-chinh/chi-so/phuc-vu-nguoi-dan/",
        "/cai-cach-hanh-chinh/sang-kien/?status=spread&year=2024",
        "/cai-cach-hanh-chinh/sang-kien/nop-phi-le-phi-truc-tuyen-ngay-khi-nop-ho-so/",
        "/cai-cach-hanh-chinh/sang-kien/gui/",
        "/cai-cach-hanh-chinh/sang-kien/tra-cuu/?ma=ABCD",
        "/cai-cach-hanh-chinh/ket-qua-mot-cua/?ky=year",
        "/cai-cach-hanh-chinh/van-ban/?status=ended&document_type=nghi-dinh&sort=number",
        ProcedurePage.objects.first().poster_url,
        f"{ProcedurePage.objects.first().url}?ngay-nop=mai",
        "/tim-kiem/",
        "/tim-kiem/?q=cap+ho+chieu",
        "/tim-kiem/?q=lam+ho+chieu+het+bao+nhieu+tien",
        "/tim-kiem/?q=thu+tuc&kind=procedure&field=quan-ly-xuat-nhap-canh&page=2",
        "/tim-kiem/?q=xyzzy",
        "/khong-co-trang-nay/",
    ]
    return [f"{live_server.url}{path}" for path in paths]


def test_no_barriers(browser, addresses):
    found = {}
    for width, scheme in [(360, "light"), (1280, "dark")]:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, locale="vi-VN"
        )
        page = context.new_page()
        for address in addresses:
            page.goto(address)
            violations = Axe().run(page).response["violations"]
            names = [violation["id"] for violation in violations]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                names.append("scrolls sideways")
            if page.locator("h1").count() != 1:
                names.append("not one h1")
            if names:
                found[width, address] = names
    assert found == {}


@pytest.mark.parametrize(("width", "size"), [(320, 100), (360, 200)])
def test_nothing_scrolls_sideways_on_narrow_screens_and_with_large_letters(
    browser, addresses, width, size
):
    """WCAG 2.2, 1.4.4 and 1.4.10."""
    page = browser.new_context(viewport={"width": width, "height": 700}).new_page()
    found = {}
    for address in addresses:
        page.goto(address)
        if not page.locator(".cchc").count():
            continue  # a page of the host's own
        page.add_style_tag(content=f"html {{ font-size: {size}% !important }}")
        taken = page.evaluate("document.documentElement.scrollWidth")
        if taken > width:
            found[address] = taken
    assert found == {}


def test_a_theme_that_a_class_switches(browser, addresses):
    """The page of a host is dark by ``class="dark"`` alone, without a ``color-scheme``."""
    page = browser.new_context(color_scheme="light", locale="vi-VN").new_page()
    found = {}
    for address in addresses:
        page.goto(address)
        if not page.locator(".cchc").count():
            continue  # a page of the host's own
        page.evaluate(DARK_BY_CLASS)
        result = Axe().run(page, context=".cchc", options={"runOnly": ["color-contrast"]})
        if result.response["violations"]:
            found[address] = result.generate_report()
    assert found == {}
