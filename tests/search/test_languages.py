"""The search where pages are in several languages."""

import pytest
from django.utils.translation import override
from wagtail.models import Locale

from cchc_wagtail.search import search
from cchc_wagtail.search.models import SearchEntry
from tests.factories import LegalDocumentFactory, ProcedurePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(section):
    """A procedure in both languages, one in Vietnamese alone, and a document."""
    vietnamese = section.get_children().get(slug="thu-tuc").specific
    english = Locale.objects.get(language_code="en")
    for page in [section.get_parent().specific, section, vietnamese]:
        page.copy_for_translation(english).save_revision().publish()
    both = ProcedurePageFactory(
        parent=vietnamese,
        title="Cấp hộ chiếu phổ thông ở trong nước",
        code="1.001456",
        at_province=True,
        channels=1,
    )
    translated = both.copy_for_translation(english)
    translated.title, translated.slug = "Issue of an ordinary passport", "ordinary-passport"
    translated.summary = "For Vietnamese citizens who need an ordinary passport."
    translated.save_revision().publish()
    return {
        "vi": both,
        "en": type(both).objects.get(pk=translated.pk),
        "alone": ProcedurePageFactory(
            parent=vietnamese, title="Trình báo mất hộ chiếu phổ thông", code="1.001470"
        ),
        "document": LegalDocumentFactory(title="Về hộ chiếu phổ thông", number="901/2021/NĐ-CP"),
    }


def urls(text, language, **options):
    return [hit.url for hit in search(text, language=language, **options).hits]


@pytest.mark.parametrize("text", ["cấp hộ chiếu phổ thông", "ordinary passport", "passport"])
@pytest.mark.parametrize("language, other", [("vi", "en"), ("en", "vi")])
def test_a_procedure_in_two_languages_is_one_result_in_the_readers(pages, text, language, other):
    found = search(text, language=language)
    hits = [hit for hit in found.hits if hit.key == "1.001456"]
    (hit,) = hits
    assert found.hits[0] == hit or text == "passport"
    assert hit.url.partition("#")[0] == pages[language].url
    assert hit.language == language
    assert [(link.code, link.url) for link in hit.versions] == [(other, pages[other].url)]
    assert found.total == len(found.hits)
    assert sum(value.count for value in found.facets["kind"]) == found.total


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_code_leads_to_the_readers_language(pages, language):
    found = search("1.001456", language=language)
    assert found.direct_hit.url == pages[language].url
    assert found.total == 1


def test_a_list_without_words_has_each_once(pages):
    found = search("", filters={"kind": "procedure"}, language="en")
    assert sorted(hit.url for hit in found.hits) == sorted([pages["en"].url, pages["alone"].url])


def test_without_a_language_it_is_the_active_one(pages):
    for language in ("vi", "en"):
        with override(language):
            assert urls("1.001456", None) == [pages[language].url]


def test_each_version_is_found_where_that_is_asked_for(pages):
    assert set(urls("1.001456", "")) == {pages["vi"].url, pages["en"].url}


def test_what_is_taken_down_leaves_the_other(pages):
    pages["en"].unpublish()
    (hit,) = [hit for hit in search("passport", language="en").hits if hit.key == "1.001456"]
    assert (hit.url, hit.language, hit.versions) == (pages["vi"].url, "vi", [])


@pytest.mark.parametrize(
    "address, language", [("/tim-kiem/", "vi"), ("/en/tim-kiem/", "en")], ids=["vi", "en"]
)
def test_the_page_marks_other_languages(pages, client, address, language):
    html = client.get(address, {"q": "hộ chiếu phổ thông"}).content.decode()
    assert f'<html lang="{language}">' in html
    own, other = pages[language], pages["en" if language == "vi" else "vi"]
    code = other.locale.language_code
    assert f'<a href="{own.url}"' in html
    assert f'<a href="{other.url}" lang="{code}" hreflang="{code}"' in html
    # What there is in Vietnamese alone, documents among it.
    marks = html.count('<h2 class="cchc-search-result__title" lang="vi">')
    assert marks == (0 if language == "vi" else 2)
    assert ("Province" in html) is (language == "en")
    assert f'href="{"/en" if language == "vi" else ""}/tim-kiem/?q=' in html


def test_suggestions_are_in_the_readers_language(pages, client):
    def titles(address, text):
        found = client.get(address, {"q": text}).json()["suggestions"]
        return [one["title"] for one in found]

    vietnamese, english = "/tim-kiem/goi-y.json", "/en/tim-kiem/goi-y.json"
    assert titles(vietnamese, "cap ho chieu")[0] == pages["vi"].title
    assert pages["en"].title not in titles(vietnamese, "cap ho chieu")
    assert titles(english, "cap ho chieu")[0] == pages["en"].title
    assert titles(vietnamese, "ordinary pass") == [pages["vi"].title]


def test_an_english_question_is_answered_in_english(pages, client):
    html = client.get("/en/tim-kiem/", {"q": "how much is an ordinary passport"}).content.decode()
    assert 'class="cchc-answer__text' in html
    assert "200.000 đồng" in html
    assert f'<a href="{pages["en"].url}#cach-nop"' in html


def test_a_site_in_one_language_asks_nothing_more(pages, client, settings):
    settings.WAGTAIL_I18N_ENABLED = False
    html = client.get("/tim-kiem/", {"q": "hộ chiếu phổ thông"}).content.decode()
    assert "hreflang" not in html


def test_entries_know_their_language(pages):
    entries = SearchEntry.objects.filter(translation_key=pages["vi"].translation_key)
    assert set(entries.values_list("language", flat=True)) == {"vi", "en"}
    document = SearchEntry.objects.get(kind="document", key="901/2021/NĐ-CP")
    assert document.translation_key is None
