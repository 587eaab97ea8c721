"""Add to your website: look, copy, paste into a foreign site, see it there, keep others out."""

import json
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page, expect

from tests.journeys.barriers import expect_no_barrier_in_both_themes
from tests.product import Product


class Site:
    """Somebody's website: one page, on an origin of its own."""

    def __init__(self, folder: Path) -> None:
        self._page = folder / "index.html"
        handler = partial(_QuietHandler, directory=str(folder))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self.paste("")
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def paste(self, code: str) -> None:
        self._page.write_text(f"<!doctype html><title>Pots</title><h1>Pots</h1>{code}")

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *message: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    site.close()


@pytest.fixture
def snippet(page: Page, product: Product) -> Iterator[Page]:
    """The page of the demo's channel, as Anna; the channel is left as it was."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=product.app_url)
    demo = json.loads(product.manage("demo", "--json"))
    page.goto(demo["users"][0]["sign_in"])
    page.goto(f"{product.app_url}/app/{demo['slug']}/channels/")
    page.get_by_role("link", name="Add to your website").first.click()
    expect(page.get_by_label("Name of the bot")).to_be_visible()
    yield page
    with psycopg.connect(product.database_url) as connection:
        connection.execute("SELECT set_config('app.system', 'test', false)")
        connection.execute("UPDATE chat_channels_channel SET allowed_origins = '[]'")


def preview_of(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def seen_row(page: Page, site: Site) -> Locator:
    seen = page.get_by_role("region", name="Check installation")
    return seen.get_by_role("listitem").filter(has_text=site.origin)


def saved(page: Page) -> None:
    expect(page.get_by_role("status").filter(has_text=re.compile("Saved$"))).to_be_visible()


def test_the_preview_shows_the_colour_before_it_is_saved(snippet: Page, product: Product) -> None:
    preview = preview_of(snippet)
    launcher = preview.locator(".launcher")
    expect(preview.get_by_text("What can I do for you?")).to_be_visible()
    snippet.route("**/api/v1/workspaces/*/channels/*", lambda route: None)  # the answer hangs
    snippet.get_by_label("Colour", exact=True).fill("#b91c1c")
    expect(launcher).to_have_css("background-color", "rgb(185, 28, 28)")
    snippet.get_by_label("Greeting beside the button").fill("Need help?")
    expect(preview.get_by_role("button", name="Need help?")).to_be_visible()
    snippet.get_by_label("Side", exact=True).select_option("left")
    expect(launcher).to_have_css("left", "20px")
    expect(snippet.get_by_text("Saving")).to_be_visible()
    snippet.unroute_all(behavior="ignoreErrors")


def test_the_preview_talks_as_the_flow_does_and_begins_no_conversation(
    snippet: Page, product: Product
) -> None:
    sockets: list[str] = []
    snippet.on("websocket", lambda socket: sockets.append(socket.url))
    preview = preview_of(snippet)
    preview.get_by_role("button", name="Where is my order").click()
    expect(preview.get_by_text("What is your order number?")).to_be_visible()
    assert sockets == []


def test_the_code_works_on_a_foreign_site_and_is_seen_there(
    snippet: Page, context: BrowserContext, site: Site
) -> None:
    snippet.get_by_role("button", name="Copy code").click()
    expect(snippet.get_by_role("button", name="Copied")).to_be_visible()
    site.paste(snippet.evaluate("navigator.clipboard.readText()"))
    visitor = context.new_page()
    visitor.goto(site.origin)
    expect(visitor.get_by_role("button", name="Open chat")).to_be_visible()
    snippet.bring_to_front()
    expect(seen_row(snippet, site)).to_contain_text("Works", timeout=20_000)


def test_the_code_for_a_tag_manager_works_too(snippet: Page, site: Site) -> None:
    snippet.get_by_role("tab", name="Tag Manager").click()
    snippet.get_by_role("button", name="Copy code").click()
    expect(snippet.get_by_role("button", name="Copied")).to_be_visible()
    site.paste(snippet.evaluate("navigator.clipboard.readText()"))
    snippet.goto(site.origin)
    expect(snippet.get_by_role("button", name="Open chat")).to_be_visible()


def test_a_site_that_is_not_allowed_shows_nothing_until_it_is(
    snippet: Page, context: BrowserContext, site: Site
) -> None:
    site.paste(snippet.get_by_role("tabpanel").locator("pre").inner_text())
    field = snippet.get_by_label("Sites allowed").first
    field.fill("shop.example")
    field.press("Enter")
    expect(snippet.get_by_role("button", name="Remove https://shop.example")).to_be_visible()
    saved(snippet)

    visitor = context.new_page()
    with visitor.expect_console_message(lambda said: "Sites allowed" in said.text) as refusal:
        visitor.goto(site.origin)
    assert site.origin in refusal.value.text
    expect(visitor.locator("xin-chat")).to_have_count(0)

    snippet.bring_to_front()
    row = seen_row(snippet, site)
    expect(row).to_contain_text("Blocked", timeout=20_000)
    row.get_by_role("button", name="Allow this site").click()
    expect(row).to_contain_text("Works")
    saved(snippet)
    visitor.reload()
    expect(visitor.get_by_role("button", name="Open chat")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_has_no_barrier(snippet: Page, width: int) -> None:
    snippet.set_viewport_size({"width": width, "height": 900})
    field = snippet.get_by_label("Name of the bot")
    expect_no_barrier_in_both_themes(snippet, lambda: expect(field).to_be_visible())
