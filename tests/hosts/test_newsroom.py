"""The package in a site that has news, users, images and a search of its own."""

import re

import pytest

from tests.hosts import newsroom

ADMIN = [
    "/admin/",
    "/admin/pages/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/reports/site-history/",
]
OURS = [
    "/cai-cach-hanh-chinh/",
    "/cai-cach-hanh-chinh/tin-tuc/",
    "/tim-kiem/?q=thu+tuc",
    "/dat-cau-hoi/",
    "/thu-tuc/",
    "/so-do-trang.xml",
    "/nguon-tin/van-ban/",
    "/van-ban/76-nq-cp/",
]


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    return newsroom.build(tmp_path_factory.mktemp("newsroom"))


@pytest.fixture(scope="module")
def before(host):
    host.manage("collectstatic", "--noinput", "--verbosity", "0", package=False)
    return host.look(anonymous=newsroom.OWN, admin=ADMIN, package=False)


@pytest.fixture(scope="module")
def after(host, before):
    host.manage("check", "--fail-level", "ERROR")
    host.manage("migrate", "--verbosity", "0")
    host.manage("collectstatic", "--noinput", "--verbosity", "0")
    host.manage("cchc_setup")
    host.manage("cchc_setup")
    return host.look(anonymous=[*newsroom.OWN, *OURS], admin=ADMIN)


def test_its_pages_stay_as_they_were(before, after):
    for address in newsroom.OWN:
        was, now = (
            before["answers"][f"anonymous {address}"],
            after["answers"][f"anonymous {address}"],
        )
        assert now == was, address
        assert was[0] == 200


def test_its_admin_opens(before, after):
    for address in ADMIN:
        assert after["answers"][f"admin {address}"][0] == 200, address


def test_its_groups_users_and_workflows_stay(before, after):
    assert set(before["groups"]) <= set(after["groups"])
    assert set(before["workflows"]) <= set(after["workflows"])
    assert after["users"] == before["users"]


def test_nothing_of_the_models_is_left_to_migrate(host, after):
    assert "No changes" in host.manage("makemigrations", "--check", "--dry-run")


@pytest.mark.parametrize("address", OURS)
def test_our_pages_stand_in_its_frame(after, address):
    status, html = after["answers"][f"anonymous {address}"]
    assert status == 200
    if "<html" in html:
        assert 'aria-label="Breadcrumbs"' in html
        assert "cchc-breadcrumbs" not in html
        assert "/static/cchc_frontend/cchc." in html


@pytest.mark.parametrize("address", OURS)
def test_a_strict_policy_for_scripts_and_styles_is_enough(after, address):
    """``default-src 'self'``: no style and no script stands in the page itself."""
    html = after["answers"][f"anonymous {address}"][1]
    assert "<style" not in html
    assert not re.search(r"\sstyle=", html)
    assert not re.search(r"\son\w+=", html)
    for attributes in re.findall(r"<script([^>]*)>", html):
        assert "src=" in attributes or "json" in attributes
