"""Wagtail's interface in Vietnamese: complete, its placeholders kept, never in the way."""

from datetime import timedelta
from types import SimpleNamespace

import polib
import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.timezone import now
from django.utils.translation import gettext, override, trans_real
from wagtail.admin.forms.auth import LoginForm

from cchc_wagtail.wagtail_vi.checks import check_catalogue_order, check_permitted_languages
from tests import catalogue, wagtail_catalogue


@pytest.fixture
def host_locale(tmp_path):
    """Write a catalogue of a host, which says it otherwise, and return its locale folder."""
    folder = tmp_path / "locale" / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    for domain in wagtail_catalogue.DOMAINS:
        catalogue = polib.POFile()
        catalogue.metadata = {
            "Content-Type": "text/plain; charset=UTF-8",
            "Plural-Forms": "nplurals=1; plural=0;",
        }
        catalogue.append(polib.POEntry(msgid="Dashboard", msgstr="Bàn làm việc"))
        catalogue.save_as_mofile(str(folder / f"{domain}.mo"))
    return tmp_path / "locale"


@pytest.fixture
def host_app(host_locale, monkeypatch):
    """An app of the host that stands before those of the package."""
    configs = [SimpleNamespace(path=str(host_locale.parent)), *apps.get_app_configs()]
    monkeypatch.setattr(apps, "get_app_configs", lambda: configs)
    monkeypatch.setattr(trans_real, "_translations", {})  # do not keep its words for other tests


def script():
    """The words that the JavaScript of the admin gets, for somebody who has not logged in."""
    return Client().get(reverse("wagtailadmin_javascript_catalog")).content.decode()


@pytest.mark.parametrize("domain", wagtail_catalogue.DOMAINS)
def test_at_most_two_in_a_hundred_messages_of_the_installed_wagtail_are_missing(domain):
    wanted = wagtail_catalogue.wanted(domain)
    assert len(wanted) > 50
    missing = wagtail_catalogue.missing(domain)
    assert len(missing) <= len(wanted) * 0.02, missing


@pytest.mark.parametrize("domain", wagtail_catalogue.DOMAINS)
def test_placeholders_tags_and_plurals_are_kept(domain):
    wrong = [
        line for line in wagtail_catalogue.problems(domain) if not line.startswith("not translated")
    ]
    assert wrong == []


def test_a_missing_message_counts(monkeypatch):
    wanted = wagtail_catalogue.wanted("djangojs")
    new = polib.POEntry(msgid="A message of the Wagtail after this one")
    monkeypatch.setattr(
        wagtail_catalogue, "wanted", lambda domain: wanted | {(None, new.msgid): new}
    )
    assert wagtail_catalogue.missing("djangojs") == [(None, new.msgid)]


@pytest.mark.parametrize(
    ("english", "vietnamese", "fault"),
    [
        ({"msgid": "%(n)s pages"}, {"msgstr": "%(m)s trang"}, "lost '%(n)s'"),
        ({"msgid": "by {user}"}, {"msgstr": "bởi"}, "lost '{user}'"),
        ({"msgid": "<b>you</b>"}, {"msgstr": "<b>bạn"}, "lost '</b>'"),
        ({"msgid": "Status: "}, {"msgstr": "Trạng thái:"}, "lost ' '"),
        ({"msgid": "Move"}, {"msgstr": "Di chuyển %s"}, "added '%s'"),
        (
            {"msgid": "1 page", "msgid_plural": "%(n)s pages"},
            {"msgstr_plural": {0: "một trang"}},
            "lost '%(n)s'",
        ),
        (
            {"msgid": "1 page", "msgid_plural": "%(n)s pages"},
            {"msgstr_plural": {0: "%(n)s trang", 1: "%(n)s trang"}},
            "must have exactly one plural form",
        ),
        (
            {"msgid": "1 page", "msgid_plural": "%(n)s pages"},
            {"msgid_plural": "", "msgstr": "trang"},
            "is a plural on one side only",
        ),
    ],
)
def test_a_fault_of_a_translation_is_named(english, vietnamese, fault):
    entry = polib.POEntry(**{**english, **vietnamese})
    assert fault in list(wagtail_catalogue.faults(entry, polib.POEntry(**english)))


