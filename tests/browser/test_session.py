"""A session that ends while somebody writes loses nothing."""

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command

from cchc_wagtail.editorial.pieces import edit_url
from cchc_wagtail.news.models import ArticlePage, NewsColumnPage
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.portal.setup.accounts import PASSWORD, create_accounts
from tests.editorial.acting import write_article

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def site(live_server):
    call_command("cchc_index", rebuild=True, verbosity=0)
    call_command("cchc_setup", verbosity=0)
    create_accounts()
    return live_server.url


def test_what_was_typed_is_saved_after_logging_in_again(site, log_in, django_user_model):
    author = django_user_model.objects.get(username="lanhsu")
    column = NewsColumnPage.objects.get(slug="tin-tuc").get_children().first().specific
    article = write_article(column, author, Unit.objects.get(slug="phong-lanh-su"))
    editor = log_in("lanhsu")
    editor.goto(f"{site}{edit_url(article)}")
    editor.locator("#id_title").wait_for()
    editor.wait_for_timeout(3500)
    Session.objects.all().delete()
    editor.locator("#id_title").press("End")
    editor.locator("#id_title").press_sequentially(" đã viết thêm")
    told = editor.locator("[data-cchc-session]")
    told.wait_for()
    assert "Phiên đăng nhập đã hết" in told.inner_text()
    editor.click("footer button[type=submit] >> nth=0")
    editor.wait_for_timeout(1000)
    assert editor.locator("#id_title").input_value().endswith("đã viết thêm")
    with editor.context.expect_page() as opened:
        told.locator("a").click()
    login = opened.value
    login.fill("[name=username]", "lanhsu")
    login.fill("[name=password]", PASSWORD)
    login.click("button[type=submit]")
    login.wait_for_url(f"{site}/admin/")
    editor.bring_to_front()
    with editor.expect_response(lambda answer: "/edit/" in answer.url and answer.ok):
        editor.locator("#id_title").press("End")
        editor.locator("#id_title").press_sequentially("!")
    editor.wait_for_timeout(2500)
    assert told.count() == 0
    draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert draft.title.endswith("đã viết thêm!")
