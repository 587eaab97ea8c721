"""Anna and Ben at their consoles, and visitors who need no browser."""

import json
import re
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.lines import SlowLine
from tests.product import Product

DESKTOP, PHONE = (1440, 900), (390, 844)


@dataclass(frozen=True)
class Agent:
    """Somebody at their console."""

    page: Page
    line: SlowLine

    def opens(self, words: str) -> None:
        """Open the newest conversation whose row shows these words."""
        rows = self.page.get_by_role("listitem").get_by_role("button")
        rows.filter(has_text=words).last.click()

    def opens_chat(self, conversation_id: str) -> None:
        """Open one conversation by its address, as from a notice."""
        self.page.goto(f"{self.page.url.split('?')[0]}?open={conversation_id}")

    @property
    def thread(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def reply(self) -> Locator:
        return self.page.get_by_role("textbox", name="Reply")

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=re.compile(f"^{name}")).click()

    def expect_holder(self, words: str) -> None:
        expect(self.page.get_by_role("status").filter(has_text=words)).to_be_visible()


@contextmanager
def at_consoles(
    browser: Browser, product: Product, size: tuple[int, int] = DESKTOP, most: int = 2
) -> Iterator[dict[str, Agent]]:
    """Let the people of the demo sit down, each in a browser of their own."""
    demo = json.loads(product.manage("demo", "--json"))
    contexts, errors = [], []
    people: dict[str, Agent] = {}
    for user in demo["users"][:most]:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        line = SlowLine.of(page, "/ws/console/")
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(user["sign_in"])
        page.goto(f"{product.app_url}/app/{demo['slug']}/conversations/")
        expect(page.get_by_role("tab", name=re.compile("^Waiting"))).to_be_visible()
        people[user["email"].split("@")[0].capitalize()] = Agent(page, line)
    yield people
    for context in contexts:
        context.close()
    assert errors == []


class Caller:
    """A visitor who writes over HTTP."""

    def __init__(self, product: Product) -> None:
        self._product = product
        self._token: str | None = None
        self.conversation_id = ""

    def asks_for_a_person(self) -> None:
        """Walk the demo's flow up to the hand over."""
        self.says("My plant looks unwell")
        self.says("all leaves are yellow")
        self.says("No, I need a person")

    def says(self, *texts: str) -> None:
        """Say these words, and wait each time until they were dealt with."""
        for text in texts:
            answer = self._post(text)
            self._token, self.conversation_id = answer["token"], answer["conversation_id"]

    def _post(self, text: str) -> dict[str, Any]:
        body = {
            "key": self._product.demo["tenant_id"],
            "channel": self._product.demo["channel_id"],
            "client_msg_id": str(uuid4()),
            "token": self._token,
            "text": text,
        }
        request = urllib.request.Request(
            f"{self._product.app_url}/api/v1/widget/messages",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            said: dict[str, Any] = json.load(answer)
        return said