def test_the_words_are_those_of_the_glossary():
    with override("vi"):
        assert gettext("Unpublish") == "Gỡ xuống"
        assert gettext("Request changes") == "Trả lại"
        assert gettext("Snippets") == "Mục dùng chung"


@pytest.mark.parametrize(
    "word", "bình luận, từ chối, xuất bản, website, xoá, khoá, huỷ".split(", ")
)
@pytest.mark.parametrize("domain", wagtail_catalogue.DOMAINS)
def test_no_word_is_used_that_the_glossary_avoids(domain, word):
    texts = [
        text
        for entry in polib.pofile(str(wagtail_catalogue.path(domain)))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
    ]
    assert [text for text in texts if word in text.lower()] == []


def test_the_package_says_the_same_as_wagtail():
    """Where both ask for the same message, Django keeps one translation for all screens."""
    ours = catalogue.translations(polib.pofile(str(catalogue.LOCALE / catalogue.FILE)))
    wagtail = catalogue.translations(polib.pofile(str(wagtail_catalogue.path("django"))))
    assert {key: (ours[key], wagtail[key]) for key in ours.keys() & wagtail.keys()} == {
        key: (ours[key], ours[key]) for key in ours.keys() & wagtail.keys()
    }


@pytest.mark.parametrize(
    ("back", "said"),
    [({"seconds": 5}, "0 phút"), ({"minutes": 3}, "3 phút"), ({"days": 400}, "1 năm, 1 tháng")],
)
def test_how_long_ago_is_said_in_vietnamese(back, said):
    with override("vi"):
        assert timesince(now() - timedelta(**back)).replace("\xa0", " ") == said


def test_the_words_of_the_host_win(host_locale, settings):
    with override("vi"):
        assert gettext("Dashboard") == "Trang tổng quan"
    settings.LOCALE_PATHS = [host_locale]
    with override("vi"):
        assert gettext("Dashboard") == "Bàn làm việc"


def test_the_words_of_an_app_of_the_host_win(host_app):
    with override("vi"):
        assert gettext("Dashboard") == "Bàn làm việc"


def test_javascript_gets_its_words_before_the_login(db):
    assert '"Collapse all": "Thu g\\u1ecdn t\\u1ea5t c\\u1ea3"' in script()


def test_the_login_asks_for_a_password_in_vietnamese():
    with override("vi"):
        assert str(LoginForm().fields["password"].label) == "Mật khẩu"


def test_the_words_of_the_host_win_in_javascript(db, host_locale, settings):
    assert "B\\u00e0n l\\u00e0m vi\\u1ec7c" not in script()
    settings.LOCALE_PATHS = [host_locale]
    assert "B\\u00e0n l\\u00e0m vi\\u1ec7c" in script()


def test_the_words_of_an_app_of_the_host_win_in_javascript(db, host_app):
    assert "B\\u00e0n l\\u00e0m vi\\u1ec7c" in script()


def test_an_app_of_wagtail_that_stands_first_is_named(monkeypatch):
    assert check_catalogue_order(None) == []
    configs = [apps.get_app_config("wagtailadmin"), *apps.get_app_configs()]
    monkeypatch.setattr(apps, "get_app_configs", lambda: configs)
    (warning,) = check_catalogue_order(None)
    assert "'wagtail.admin'" in warning.msg


def test_an_admin_that_does_not_offer_vietnamese_is_named(settings):
    assert check_permitted_languages(None) == []
    del settings.WAGTAILADMIN_PERMITTED_LANGUAGES
    (warning,) = check_permitted_languages(None)
    assert warning.id == "cchc_wagtail_vi.W002"


def test_the_room_needs_no_migration(db):
    call_command("makemigrations", "cchc_wagtail_vi", check=True, dry_run=True, verbosity=0)
