"""Which sites may show a widget: exact origins, no tricks."""

import pytest

from apps.channels.website.origins import normal_origin, origin_is_allowed

ALLOWED = ["https://shop.example", "http://localhost:3000"]


@pytest.mark.parametrize(
    "origin",
    ["https://shop.example", "https://SHOP.example", "https://shop.example:443", None],
)
def test_it_allows_the_site_itself_and_servers(origin: str | None) -> None:
    assert origin_is_allowed(origin, ALLOWED)


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "https://shop.example.evil.io",
        "https://evil.io/https://shop.example",
        "http://shop.example",
        "https://shop.example:8443",
        "https://user@shop.example@evil.io",
        "http://localhost",
        "javascript:alert(1)",
        "http://[::1",
    ],
)
def test_it_refuses_everything_else(origin: str) -> None:
    assert not origin_is_allowed(origin, ALLOWED)


def test_it_allows_every_site_while_none_is_named() -> None:
    assert origin_is_allowed("https://anywhere.example", [])


def test_it_keeps_a_port_that_is_not_the_usual_one() -> None:
    assert normal_origin("http://[::1]:8000/path") == "http://[::1]:8000"


def test_it_lets_nobody_in_by_an_entry_that_is_no_site() -> None:
    assert not origin_is_allowed("null", ["shop.example"])
