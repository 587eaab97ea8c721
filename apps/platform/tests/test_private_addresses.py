"""Which addresses lie in our own network, for what an installation allows to stand there."""

import pytest

from apps.platform.http.public_addresses import is_private


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "::1", "10.1.2.3", "172.16.0.1", "192.168.1.9", "::ffff:10.0.0.1"]
)
def test_this_machine_and_the_network_around_it_are_private(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",
        "::ffff:169.254.169.254",
        "fe80::1",
        "0.0.0.0",  # an address to judge, not to listen on
        "::",
        "224.0.0.1",
        "255.255.255.255",
        "8.8.8.8",
        "2606:4700::1111",
        "localhost",
        "",
    ],
)
def test_nothing_else_is_least_of_all_where_a_cloud_keeps_its_keys(address: str) -> None:
    assert not is_private(address)
