"""A policy is switched on, and from then on what it hides is nowhere to be read."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.barriers import expect_no_barrier, expect_no_barrier_in_both_themes
from tests.journeys.people import Agent, Caller, at_consoles
from tests.product import Product

CARD = "4111 1111 1111 1111"
NAME = "Hide card numbers"


@pytest.fixture
def anna(browser: Browser, product: Product) -> Iterator[Agent]:
    with at_consoles(browser, product, most=1) as people:
        yield people["Anna"]


def open_policies(page: Page, product: Product) -> None:
    page.goto(f"{product.app_url}/app/mossbird/policies/")
    expect(page.get_by_role("heading", name="Policies", exact=True)).to_be_visible()


def switch_on_anew(page: Page, product: Product) -> None:
    """Archive the demo's policy, and switch its preset on in its place."""
    open_policies(page, product)
    page.get_by_role("button", name=f"Archive {NAME}").click()
    expect(page.get_by_role("status").filter(has_text="is archived")).to_be_visible()
    expect(page.get_by_role("button", name=f"Restore {NAME}")).to_be_focused()
    preset = page.get_by_role("region", name="Ready to switch on")
    preset.get_by_role("switch", name=NAME).click()
    judging = page.get_by_role("region", name="They judge in this order")
    expect(judging.get_by_role("switch", name=NAME)).to_be_checked()


def test_a_card_number_becomes_a_label_in_the_thread(anna: Agent, product: Product) -> None:
    switch_on_anew(anna.page, product)
    visitor = Caller(product)
    visitor.says("Where is my order", f"I paid with {CARD}")
    anna.page.goto(f"{product.app_url}/app/mossbird/conversations/")
    anna.opens_chat(visitor.conversation_id)
    said = anna.thread.get_by_role("article").filter(has_text="I paid with").first
    expect(said).to_contain_text("card number")
    expect(said).not_to_contain_text("[")
    expect(anna.thread).not_to_contain_text("4111")
    steps = anna.page.get_by_text("Took out: card number.")
    expect(steps.first).to_be_visible()
    found = product.query(
        "SELECT count(*) FROM conversations_message WHERE content::text LIKE '%4111%'"
    )
    assert found == [(0,)]


def test_the_order_moves_by_keyboard_and_the_page_has_no_barrier(
    anna: Agent, product: Product
) -> None:
    page = anna.page
    open_policies(page, product)
    names = page.get_by_role("region", name="They judge in this order").get_by_role("link")
    before = names.all_inner_texts()
    down = page.get_by_role("button", name=f"Move {before[0]} down")
    down.focus()
    page.keyboard.press("Enter")
    expect(names.first).to_have_text(before[1])
    page.get_by_role("button", name=f"Move {before[0]} up").focus()
    page.keyboard.press("Enter")
    expect(names.first).to_have_text(before[0])
    expect_no_barrier_in_both_themes(page, lambda: expect(names.first).to_be_visible())


def test_a_policy_is_tried_on_its_canvas(anna: Agent, product: Product) -> None:
    page = anna.page
    open_policies(page, product)
    page.get_by_role("link", name=NAME).click()
    palette = page.get_by_role("complementary", name="Blocks")
    expect(palette.get_by_role("button", name="Has personal data")).to_be_visible()
    expect(palette.get_by_role("button", name="Ask a question")).to_have_count(0)
    page.get_by_role("button", name="Try it").click()
    page.get_by_role("textbox", name="Words to judge").fill(CARD)
    page.get_by_role("button", name="As a visitor").click()
    thread = page.get_by_role("log", name="Tried chat")
    expect(thread).to_contain_text("Goes through with other words")
    expect(thread).to_contain_text("[card number]")
    expect_no_barrier(page)
