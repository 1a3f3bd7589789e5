import pytest
from django.test import RequestFactory

from cchc_wagtail.open_forms.rate_limit import (
    LIMITS,
    check_client_address,
    network_of,
    take_turn,
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("203.0.113.7", "203.0.113.8", False),
        ("203.0.113.7", "::ffff:203.0.113.7", True),
        ("unknown", "unknown", True),
        ("", "203.0.113.7", False),
    ],
)
def test_networks(one, other, same):
    assert (network_of(one) == network_of(other)) is same


@pytest.mark.django_db
def test_many_addresses_of_one_network_are_one_sender():
    def send(address):
        return take_turn(RequestFactory().post("/", REMOTE_ADDR=address), "question")

    each = LIMITS["question"][0]
    assert all(send(f"2001:db8:1:2::{number:x}") for number in range(each))
    assert not send("2001:db8:1:2::ffff")
    assert send("2001:db8:1:3::1")


def test_a_proxy_that_hides_the_visitors_is_named(settings):
    assert check_client_address() == []
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert [one.id for one in check_client_address()] == ["cchc_open_forms.W001"]
    settings.CCHC_WAGTAIL = {**settings.CCHC_WAGTAIL, "CLIENT_ADDRESS_HEADER": "X-Forwarded-For"}
    assert check_client_address() == []
