"""What must feel instant at the console: the screen changes first, the server agrees or says why.

Every answer is held back by hand; nothing here depends on how quick a machine is.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.lines import wait_until_heard
from tests.journeys.people import Agent, Caller, at_consoles
from tests.journeys.test_visitor import open_chat, say
from tests.product import Product


@pytest.fixture
def people(browser: Browser, product: Product) -> Iterator[dict[str, Agent]]:
    """Anna and Ben, each in a browser of their own, at the console."""
    with at_consoles(browser, product) as people:
        yield people


@pytest.fixture
def caller(product: Product) -> Caller:
    """A visitor who waits for a person."""
    caller = Caller(product)
    caller.asks_for_a_person()
    return caller


def take_over(agent: Agent, caller: Caller) -> None:
    """Take a conversation over, and wait until the server has agreed."""
    agent.opens_chat(caller.conversation_id)
    agent.expect_holder("Waiting for a person")
    agent.page.get_by_role("button", name=re.compile("^Take over")).click()
    wait_until_heard(agent.page, agent.line, id=caller.conversation_id, handled_by="agent")


def test_taking_over_shows_at_once_and_the_server_agrees(
    people: dict[str, Agent], caller: Caller
) -> None:
    anna = people["Anna"]
    anna.opens_chat(caller.conversation_id)
    anna.expect_holder("Waiting for a person")
    anna.line.hold()
    anna.page.get_by_role("button", name=re.compile("^Take over")).click()
    anna.expect_holder("You hold this chat")
    expect(anna.page.get_by_role("tab", name=re.compile("^Mine"))).to_have_attribute(
        "aria-selected", "true"
    )
    anna.line.release()
    wait_until_heard(anna.page, anna.line, id=caller.conversation_id, handled_by="agent")
    anna.expect_holder("You hold this chat")


def test_who_loses_the_race_is_told_who_won_and_keeps_the_draft(
    people: dict[str, Agent], caller: Caller
) -> None:
    anna, ben = people["Anna"], people["Ben"]
    anna.opens_chat(caller.conversation_id)
    anna.expect_holder("Waiting for a person")
    anna.reply.fill("Hello, Anna here")
    expect(anna.page.get_by_text("Enter takes it over and keeps your words")).to_be_visible()
    # What Anna sees is a moment old: her line is slow, Ben is quick.
    anna.line.hold()
    take_over(ben, caller)
    anna.page.get_by_role("button", name=re.compile("^Take over")).click()
    anna.expect_holder("You hold this chat")
    anna.line.release()
    anna.expect_holder("Ben took this over")
    expect(anna.reply).to_have_value("Hello, Anna here")
    ben.page.keyboard.press("Alt+e")
    wait_until_heard(ben.page, ben.line, id=caller.conversation_id, status="done")
    anna.page.reload()
    expect(anna.reply).to_have_value("Hello, Anna here")
    anna.expect_holder("Done")


def test_a_chat_is_not_done_while_the_visitor_says_one_more_thing(
    people: dict[str, Agent], caller: Caller
) -> None:
    anna = people["Anna"]
    take_over(anna, caller)
    anna.line.hold()
    caller.says("one more thing")
    anna.page.keyboard.press("Alt+e")
    anna.expect_holder("Done")
    expect(anna.thread).not_to_contain_text("one more thing")
    anna.line.release()
    anna.expect_holder("The visitor has written again")
    expect(anna.thread).to_contain_text("one more thing")
    anna.page.keyboard.press("Alt+e")
    wait_until_heard(anna.page, anna.line, id=caller.conversation_id, status="done")
    anna.expect_holder("Done")


def test_a_reply_written_without_a_line_outlives_the_page_and_is_said_once(
    page: Page, product: Product, people: dict[str, Agent]
) -> None:
    anna = people["Anna"]
    panel = open_chat(page, product)
    say(panel, "My plant looks unwell")
    expect(panel).to_contain_text("Which plant is it")
    say(panel, "A fern without leaves")
    panel.get_by_role("button", name="No, I need a person").click()
    expect(panel).to_contain_text("I have asked")
    anna.opens("I have asked")
    anna.page.get_by_role("button", name=re.compile("^Take over")).click()
    wait_until_heard(anna.page, anna.line, handled_by="agent", agent="Anna")
    anna.line.cut()
    anna.reply.fill("Cut it back, it will grow again")
    anna.page.keyboard.press("Enter")
    expect(anna.thread).to_contain_text("Kept here, and sent when the line is back")
    anna.page.reload()
    expect(anna.page.get_by_text("The server is away")).to_be_visible()
    anna.line.mend()
    expect(panel).to_contain_text("Cut it back, it will grow again", timeout=40_000)
    expect(anna.thread).to_contain_text("Cut it back, it will grow again")
    expect(anna.thread).not_to_contain_text("Kept here")
    anna.page.reload()
    expect(anna.thread.get_by_text("Cut it back, it will grow again")).to_have_count(1)
    expect(panel.get_by_text("Cut it back, it will grow again")).to_have_count(1)


STRANGERS = """
words => {
  const log = () => document.querySelector('[role="log"]')?.textContent ?? "";
  window.painted = [];
  const look = () => words.forEach(word => log().includes(word) && window.painted.push(word));
  new MutationObserver(look).observe(document.body, {
    childList: true, subtree: true, characterData: true });
}
"""


def test_switching_twenty_times_shows_only_the_chat_that_is_open(
    product: Product, people: dict[str, Agent]
) -> None:
    anna = people["Anna"]
    for name in ("alpha", "beta", "gamma"):
        visitor = Caller(product)
        visitor.asks_for_a_person()
        visitor.says(*(f"{name} {number}" for number in range(12)))
    anna.opens("alpha 11")
    expect(anna.thread).to_contain_text("alpha 11")
    anna.thread.evaluate("pane => pane.scrollTo({ top: 90 })")
    anna.reply.fill("words for alpha")
    anna.opens("beta 11")
    expect(anna.thread).to_contain_text("beta 11")

    late: list[Route] = []
    anna.page.route(
        re.compile("/conversations/[^/]+/(steps|contact)$"), lambda route: late.append(route)
    )
    anna.line.hold()
    for turn in range(20):
        anna.opens(("alpha 11", "beta 11")[turn % 2])
    anna.opens("gamma 11")
    expect(anna.reply).to_have_value("")
    expect(anna.thread).not_to_contain_text("beta")
    anna.page.evaluate(STRANGERS, ["alpha", "beta"])
    anna.line.release()
    for route in late:
        route.continue_()
    expect(anna.thread).to_contain_text("gamma 11")
    expect(anna.page.get_by_role("complementary")).to_contain_text("Handed over")
    assert anna.page.evaluate("window.painted") == []

    anna.opens("alpha 11")
    expect(anna.reply).to_have_value("words for alpha")
    assert anna.thread.evaluate("pane => Math.round(pane.scrollTop)") == 90
