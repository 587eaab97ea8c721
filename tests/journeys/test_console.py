"""Two people at their consoles and a visitor at the shop: who speaks is clear to all three."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, WebSocketRoute, expect

from tests.journeys.test_visitor import open_chat, say
from tests.product import Product


@dataclass
class SlowLine:
    """A console's socket whose frames from the server can be held back."""

    held: list[tuple[WebSocketRoute, str | bytes]] | None = None

    def carry(self, route: WebSocketRoute) -> None:
        route.connect_to_server().on_message(lambda frame: self._arrive(route, frame))

    def _arrive(self, route: WebSocketRoute, frame: str | bytes) -> None:
        if self.held is None:
            route.send(frame)
        else:
            self.held.append((route, frame))

    def hold(self) -> None:
        self.held = []

    def release(self) -> None:
        late, self.held = self.held or [], None
        for route, frame in late:
            route.send(frame)


@dataclass(frozen=True)
class Agent:
    """Somebody at their console."""

    page: Page
    line: SlowLine

    def opens(self, words: str) -> None:
        self.page.get_by_role("listitem").get_by_role("button").filter(has_text=words).click()

    @property
    def thread(self) -> Locator:
        return self.page.get_by_role("log")

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=re.compile(f"^{name}")).click()

    def expect_holder(self, words: str) -> None:
        expect(self.page.get_by_role("status").filter(has_text=words)).to_be_visible()


@pytest.fixture
def people(browser: Browser, product: Product) -> Iterator[dict[str, Agent]]:
    """Anna and Ben, each in a browser of their own, at the console."""
    demo = json.loads(product.manage("demo", "--json"))
    contexts, errors = [], []
    people: dict[str, Agent] = {}
    for user in demo["users"]:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.set_default_timeout(15_000)
        contexts.append(context)
        page, line = context.new_page(), SlowLine()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.route_web_socket(re.compile("/ws/console/"), line.carry)
        page.goto(user["sign_in"])
        page.goto(f"{product.app_url}/app/{demo['slug']}/conversations/")
        expect(page.get_by_role("tab", name=re.compile("^Waiting"))).to_be_visible()
        people[user["email"].split("@")[0].capitalize()] = Agent(page, line)
    yield people
    for context in contexts:
        context.close()
    assert errors == []


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


def test_who_loses_the_race_is_told_who_won_and_keeps_the_draft(
    page: Page, product: Product, people: dict[str, Agent]
) -> None:
    anna, ben = people["Anna"], people["Ben"]
    ask_for_a_person(page, product)
    for agent in (anna, ben):
        agent.opens("I have asked")
        agent.expect_holder("Waiting for a person")
    anna.page.get_by_role("textbox", name="Reply").fill("Hello, Anna here")
    expect(anna.page.get_by_text("Enter takes it over and keeps your words")).to_be_visible()
    # What Anna sees is a moment old: her line is slow, Ben is quick.
    anna.line.hold()
    ben.page.keyboard.press("Alt+t")
    ben.expect_holder("You hold this chat")
    anna.page.get_by_role("button", name=re.compile("^Take over")).click()
    anna.expect_holder("You hold this chat")
    anna.line.release()
    anna.expect_holder("Ben took this over")
    expect(anna.page.get_by_role("textbox", name="Reply")).to_have_value("Hello, Anna here")
    ben.page.keyboard.press("Alt+e")
    ben.expect_holder("Done")
    anna.page.reload()
    expect(anna.page.get_by_role("textbox", name="Reply")).to_have_value("Hello, Anna here")
    anna.expect_holder("Done")


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
    for theme in ("light", "dark"):
        anna.page.evaluate("theme => localStorage.setItem('adminTheme', theme)", f'"{theme}"')
        anna.page.reload()
        anna.expect_holder("Waiting for a person")
        found = Axe().run(anna.page)
        assert found.violations_count == 0, found.generate_report()
    anna.page.keyboard.press("?")
    expect(anna.page.get_by_role("dialog", name="Keys")).to_be_visible()
    anna.page.keyboard.press("Escape")
    anna.page.keyboard.press("Alt+l")
    expect(anna.page.get_by_role("textbox", name="Reply")).to_be_focused()
