"""The Delivery room in a browser: a message is found, and its life is told."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.barriers import expect_no_barrier_in_both_themes
from tests.journeys.people import Agent, Caller, at_consoles
from tests.product import Product


@pytest.fixture
def anna(browser: Browser, product: Product) -> Iterator[Agent]:
    with at_consoles(browser, product, most=1) as people:
        yield people["Anna"]


def test_a_message_is_followed_from_the_room_to_its_chat(anna: Agent, product: Product) -> None:
    page = anna.page
    Caller(product).says("Where is my order")
    page.goto(f"{product.app_url}/app/mossbird/")
    page.get_by_role("link", name="Delivery", exact=True).click()
    page.get_by_role("link", name="Delivered", exact=True).click()
    rows = page.get_by_role("region", name="Messages").get_by_role("link")
    expect(rows.first).to_contain_text("a visitor")
    expect_no_barrier_in_both_themes(page, lambda: expect(rows.first).to_be_visible())
    expect(page.locator("main")).not_to_contain_text("Where is my order")
    rows.filter(has_text="Answered").first.press("Enter")
    expect(page.get_by_text("Answered by the flow")).to_be_visible()
    told = page.get_by_role("heading", name="from a visitor")
    expect_no_barrier_in_both_themes(page, lambda: expect(told).to_be_visible())
    page.get_by_role("link", name="Open the chat").click()
    expect(anna.thread.get_by_text("Where is my order").last).to_be_visible()


def test_on_a_phone_everything_fits(anna: Agent, product: Product) -> None:
    page = anna.page
    Caller(product).says("Where is my order")
    page.set_viewport_size({"width": 375, "height": 720})
    page.goto(f"{product.app_url}/app/mossbird/delivery/")
    expect(page.get_by_role("region", name="Messages")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 375
