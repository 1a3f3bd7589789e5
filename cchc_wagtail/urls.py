"""The addresses of the package; a host includes them before Wagtail's own catch-all.

Each room that the host has installed adds its own, from the ``urls`` in its folder.
"""

from importlib import import_module

from django.apps import apps
from django.urls import re_path
from django.utils.module_loading import module_has_submodule

from cchc_wagtail import CCHC_APPS
from cchc_wagtail.frontend.addresses import not_an_address

app_name = "cchc_wagtail"


def _urlpatterns_of(name):
    if apps.is_installed(name) and module_has_submodule(import_module(name), "urls"):
        return import_module(f"{name}.urls").urlpatterns
    return []


urlpatterns = [
    # First, for all addresses of the host: no database text may hold this character.
    re_path("\x00", not_an_address),
    *(pattern for name in CCHC_APPS for pattern in _urlpatterns_of(name)),
]
