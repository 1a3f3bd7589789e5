"""Nothing that reads a text stops it from being saved, published or shown."""

import pytest
from django.core.management import call_command

from cchc_wagtail.organisation.models import UnreadContent
from cchc_wagtail.organisation.reading import READERS, read_again
from cchc_wagtail.registry.citator import recording
from cchc_wagtail.registry.models import ContentCitation
from cchc_wagtail.search.models import SearchEntry
from tests.factories import ArticlePageFactory, LegalDocumentFactory

pytestmark = pytest.mark.django_db

TEXT = "Thực hiện Nghị định số 9988/2018/NĐ-CP của Chính phủ."


def fail(*args, **kwargs):
    raise ValueError("không đọc được")


@pytest.fixture
def broken(monkeypatch):
    """Every reader of every room fails."""
    assert set(READERS) == {"citations", "search", "answers", "proposals"}
    for name, reader in list(READERS.items()):
        monkeypatch.setitem(READERS, name, reader._replace(read=fail))
    yield monkeypatch


def cited():
    return ContentCitation.objects.filter(number="9988/2018/NĐ-CP")


def noted():
    return sorted(UnreadContent.objects.values_list("reader", flat=True))


def test_a_page_and_a_document_are_published_all_the_same(section, broken, caplog):
    article = ArticlePageFactory(parent=section.get_children().first(), lead=TEXT, draft=True)
    article.save_revision().publish()
    article.refresh_from_db()
    assert article.live
    document = LegalDocumentFactory(number="9988/2018/NĐ-CP", live=False)
    document.save_revision().publish()
    document.refresh_from_db()
    assert document.live
    assert noted() == ["citations", "citations", "search", "search"]
    assert UnreadContent.objects.first().error == "ValueError: không đọc được"
    assert "could not be read" in caplog.text


def test_what_was_not_read_is_read_later(section, monkeypatch):
    with monkeypatch.context() as patch:
        for name, reader in list(READERS.items()):
            patch.setitem(READERS, name, reader._replace(read=fail))
        article = ArticlePageFactory(parent=section.get_children().first(), lead=TEXT)
        assert read_again() == 2
    assert not cited().exists()
    call_command("cchc_daily", verbosity=0)
    assert noted() == []
    assert cited().get().object_id == str(article.pk)
    assert SearchEntry.objects.filter(object_id=str(article.pk), kind="article").exists()


def test_saving_again_reads_again(section, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setitem(READERS, "citations", READERS["citations"]._replace(read=fail))
        article = ArticlePageFactory(parent=section.get_children().first(), lead=TEXT)
    assert noted() == ["citations"]
    article.save()
    assert noted() == []
    assert cited().count() == 1


def test_what_is_gone_is_forgotten(section, broken):
    article = ArticlePageFactory(parent=section.get_children().first(), lead=TEXT)
    article.delete()
    assert read_again() == 0


def test_what_nobody_may_read_is_taken_out_whatever_fails(section, monkeypatch):
    from wagtail.models import PageViewRestriction

    article = ArticlePageFactory(parent=section.get_children().first(), lead=TEXT)
    monkeypatch.setitem(READERS, "search", READERS["search"]._replace(read=fail))
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    assert not SearchEntry.objects.filter(object_id=str(article.pk), kind="article").exists()


def test_the_page_the_preview_and_the_editor_open(section, monkeypatch, client, log_in):
    article = ArticlePageFactory(parent=section.get_children().first(), lead=TEXT)
    monkeypatch.setattr(recording, "find_citations", fail)
    assert TEXT in client.get(article.url).content.decode()
    editor = log_in("office").get(f"/admin/pages/{article.pk}/edit/")
    assert editor.status_code == 200


def test_the_office_sees_what_was_not_read_and_has_it_read(section, monkeypatch, log_in):
    with monkeypatch.context() as patch:
        patch.setitem(READERS, "citations", READERS["citations"]._replace(read=fail))
        article = ArticlePageFactory(
            parent=section.get_children().first(), lead=TEXT, title="Bài không đọc được"
        )
    office = log_in("office")
    report = office.get("/admin/cchc/chua-doc-duoc/")
    assert "Bài không đọc được" in report.content.decode()
    row = UnreadContent.objects.get()
    office.post(f"/admin/cchc/chua-doc-duoc/{row.pk}/doc-lai/")
    assert noted() == []
    assert cited().get().object_id == str(article.pk)
