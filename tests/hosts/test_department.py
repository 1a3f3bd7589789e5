"""The package in a site with two sites, and with pages where ours would stand."""

import pytest

from tests.hosts import department

ADDRESS = "so.example"
SECTION = "/cai-cach-hanh-chinh/"


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    return department.build(tmp_path_factory.mktemp("department"))


@pytest.fixture(scope="module")
def before(host):
    host.manage("collectstatic", "--noinput", "--verbosity", "0", package=False)
    return host.look(anonymous=department.OWN, host=ADDRESS, package=False)


@pytest.fixture(scope="module")
def after(host, before):
    host.manage("migrate", "--verbosity", "0")
    host.manage("collectstatic", "--noinput", "--verbosity", "0")
    host.manage("cchc_setup")
    addresses = [*department.OWN, SECTION, "/tim-kiem/?q=van+ban", "/so-do-trang-document.xml"]
    return host.look(anonymous=addresses, host=ADDRESS)


@pytest.mark.parametrize("address", department.OWN)
def test_pages_at_our_addresses_stay(before, after, address):
    name = f"anonymous {address}"
    assert before["answers"][name][0] == 200
    assert after["answers"][name] == before["answers"][name]


def test_what_is_ours_is_there_too(after):
    for address in [SECTION, "/tim-kiem/?q=van+ban", "/so-do-trang-document.xml"]:
        assert after["answers"][f"anonymous {address}"][0] == 200


def test_set_up_names_the_addresses_that_are_taken(host, after):
    said = host.manage("cchc_setup")
    for address in ["/van-ban/", "/thu-tuc/", "/dat-cau-hoi/"]:
        assert address in said
    assert "/tim-kiem/" not in said
