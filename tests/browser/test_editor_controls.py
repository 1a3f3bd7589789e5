"""The controls of the editors in a browser stay within their column."""

import pytest
from django.core.management import call_command

from cchc_wagtail.editorial.pieces import edit_url
from cchc_wagtail.news.models import ArticlePage, NewsColumnPage
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.portal.setup.accounts import create_accounts
from cchc_wagtail.procedures.models import ProcedureIndexPage, ProcedurePage
from cchc_wagtail.questions.models import SituationIndexPage, SituationPage
from cchc_wagtail.registry.models import LegalDocument
from tests.editorial.acting import write_article, write_document
from tests.factories import ProcedurePageFactory, SituationPageFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

LONG = "Đơn vị có tên rất dài của cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh " * 3

#: What reaches beyond the column it stands in or the window, as the browser draws it.
TOO_WIDE = """() => {
  const controls = "input:not([type=hidden]), select, textarea, .cchc-choose";
  return [...document.querySelectorAll("main form :is(" + controls + ")")]
    .filter((one) => one.offsetParent)
    .filter((one) => {
      const column = one.closest(".w-field, .w-panel__content, form").getBoundingClientRect();
      const { right } = one.getBoundingClientRect();
      return right > window.innerWidth || right > column.right + 1;
    })
    .map((one) => one.id || one.className);
}"""


@pytest.fixture
def site(live_server):
    call_command("cchc_index", rebuild=True, verbosity=0)
    call_command("cchc_setup", verbosity=0)
    create_accounts()
    return live_server.url


@pytest.fixture
def pieces(site, django_user_model):
    """One of each of the four kinds, of the consular unit."""
    unit = Unit.objects.get(slug="phong-lanh-su")
    author = django_user_model.objects.get(username="lanhsu")
    column = NewsColumnPage.objects.get(slug="tin-tuc").get_children().first().specific
    mine = {"unit": unit, "owner": author}
    procedure = ProcedurePageFactory(
        parent=ProcedureIndexPage.objects.first(), title="Cấp hộ chiếu phổ thông", **mine
    )
    situation = SituationPageFactory(parent=SituationIndexPage.objects.first(), **mine)
    write_article(column, author, unit)
    write_document(author, unit)
    for page in [procedure, situation]:
        page.save_revision(user=author).publish()
    return {
        kind: kind.objects.order_by("-pk").first()
        for kind in [ArticlePage, SituationPage, ProcedurePage, LegalDocument]
    }


@pytest.mark.parametrize("width", [1280, 390])
def test_no_control_is_wider_than_its_column(site, log_in, pieces, width):
    Unit.objects.filter(slug="phong-hop-tac-quoc-te").update(name=LONG[:255])
    office = log_in("vanphong", width)
    seen = 0
    for piece in pieces.values():
        office.goto(f"{site}{edit_url(piece)}")
        office.locator("#id_title").wait_for()
        for tab in office.locator("main [role=tab]").all():
            tab.click()
            assert office.evaluate(TOO_WIDE) == [], (piece, tab.inner_text())
            seen += 1
    assert seen >= 10
