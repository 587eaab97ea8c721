"""What must feel instant for a visitor: their words stand at once, whatever the line does.

Every answer is held back by hand; nothing here depends on how quick a machine is.
"""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.lines import SlowLine, wait_until_heard
from tests.journeys.test_visitor import open_chat, say
from tests.product import Product

WORDS = "where is my order"


def bubble(panel: Locator) -> Locator:
    return panel.get_by_role("log").get_by_text(WORDS, exact=True)


def stored(product: Product, words: str) -> int:
    """Count the messages with these words that were said since this test began."""
    ((count,),) = product.query(
        "SELECT count(*) FROM conversations_message WHERE content ->> 'text' = %(words)s"
        " AND conversation_id = (SELECT id FROM conversations_conversation"
        " ORDER BY created_at DESC LIMIT 1)",
        {"words": words},
    )
    return int(count)


def test_words_stand_at_once_and_are_said_once_though_the_answer_was_lost(
    page: Page, product: Product
) -> None:
    line = SlowLine.of(page, "/ws/widget")
    panel = open_chat(page, product)
    line.hold()
    say(panel, WORDS)
    expect(bubble(panel)).to_be_visible()
    expect(panel.get_by_text("Sending")).to_have_count(1)
    line.cut()
    line.mend()
    expect(panel).to_contain_text("What is your order number?", timeout=40_000)
    expect(panel.get_by_text("Sending")).to_have_count(0)
    expect(bubble(panel)).to_have_count(1)
    assert len({frame["client_msg_id"] for frame in line.sent("message")}) == 1
    assert stored(product, WORDS) == 1


def test_words_that_never_left_are_said_once_when_the_line_is_back(
    page: Page, product: Product
) -> None:
    line = SlowLine.of(page, "/ws/widget")
    panel = open_chat(page, product)
    line.lose()
    say(panel, WORDS)
    expect(bubble(panel)).to_be_visible()
    line.cut()
    assert stored(product, WORDS) == 0
    expect(panel.get_by_text("We cannot be reached right now")).to_be_visible()
    line.mend()
    expect(panel).to_contain_text("What is your order number?", timeout=40_000)
    expect(bubble(panel)).to_have_count(1)
    assert stored(product, WORDS) == 1


def test_before_the_click_there_is_one_small_script_and_no_socket(
    page: Page, product: Product
) -> None:
    sockets: list[str] = []
    scripts: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    page.on(
        "request",
        lambda request: scripts.append(request.url) if request.resource_type == "script" else None,
    )
    page.goto(product.shop_url)
    expect(page.get_by_role("button", name="Open chat")).to_be_visible()
    ours = [url for url in scripts if url.startswith(product.app_url)]
    assert [url.partition("?")[0] for url in ours] == [f"{product.app_url}/embed.js"]
    assert sockets == []


def test_the_launcher_opens_while_the_server_is_away(page: Page, product: Product) -> None:
    line = SlowLine.of(page, "/ws/widget")
    line.cut()
    page.route("**/api/v1/widget/**", lambda route: route.abort())
    page.goto(product.shop_url)
    page.get_by_role("button", name=re.compile("open", re.I)).last.click()
    panel = page.get_by_role("dialog")
    expect(panel).to_be_visible()
    say(panel, WORDS)
    expect(bubble(panel)).to_be_visible()
    expect(panel.get_by_text("We cannot be reached right now")).to_be_visible()
    line.mend()
    wait_until_heard(page, line, type="ready")
    expect(panel).to_contain_text("What is your order number?", timeout=40_000)
    expect(bubble(panel)).to_have_count(1)
