"""Content of the host that takes part, by a setting; and the command that reads everything."""

import io

import pytest
from django.core.management import call_command
from django.db.models.signals import post_delete, post_save
from wagtail.models import Site

from cchc_wagtail.registry.checks import check_citing_models
from cchc_wagtail.registry.models import ContentCitation, ValidityPeriod
from cchc_wagtail.registry.signal_handlers import follow, forget_deleted, read_saved
from sandbox.home.models import AboutPage
from tests.factories import ArticlePageFactory, LegalDocumentFactory

pytestmark = pytest.mark.django_db

TEXT = "<p>Theo <b>Nghị định</b> số 61/2018/NĐ-CP.</p>"


@pytest.fixture
def host_types(settings):
    settings.CCHC_WAGTAIL = {**settings.CCHC_WAGTAIL, "CITING_MODELS": ["home.AboutPage"]}
    follow(AboutPage)
    yield
    post_save.disconnect(read_saved, sender=AboutPage)
    post_delete.disconnect(forget_deleted, sender=AboutPage)


def about_page():
    home = Site.objects.get().root_page
    return home.add_child(instance=AboutPage(title="Giới thiệu", body=TEXT))


def numbers():
    return list(ContentCitation.objects.values_list("number", flat=True))


def run():
    output = io.StringIO()
    call_command("cchc_citations", stdout=output)
    return output.getvalue()


def test_pages_of_the_host_take_part_by_a_setting(host_types):
    page = about_page()
    assert numbers() == ["61/2018/NĐ-CP"]
    page.unpublish()
    assert numbers() == []


def test_pages_of_the_host_are_left_alone_without_it(db):
    about_page()
    assert numbers() == []


@pytest.mark.parametrize("name", ["home.Missing", "home", "a.b.c"])
def test_a_model_that_is_not_there_is_an_error_of_the_settings(settings, name):
    settings.CCHC_WAGTAIL = {**settings.CCHC_WAGTAIL, "CITING_MODELS": [name]}
    (error,) = check_citing_models(None)
    assert error.id == "cchc_wagtail.E004" and name in error.msg


class TestCommand:
    def test_content_that_was_there_before(self, settings, column):
        about_page()
        settings.CCHC_WAGTAIL = {**settings.CCHC_WAGTAIL, "CITING_MODELS": ["home.AboutPage"]}
        assert numbers() == []
        assert "1 in all" in run()
        assert numbers() == ["61/2018/NĐ-CP"]

    def test_what_is_superfluous_goes(self, host_types, settings):
        about_page()
        settings.CCHC_WAGTAIL = {**settings.CCHC_WAGTAIL, "CITING_MODELS": []}
        assert "1 dropped" in run()
        assert numbers() == []

    def test_drafts_that_were_stored_go(self, column):
        page = ArticlePageFactory(parent=column, lead="Nghị định 61/2018/NĐ-CP")
        type(page).objects.filter(pk=page.pk).update(live=False)
        assert "1 dropped" in run()

    def test_lost_periods_and_citations_come_back(self, column):
        document = LegalDocumentFactory(number="61/2018/NĐ-CP")
        ArticlePageFactory(parent=column, lead="Nghị định 61/2018/NĐ-CP")
        before = list(ContentCitation.objects.values_list("key", "document", "status"))
        ValidityPeriod.objects.all().delete()
        ContentCitation.objects.all().delete()
        run()
        assert document.periods.exists()
        assert list(ContentCitation.objects.values_list("key", "document", "status")) == before

    def test_running_again_writes_nothing(self, column):
        ArticlePageFactory(parent=column, lead="Nghị định 61/2018/NĐ-CP")
        before = list(ContentCitation.objects.values_list("pk", flat=True))
        run()
        assert list(ContentCitation.objects.values_list("pk", flat=True)) == before
