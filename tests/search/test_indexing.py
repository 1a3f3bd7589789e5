import datetime
from collections import Counter

import pytest
from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save
from django.test.utils import CaptureQueriesContext
from django.urls import clear_script_prefix, set_script_prefix
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Site
from wagtail.signals import page_unpublished

from cchc_wagtail.organisation.models import Audience, ThematicArea
from cchc_wagtail.search import search
from cchc_wagtail.search.index import indexing
from cchc_wagtail.search.index.frequencies import TOTAL
from cchc_wagtail.search.models import (
    EntryKey,
    FacetValue,
    SearchEntry,
    SearchPassage,
    TermFrequency,
)
from cchc_wagtail.search.signal_handlers import follow, index_saved, remove_unpublished
from cchc_wagtail.search.text.terms import terms_of
from sandbox.home.models import AboutPage
from tests.factories import (
    ArticlePageFactory,
    LegalDocumentFactory,
    ProcedureIndexPageFactory,
    ProcedurePageFactory,
    SituationPageFactory,
    ThematicAreaFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def entry(page):
    return SearchEntry.objects.get(object_id=str(page.pk))


def publish(page, **changes):
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


def assert_counts_are_right():
    counted = Counter()
    for folded in SearchPassage.objects.values_list("folded", flat=True):
        counted.update(terms_of(folded))
        counted[TOTAL] += 1
    kept = dict(TermFrequency.objects.exclude(count=0).values_list("term", "count"))
    assert kept == dict(counted)


def test_an_entry_follows_its_page(procedures):
    page = ProcedurePageFactory(parent=procedures, title="Cấp hộ chiếu", code="1.001456")
    assert entry(page).title == "Cấp hộ chiếu"
    publish(page, title="Cấp giấy thông hành", code="1.001457")
    assert entry(page).folded_title == " cap giay thong hanh "
    assert list(EntryKey.objects.filter(entry=entry(page)).values_list("key", flat=True)) == [
        "1001457"
    ]


def test_counts_and_engine_follow_every_change(engine, procedures):
    first = ProcedurePageFactory(parent=procedures, title="Cấp hộ chiếu phổ thông")
    second = ProcedurePageFactory(parent=procedures, title="Trình báo mất hộ chiếu")
    assert_counts_are_right()
    publish(first, title="Cấp giấy thông hành")
    assert_counts_are_right()
    assert [hit.title for hit in search("ho chieu").hits] == [second.title]
    assert [hit.title for hit in search("giay thong hanh").hits] == [first.title]
    second.unpublish()
    first.delete()
    assert_counts_are_right()
    assert search("ho chieu").total == search("giay thong hanh").total == 0


def test_publishing_again_without_a_change_leaves_the_engine_alone(engine, procedures):
    page = ProcedurePageFactory(parent=procedures, title="Cấp hộ chiếu")
    before = entry(page).version
    with CaptureQueriesContext(connection) as queries:
        publish(page)
    assert not [q for q in queries if "INSERT INTO cchc_search_passage_terms" in q["sql"]]
    assert entry(page).version == before
    assert entry(page).in_engine
    assert search("ho chieu").total == 1


@pytest.mark.skipif("'ELASTICSEARCH_URL' in os.environ", reason="only a commit delivers anything")
def test_rolling_back_leaves_nothing_in_the_engine(engine, procedures):
    page = ProcedurePageFactory(parent=procedures, title="Cấp hộ chiếu")
    with pytest.raises(RuntimeError), transaction.atomic():
        publish(page, title="Cấp giấy thông hành")
        assert search("giay thong hanh").total == 1
        raise RuntimeError
    assert search("giay thong hanh").total == 0
    assert search("ho chieu").total == 1
    assert_counts_are_right()


@pytest.fixture
def described(monkeypatch):
    """What has been described for an entry, each time that it was."""
    pieces = []
    describe = indexing.describe
    monkeypatch.setattr(indexing, "describe", lambda one: pieces.append(one) or describe(one))
    return pieces


@pytest.fixture
def host_pages(settings):
    """The host lets its own pages be searched."""
    settings.CCHC_WAGTAIL = {**settings.CCHC_WAGTAIL, "SEARCHED_MODELS": ["home.AboutPage"]}
    follow(AboutPage)
    yield
    post_save.disconnect(index_saved, sender=AboutPage)
    page_unpublished.disconnect(remove_unpublished, sender=AboutPage)
    post_delete.disconnect(remove_unpublished, sender=AboutPage)


@pytest.mark.parametrize(
    "factory", [ProcedurePageFactory, ArticlePageFactory, SituationPageFactory]
)
def test_a_publication_is_indexed_once(factory, procedures, described):
    page = factory(parent=procedures)
    described.clear()
    publish(page, title="Một tiêu đề mới")
    assert described == [page]
    assert entry(page).title == "Một tiêu đề mới"


def test_a_document_is_indexed_once_with_all_that_follows_from_it(described):
    document = LegalDocumentFactory(effective_from=datetime.date(2018, 6, 1))
    described.clear()
    publish(document, effective_to=datetime.date(2019, 1, 1))
    assert described == [document]
    ends = list(entry(document).periods.values_list("ends_on", flat=True))
    assert datetime.date(2019, 1, 1) in ends
    described.clear()
    document.refresh_from_db()
    document.effective_to = datetime.date(2020, 1, 1)
    document.save()
    assert described == [document]


def test_a_copy_that_is_published_at_once_has_its_facets(procedures):
    audience = Audience.objects.create(name="Người nuôi ong", slug="nguoi-nuoi-ong")
    page = ProcedurePageFactory(parent=procedures)
    page.audiences = [audience]
    page.save()
    copy = page.copy(update_attrs={"slug": "ban-sao", "code": "1.999999"}, keep_live=True)
    assert copy.live
    values = entry(copy).entry_facets.values_list("facet_value__value", flat=True)
    assert "nguoi-nuoi-ong" in values


def test_pages_of_the_host_have_entries_by_a_setting(engine, host_pages, described):
    home = Site.objects.get(is_default_site=True).root_page
    page = home.add_child(instance=AboutPage(title="Giới thiệu trạm ong"))
    described.clear()
    publish(page, title="Giới thiệu trại ong")
    assert described == [page]
    assert search("trại ong").total == 1
    # As Wagtail's lists hold it.
    Page.objects.get(pk=page.pk).unpublish()
    assert search("trại ong").total == 0
    publish(page)
    page.delete()
    assert search("trại ong").total == 0


def test_what_is_taken_down_with_the_page_above_has_no_entry(procedures):
    page = ProcedurePageFactory(parent=procedures)
    above = Page.objects.get(pk=procedures.pk).specific
    UnpublishPageAction(above, user=UserFactory(admin=True), include_descendants=True).execute()
    assert not SearchEntry.objects.filter(object_id=str(page.pk)).exists()


def test_the_queries_of_a_publication_do_not_grow_with_the_site(procedures):
    def count(page):
        with CaptureQueriesContext(connection) as queries:
            publish(page, title=f"{page.title} mới")
        return len([q for q in queries if "cchc_search" in q["sql"]])

    page = ProcedurePageFactory(parent=procedures)
    count(page)
    few = count(page)
    for _ in range(10):
        ProcedurePageFactory(parent=procedures)
    assert count(page) <= few


def test_addresses_follow_a_move_and_a_changed_slug(procedures, django_capture_on_commit_callbacks):
    page = ProcedurePageFactory(parent=procedures, slug="ho-chieu")
    other = ProcedureIndexPageFactory(parent=procedures.get_parent(), slug="khac")
    page.move(other, pos="last-child")
    assert entry(page).url.endswith("/khac/ho-chieu/")
    with django_capture_on_commit_callbacks(execute=True):
        publish(Page.objects.get(pk=other.pk).specific, slug="moi")
    assert entry(page).url.endswith("/moi/ho-chieu/")


def test_pages_that_are_not_searched_are_moved_without_being_read(procedures):
    home = procedures.get_parent()
    above = home.add_child(instance=AboutPage(title="Giới thiệu"))
    above.add_child(instance=AboutPage(title="Lịch sử"))
    page = ProcedurePageFactory(parent=above)
    with CaptureQueriesContext(connection) as queries:
        indexing.index_subtree(above)
    assert not [q for q in queries if "home_aboutpage" in q["sql"]]
    assert entry(page).url.endswith(f"/{above.slug}/{page.slug}/")


def test_moving_below_a_private_page_removes_the_entry(procedures):
    page = ProcedurePageFactory(parent=procedures)
    private = ProcedureIndexPageFactory(parent=procedures.get_parent())
    private.view_restrictions.create(restriction_type="login")
    page.move(private, pos="last-child")
    assert not SearchEntry.objects.filter(object_id=str(page.pk)).exists()


def test_drafts_and_expired_pages_have_no_entry(procedures):
    draft = ProcedurePageFactory(parent=procedures, draft=True)
    page = ProcedurePageFactory(parent=procedures)
    page.unpublish(set_expired=True)
    document = LegalDocumentFactory(draft=True)
    keys = set(SearchEntry.objects.values_list("key", flat=True))
    assert not keys & {draft.code, page.code, document.number}


def test_deleting_a_private_subtree_writes_nothing(procedures):
    page = ProcedurePageFactory(parent=procedures)
    procedures.view_restrictions.create(restriction_type="login")
    Page.objects.get(pk=procedures.pk).delete()
    assert not SearchEntry.objects.filter(key=page.code).exists()


def test_a_renamed_register_row_renames_its_facet(procedures):
    area = ThematicAreaFactory(name="Nuôi ong")
    page = ProcedurePageFactory(parent=procedures, thematic_area=area)
    area = ThematicArea.objects.get(pk=area.pk)
    area.name, area.slug = "Nuôi ong lấy mật", "nuoi-ong-lay-mat"
    area.save()
    value = FacetValue.objects.get(name="field")
    assert (value.value, value.label) == ("nuoi-ong-lay-mat", "Nuôi ong lấy mật")
    page.thematic_area = None
    page.save_revision().publish()
    assert not entry(page).entry_facets.filter(facet_value__name="field").exists()


def test_entries_leave_out_the_path_below_which_the_site_is_served(engine, procedures):
    page = ProcedurePageFactory(parent=procedures, title="Cấp thẻ đi lại doanh nhân")
    plain = entry(page).url
    set_script_prefix("/cong/")
    try:
        publish(page, title="Cấp thẻ đi lại của doanh nhân")
        assert entry(page).url == plain
        assert search("thẻ đi lại doanh nhân").hits[0].url.startswith(f"/cong{plain}")
    finally:
        clear_script_prefix()
    assert search("thẻ đi lại doanh nhân").hits[0].url.startswith(plain)


def test_each_site_finds_its_own_pages(engine, procedures, forgotten_sites):
    here = ProcedurePageFactory(parent=procedures, title="Cấp hộ chiếu")
    root = Page.objects.get(depth=1)
    other_root = ProcedureIndexPageFactory(parent=root)
    other = Site.objects.create(hostname="khac.example", port=80, root_page=other_root)
    there = ProcedurePageFactory(parent=other_root, title="Đổi hộ chiếu")
    LegalDocumentFactory(title="Về hộ chiếu")
    default = Site.objects.get(is_default_site=True)
    assert {hit.kind for hit in search("ho chieu", site=other).hits} == {"procedure", "document"}
    keys = [hit.key for hit in search("ho chieu", site=default).hits]
    assert here.code in keys and there.code not in keys
    (hit,) = search("doi ho chieu", site=other, filters={"kind": ["procedure"]}).hits
    assert hit.url == f"/{there.slug}/"
    urls = {hit.key: hit.url for hit in search("ho chieu").hits}
    assert urls[there.code] == f"http://khac.example/{there.slug}/"
    other.delete()
    assert not SearchEntry.objects.filter(key=there.code).exists()
