import subprocess
import sys

import pytest
from django.core import checks
from django.core.checks import Error

from cchc_wagtail.checks import check_apps, check_settings
from cchc_wagtail.conf import get_setting


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


@pytest.mark.parametrize("missing", ["cchc_wagtail.news", "wagtail_modeladmin"])
def test_a_missing_app_is_named(monkeypatch, missing):
    from django.apps import apps

    installed = apps.is_installed
    monkeypatch.setattr(apps, "is_installed", lambda name: name != missing and installed(name))
    (error,) = check_apps(None)
    assert missing in error.msg


def test_an_unknown_setting_cannot_be_read():
    with pytest.raises(KeyError):
        get_setting("NOTHING")
