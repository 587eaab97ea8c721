"""A visitor is shown every kind of content, answers each, and an agent sees all of it."""

import re
import struct
import zlib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, Route, expect

from tests.journeys.barriers import expect_no_barrier, expect_no_barrier_in_both_themes
from tests.journeys.contents import PICTURES, flow
from tests.journeys.people import PHONE, Agent, at_consoles
from tests.journeys.shop import following
from tests.product import Product

QUESTION = "What do you have?"
WIDGET = "xin-chat"


def _png() -> bytes:
    """A green picture of 4 x 3 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    head = struct.pack(">IIBBBBB", 4, 3, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x4d\x7c\x4d" * 4) * 3
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


PHOTO = FilePayload(name="garden.png", mimeType="image/png", buffer=_png())


@pytest.fixture(scope="module")
def channel(product: Product) -> Iterator[str]:
    """The shop's website, which follows the flow of this journey meanwhile."""
    with following(product, flow()):
        yield str(product.demo["channel_id"])


@pytest.fixture
def people(browser: Browser, product: Product) -> Iterator[dict[str, Agent]]:
    with at_consoles(browser, product, most=1) as people:
        yield people


def show_pictures(context: BrowserContext) -> None:
    """Stand in for the server that the pictures lie on."""

    def answer(route: Route) -> None:
        if route.request.url.endswith(".png"):
            route.fulfill(body=_png(), content_type="image/png")
        else:
            route.fulfill(status=404)

    context.route(f"{PICTURES}/**", answer)


def open_chat(page: Page, product: Product) -> Locator:
    show_pictures(page.context)
    page.goto(product.shop_url)
    page.get_by_role("button", name="Open chat").click()
    return page.get_by_role("dialog")


def walk_to_the_end(page: Page, panel: Locator) -> None:
    """Answer everything as somebody with a mouse, or a finger, would."""
    _see_what_is_shown(panel)
    panel.get_by_role("button", name="Take the moss").click()
    expect(panel).to_contain_text(QUESTION)
    expect(panel.get_by_role("button", name="Take the moss")).to_have_count(0)
    panel.get_by_label("Much sun").check()
    panel.get_by_label("A cat").check()
    panel.locator("form.many").get_by_role("button", name="Send").click()
    panel.get_by_role("button", name="The fern").click()
    panel.get_by_role("radio", name="4 of 5").click()
    panel.get_by_label("When shall we come?").fill("2031-05-20")
    panel.locator("form.date").get_by_role("button", name="Send").click()
    _fill_the_form(panel)
    expect(panel).to_contain_text("Send us a photo of the place.")
    panel.locator("input[type=file]").first.set_input_files(PHOTO)
    expect(panel.get_by_role("img", name="garden.png")).to_be_visible()
    panel.get_by_role("button", name="Share my location").click()
    panel.get_by_role("button", name="I agree", exact=True).click()
    expect(panel).to_contain_text(re.compile("We come on .*2031"))


def _see_what_is_shown(panel: Locator) -> None:
    expect(panel.get_by_role("img", name="A fern on a stone")).to_be_visible()
    expect(panel.get_by_role("link", name="Price list")).to_be_visible()
    expect(panel.get_by_role("heading", name="Moss", level=3)).to_be_attached()
    expect(panel.get_by_role("link", name="Care guide")).to_be_attached()
    assert panel.locator("video, audio").count() == 2


def _fill_the_form(panel: Locator) -> None:
    panel.get_by_label("Your name").fill("Ada")
    panel.get_by_label("E-mail").fill("nobody")
    panel.get_by_role("button", name="Book the visit").click()
    expect(panel.get_by_role("alert").filter(has_text="does not look right")).to_be_visible()
    expect(panel.get_by_label("E-mail")).to_be_focused()
    panel.get_by_label("E-mail").fill("ada@example.com")
    panel.get_by_role("button", name="Book the visit").click()


def expect_the_answers(thread: Locator) -> None:
    for words in ("Take the moss", "Much sun, A cat", "The fern", "★★★★", "2031-05-20"):
        expect(thread.get_by_text(words).locator("visible=true").first).to_be_visible()
    expect(thread).to_contain_text("Your name: Ada")
    expect(thread).to_contain_text("52.52, 13.405")
    expect(thread.get_by_role("img", name="garden.png")).to_be_visible()


@pytest.mark.parametrize("size", [(1280, 800), PHONE], ids=["desktop", "phone"])
def test_every_content_is_shown_and_answered_and_the_agent_sees_it(
    browser: Browser,
    product: Product,
    channel: str,
    people: dict[str, Agent],
    size: tuple[int, int],
) -> None:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        geolocation={"latitude": 52.52, "longitude": 13.405},
        permissions=["geolocation"],
        has_touch=size == PHONE,
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    panel = open_chat(page, product)
    walk_to_the_end(page, panel)
    expect_the_answers(panel.get_by_role("log"))
    page.reload()
    page.get_by_role("button", name="Open chat").click()
    expect_the_answers(page.get_by_role("dialog").get_by_role("log"))

    anna = people["Anna"]
    show_pictures(anna.page.context)
    anna.tab("Bot is talking")
    anna.opens("We come on")
    expect_the_answers(anna.thread)
    expect(anna.thread.get_by_role("heading", name="Moss", level=3)).to_be_visible()
    context.close()


def test_no_content_has_a_barrier(page: Page, product: Product, channel: str) -> None:
    page.emulate_media(reduced_motion="reduce")  # what still fades in has no contrast yet
    panel = open_chat(page, product)
    _see_what_is_shown(panel)
    expect_no_barrier(page, WIDGET)
    panel.get_by_role("button", name="Take the fern").click()
    for answer in ("Little time", "The moss", "5", "2031-05-20"):
        panel.locator(".question > :not([hidden])").wait_for()
        expect_no_barrier(page, WIDGET)
        panel.get_by_placeholder("Write a message").fill(answer)
        page.keyboard.press("Enter")
        expect(panel.get_by_role("log").get_by_text(answer, exact=True).last).to_be_visible()
    panel.get_by_role("button", name="Book the visit").click()
    expect_no_barrier(page, WIDGET)


def test_the_console_shows_every_content_without_a_barrier(
    page: Page, product: Product, channel: str, people: dict[str, Agent]
) -> None:
    panel = open_chat(page, product)
    panel.get_by_role("button", name="Take the fern").click()
    expect(panel).to_contain_text(QUESTION)
    anna = people["Anna"]
    show_pictures(anna.page.context)

    def settle() -> None:
        anna.tab("Bot is talking")
        anna.opens(QUESTION)
        expect(anna.thread.get_by_role("img", name="A fern on a stone")).to_be_visible()

    settle()
    expect_no_barrier_in_both_themes(anna.page, settle)
