"""A visitor at the demo shop: chats, reloads, comes back, and gets each answer once."""

import re
import time
from pathlib import Path

import psycopg
from playwright.sync_api import Locator, Page, expect

from tests.product import Product

GREETING = "Hi, I'm Moss."
QUESTION = "What can I do for you?"


def open_chat(page: Page, product: Product) -> Locator:
    """Go to the shop as anybody would, and open the panel."""
    page.goto(product.shop_url)
    page.get_by_role("button", name=re.compile("open", re.I)).last.click()
    panel = page.get_by_role("dialog")
    expect(panel).to_contain_text(QUESTION)
    return panel


def say(panel: Locator, text: str) -> None:
    panel.get_by_role("textbox").fill(text)
    panel.get_by_role("textbox").press("Enter")


def test_the_shop_stands_on_an_origin_of_its_own_and_opens_no_socket_before_the_click(
    page: Page, product: Product
) -> None:
    sockets: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    page.goto(product.shop_url)
    expect(page.get_by_role("button", name="Open chat")).to_be_visible()
    assert page.evaluate("location.origin") != product.app_url
    assert sockets == []
    open_chat(page, product)
    assert len(sockets) == 1
    assert "token" not in sockets[0]


def test_the_bot_greets_asks_checks_answers_and_hands_over(page: Page, product: Product) -> None:
    panel = open_chat(page, product)
    expect(panel).to_contain_text(GREETING)
    panel.get_by_role("button", name="Where is my order").click()
    expect(panel).to_contain_text("What is your order number?")
    say(panel, "9999")
    expect(panel).to_contain_text("I cannot find 9999.")
    say(panel, "1042")
    expect(panel).to_contain_text("order 1042 is on its way")
    panel.get_by_role("button", name="Yes").click()
    panel.get_by_role("button", name="Talk to a person").click()
    expect(panel).to_contain_text("I have asked Plant care to join.")


def test_the_conversation_is_still_there_after_a_reload(page: Page, product: Product) -> None:
    panel = open_chat(page, product)
    panel.get_by_role("button", name="Delivery and returns").click()
    expect(panel).to_contain_text("Is there anything else?")
    before = panel.get_by_role("log").inner_text()
    page.reload()
    panel = open_chat(page, product)
    expect(panel).to_contain_text("Is there anything else?")
    assert panel.get_by_role("log").inner_text() == before
    say(panel, "no, that was all")
    expect(panel).to_contain_text("Happy growing")


def test_a_visitor_starts_over_in_the_same_thread(page: Page, product: Product) -> None:
    panel = open_chat(page, product)
    panel.get_by_role("button", name="My plant looks unwell").click()
    expect(panel).to_contain_text("Which plant is it")
    panel.get_by_role("button", name=re.compile("start over", re.I)).click()
    expect(panel.get_by_text(QUESTION)).to_have_count(2)


def test_an_engine_that_dies_in_the_middle_of_a_turn_answers_exactly_once(
    page: Page, product: Product
) -> None:
    panel = open_chat(page, product)
    # A lock on the version's row lets the turn run and stops its commit half way.
    with psycopg.connect(product.database_url) as connection:
        connection.execute("SELECT set_config('app.system', 'test', false)")
        connection.execute("SELECT id FROM flows_flowversion FOR UPDATE")
        panel.get_by_role("button", name="Delivery and returns").click()
        _wait_for_a_blocked_commit(product)
        product.kill("engine")
    expect(panel).not_to_contain_text("We ship every weekday")
    product.start("engine")
    expect(panel).to_contain_text("Is there anything else?")
    time.sleep(1)  # a second answer would come about now
    expect(panel.get_by_text("We ship every weekday")).to_have_count(1)
    expect(panel.get_by_text("Is there anything else?")).to_have_count(1)


def _wait_for_a_blocked_commit(product: Product) -> None:
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    with psycopg.connect(product.database_url, autocommit=True) as observer:
        for _ in range(100):
            row = observer.execute(waiting).fetchone()
            if row and row[0]:
                return
            time.sleep(0.1)
    raise AssertionError("the engine never came to its commit")


def test_a_message_sent_while_the_server_is_away_arrives_once(page: Page, product: Product) -> None:
    panel = open_chat(page, product)
    product.kill("web")
    say(panel, "where is my order")
    expect(panel).to_contain_text("where is my order")
    product.start("web")
    expect(panel).to_contain_text("What is your order number?", timeout=40_000)
    expect(panel.get_by_text("where is my order", exact=True)).to_have_count(1)


def test_a_new_version_is_followed_by_new_chats_and_by_chats_at_an_unchanged_place(
    page: Page, product: Product, tmp_path: Path
) -> None:
    panel = open_chat(page, product)
    file = tmp_path / "flow.json"
    exported = product.manage("flow", "export", product.demo["flow_id"])
    file.write_text(exported.replace("We ship every weekday", "We now ship every single day"))
    product.manage("flow", "validate", str(file))
    product.manage(
        *("flow", "import", str(file), "--publish"),
        *("--tenant", product.demo["tenant_id"], "--channel", product.demo["channel_id"]),
    )
    panel.get_by_role("button", name="Delivery and returns").click()
    expect(panel).to_contain_text("We now ship every single day")


def test_no_words_of_a_visitor_are_in_the_logs(page: Page, product: Product) -> None:
    panel = open_chat(page, product)
    panel.get_by_role("button", name="My plant looks unwell").click()
    expect(panel).to_contain_text("Which plant is it")
    say(panel, "canary-7f3a monstera")
    expect(panel).to_contain_text("Does that help?")
    for log in product.folder.glob("*.log"):
        assert "canary-7f3a" not in log.read_text()
