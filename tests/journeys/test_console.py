"""Two people at their consoles and a visitor at the shop: who speaks is clear to all three."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.barriers import expect_no_barrier, expect_no_barrier_in_both_themes
from tests.journeys.people import PHONE, Agent, Caller, at_consoles
from tests.journeys.test_visitor import open_chat, say
from tests.product import Product


@pytest.fixture
def people(browser: Browser, product: Product) -> Iterator[dict[str, Agent]]:
    """Anna and Ben, each in a browser of their own, at the console."""
    with at_consoles(browser, product) as people:
        yield people


def ask_for_a_person(page: Page, product: Product) -> Locator:
    panel = open_chat(page, product)
    panel.get_by_role("button", name="My plant looks unwell").click()
    expect(panel).to_contain_text("Which plant is it")
    say(panel, "A monstera, all leaves are yellow")
    panel.get_by_role("button", name="No, I need a person").click()
    return panel


def test_a_visitor_waits_is_answered_by_a_person_and_goes_back_to_the_bot(
    page: Page, product: Product, people: dict[str, Agent]
) -> None:
    anna, ben = people["Anna"], people["Ben"]
    panel = ask_for_a_person(page, product)
    expect(anna.page).to_have_title(re.compile(r"^\(\d+\)"))
    for agent in (anna, ben):
        agent.opens("I have asked")
        expect(agent.thread).to_contain_text("all leaves are yellow")
        agent.expect_holder("Waiting for a person")
    expect(anna.page.get_by_text("Ben looks at this too")).to_be_visible()
    expect(anna.page.get_by_role("complementary")).to_contain_text("Steps so far")

    ben.page.get_by_role("button", name=re.compile("^Take over")).click()
    ben.expect_holder("You hold this chat")
    anna.expect_holder("Ben holds this chat")
    ben.page.get_by_role("textbox", name="Reply").fill("Ben here. How often do you water it?")
    ben.page.keyboard.press("Enter")
    expect(panel).to_contain_text("Ben here. How often do you water it?")
    expect(panel).to_contain_text("Ben")
    say(panel, "every day")
    expect(ben.thread).to_contain_text("every day")
    expect(anna.thread).to_contain_text("every day")

    ben.page.get_by_role("button", name="Return to bot").click()
    ben.page.get_by_role("menuitem", name="Start over").click()
    ben.expect_holder("The bot holds this chat")
    expect(panel.get_by_text("What can I do for you?")).to_have_count(2)
    expect(ben.thread).to_contain_text("Started over")


def test_a_pretend_visitor_lets_one_person_see_both_sides(people: dict[str, Agent]) -> None:
    anna = people["Anna"]
    before = anna.page.get_by_role("listitem").count()
    anna.page.get_by_role("button", name="Send a pretend visitor").click()
    expect(anna.page.get_by_role("listitem").nth(before)).to_be_visible(timeout=60_000)


def test_the_console_has_no_barrier_and_works_by_keyboard(
    page: Page, product: Product, people: dict[str, Agent]
) -> None:
    anna = people["Anna"]
    ask_for_a_person(page, product)
    expect(anna.page.get_by_role("listitem").first).to_be_visible()
    anna.page.keyboard.press("Alt+j")
    anna.expect_holder("Waiting for a person")
    expect_no_barrier_in_both_themes(anna.page, lambda: anna.expect_holder("Waiting for a person"))
    anna.page.keyboard.press("?")
    expect(anna.page.get_by_role("dialog", name="Keys")).to_be_visible()
    expect_no_barrier(anna.page)
    anna.page.keyboard.press("Escape")
    anna.page.keyboard.press("Alt+l")
    expect(anna.reply).to_be_focused()


def test_the_console_has_no_barrier_on_a_phone(browser: Browser, product: Product) -> None:
    caller = Caller(product)
    caller.asks_for_a_person()
    with at_consoles(browser, product, PHONE, most=1) as people:
        anna = people["Anna"]
        lists = anna.page.get_by_role("listitem")
        expect_no_barrier_in_both_themes(anna.page, lambda: expect(lists.first).to_be_visible())
        anna.opens_chat(caller.conversation_id)
        anna.expect_holder("Waiting for a person")
        expect_no_barrier(anna.page)
        anna.page.get_by_role("button", name="Details").click()
        expect(anna.page.get_by_text("Steps so far")).to_be_visible()
        expect_no_barrier(anna.page)
