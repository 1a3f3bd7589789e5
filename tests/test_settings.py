import subprocess
import sys
from types import ModuleType

import pytest
import wagtail
from django.core import checks
from django.core.checks import Error
from django.urls import include, path

from cchc_wagtail.checks import (
    check_page_model,
    check_settings,
    check_time_zone,
    check_urls,
)
from cchc_wagtail.conf import get_setting
from cchc_wagtail.frontend.checks import check_agency, check_languages
from cchc_wagtail.wagtail_vi.checks import LOCALE_MIDDLEWARE, check_language


def test_app_names_need_no_django():
    code = "import sys; from cchc_wagtail import CCHC_APPS; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_sandbox_has_no_errors():
    assert [message for message in checks.run_checks() if isinstance(message, Error)] == []


def test_a_misspelt_setting_is_named(settings):
    settings.CCHC_WAGTAIL = {"BASE_TEMPLAT": "base.html"}
    (error,) = check_settings(None)
    assert "BASE_TEMPLAT" in error.msg
    assert "'BASE_TEMPLATE'" in error.hint


def test_a_base_template_that_is_not_there_is_named(settings):
    settings.CCHC_WAGTAIL = {"BASE_TEMPLATE": "nowhere.html"}
    (error,) = check_settings(None)
    assert "nowhere.html" in error.msg


def check_with(settings_lines):
    """Run ``manage.py check`` in a process of its own with changed settings; return its output."""
    code = (
        "from tests.settings import *\n"
        f"{settings_lines}\n"
        "import sys, types\n"
        "module = types.ModuleType('changed_settings')\n"
        "module.__dict__.update({k: v for k, v in globals().items() if k.isupper()})\n"
        "sys.modules['changed_settings'] = module\n"
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'changed_settings'\n"
        "from django.core.management import execute_from_command_line\n"
        "execute_from_command_line(['manage.py', 'check'])\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True
    )
    assert result.returncode != 0
    return result.stderr


@pytest.mark.parametrize("missing", ["cchc_wagtail.registry", "wagtail_modeladmin"])
def test_a_missing_app_is_named(missing):
    lines = f"INSTALLED_APPS = [app for app in INSTALLED_APPS if app != {missing!r}]"
    assert f"needs {missing}" in check_with(lines).replace("'", "")


def test_a_misspelt_setting_stops_the_site():
    assert "SEARCH_ENGIN" in check_with("CCHC_WAGTAIL = {'SEARCH_ENGIN': 'sqlite'}")


def test_an_unknown_setting_cannot_be_read():
    with pytest.raises(KeyError):
        get_setting("NOTHING")


@pytest.mark.urls("wagtail.admin.urls")
def test_addresses_that_are_not_included_are_named_with_the_line():
    (error,) = check_urls(None)
    assert 'include("cchc_wagtail.urls")' in error.hint


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "Asia/Bangkok", "Etc/GMT-7"])
def test_days_that_begin_as_in_vietnam_are_no_problem(settings, zone):
    settings.TIME_ZONE = zone
    assert check_time_zone(None) == []


@pytest.mark.parametrize("zone", ["UTC", "America/Chicago"])
def test_another_time_zone_is_named(settings, zone):
    settings.TIME_ZONE = zone
    (warning,) = check_time_zone(None)
    assert zone in warning.msg


@pytest.mark.skipif(wagtail.VERSION < (8, 0), reason="a site has its own page model from 8.0 on")
def test_a_page_model_of_the_site_is_named(settings):
    settings.WAGTAIL_PAGE_MODEL = "home.OurPage"
    (error,) = check_page_model(None)
    assert "home.OurPage" in error.msg


def test_a_language_that_no_reader_chose_is_named(settings):
    settings.LANGUAGE_CODE = "en-us"
    settings.MIDDLEWARE = []
    (warning,) = check_language(None)
    assert "en-us" in warning.msg
    settings.MIDDLEWARE = [LOCALE_MIDDLEWARE]
    assert check_language(None) == []
    settings.LANGUAGE_CODE, settings.MIDDLEWARE = "vi", []
    assert check_language(None) == []


def test_a_search_in_one_language_for_pages_in_several_is_named(settings):
    assert check_languages(None) == []
    settings.ROOT_URLCONF = ModuleType("urls")
    settings.ROOT_URLCONF.urlpatterns = [path("", include("cchc_wagtail.urls"))]
    (warning,) = check_languages(None)
    assert "i18n_patterns" in warning.hint
    settings.WAGTAIL_I18N_ENABLED = False
    assert check_languages(None) == []


def test_a_wrong_key_of_the_agency_is_named(settings):
    settings.CCHC_WAGTAIL = {**settings.CCHC_WAGTAIL, "AGENCY": {"name": "Sở", "ten": "Sở"}}
    (error,) = check_agency(None)
    assert error.id == "cchc_wagtail.E007" and "'ten'" in error.msg
