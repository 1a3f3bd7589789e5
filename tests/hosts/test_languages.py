"""The package in a site whose pages are in two languages."""

import pytest

from tests.hosts import department

ADDRESS = "so.example"
SECTION = "/cai-cach-hanh-chinh/"
ENGLISH = "/en/cai-cach-hanh-chinh/"

SETTINGS = """
WAGTAIL_I18N_ENABLED = True
INSTALLED_APPS = ["wagtail.contrib.simple_translation", *INSTALLED_APPS]
MIDDLEWARE = [*MIDDLEWARE[:1], "django.middleware.locale.LocaleMiddleware", *MIDDLEWARE[1:]]
"""
URLS = """
from django.conf.urls.i18n import i18n_patterns
last = urlpatterns.pop()
if os.environ.get("WITH_PACKAGE"):
    urlpatterns = urlpatterns[1:] + i18n_patterns(urlpatterns[0], prefix_default_language=False)
urlpatterns += i18n_patterns(last, prefix_default_language=False)
"""
TRANSLATE = """
from wagtail.models import Locale, Site
from cchc_wagtail.portal.models import ReformHomePage
from home.models import StandardPage
english = Locale.objects.get_or_create(language_code="en")[0]
section = ReformHomePage.objects.get()
home = Site.objects.get(hostname="so.example").root_page.specific
own = StandardPage.objects.get(url_path="/so/van-ban/")
for page in [home, own, section, *section.get_children().specific()]:
    page.copy_for_translation(english).save_revision().publish()
"""
#: Pages of the site, where ours would stand, and ours, in English.
SHOWN = [ENGLISH, f"{ENGLISH}thu-tuc/", f"{ENGLISH}van-ban/", f"{ENGLISH}tin-tuc/"]
OTHERS = ["/en/", "/en/van-ban/", "/en/tim-kiem/?q=van+ban", "/en/nguon-tin/van-ban/"]


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    host = department.build(tmp_path_factory.mktemp("languages"))
    for name, text in [("site_settings.py", SETTINGS), ("site_urls.py", URLS)]:
        file = host.folder / name
        file.write_text(file.read_text() + text)
    host.manage("migrate", "--verbosity", "0")
    host.manage("collectstatic", "--noinput", "--verbosity", "0")
    host.manage("cchc_setup")
    assert "W007" not in host.manage("check")
    host.python(TRANSLATE)
    return host.look(anonymous=[SECTION, *SHOWN, *OTHERS], host=ADDRESS)["answers"]


@pytest.mark.parametrize("address", SHOWN)
def test_our_pages_are_in_both_languages(answers, address):
    status, html = answers[f"anonymous {address}"]
    assert status == 200
    assert f'<a href="{address.removeprefix("/en")}" lang="vi" hreflang="vi">' in html
    assert 'aria-label="Language"' in html


def test_the_page_in_the_language_of_the_site_leads_to_the_other(answers):
    status, html = answers[f"anonymous {SECTION}"]
    assert status == 200
    assert f'<a href="{ENGLISH}" lang="en" hreflang="en">' in html
    assert 'aria-label="Ngôn ngữ"' in html


@pytest.mark.parametrize("address", OTHERS)
def test_pages_of_the_site_and_ours_share_the_addresses_of_a_language(answers, address):
    assert answers[f"anonymous {address}"][0] == 200
