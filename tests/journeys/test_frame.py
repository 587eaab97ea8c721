"""Every plain page of the product: for every eye, every width, and without a script's complaint."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.product import Product

SIGNED_OUT = ["/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
SIGNED_IN = [
    "/app/mossbird/",
    "/app/mossbird/conversations/samples/",
    "/app/mossbird/flows/",
    "/app/mossbird/flows/new/",
    "/app/mossbird/policies/",
    "/app/mossbird/channels/",
    "/app/mossbird/channels/new/",
    "/app/mossbird/channels/new/webhook/",
    "/app/mossbird/channels/new/website/",
    "/app/mossbird/settings/",
    "/app/mossbird/contacts/",
    "/app/mossbird/settings/members/",
    "/app/mossbird/settings/members/new/",
    "/app/mossbird/settings/secrets/new/",
    "/app/mossbird/settings/teams/",
    "/app/?all=1",
    "/start/",
    "/accounts/me/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/mailbox/",
]
PHONE = {"width": 390, "height": 844}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": PHONE, "is_mobile": True, "has_touch": True},
    "german": {"locale": "de-DE"},
}


@pytest.fixture(scope="module")
def signed_in(browser: Browser, product: Product) -> Any:
    """The session of the demo's owner, as a browser keeps it."""
    context = browser.new_context()
    sign_in(context.new_page(), product)
    yield context.storage_state()
    context.close()


def sign_in(page: Page, product: Product) -> None:
    owner = product.demo["users"][0]
    page.goto(f"{product.app_url}/accounts/login/")
    page.locator("[name=login]").fill(owner["email"])
    page.locator("[name=password]").fill(owner["password"])
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{product.app_url}/app/mossbird/")


@pytest.fixture(params=LOOKS)
def look(
    request: pytest.FixtureRequest, browser: Browser, signed_in: Any
) -> Iterator[BrowserContext]:
    context = browser.new_context(storage_state=signed_in, **LOOKS[request.param])
    yield context
    context.close()


def assert_sound(page: Page, address: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    assert complaints == []
    violations = Axe().run(page).response["violations"]
    assert [(broken["id"], broken["nodes"][0]["html"]) for broken in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"


def test_a_members_pages_are_sound(look: BrowserContext, product: Product) -> None:
    page = look.new_page()
    for path in SIGNED_IN:
        assert_sound(page, product.app_url + path)


def test_the_pages_before_signing_in_are_sound(look: BrowserContext, product: Product) -> None:
    look.clear_cookies()
    page = look.new_page()
    for path in SIGNED_OUT:
        assert_sound(page, product.app_url + path)


def test_the_theme_is_chosen_once_for_all_pages_and_there_before_paint(
    page: Page, product: Product
) -> None:
    sign_in(page, product)
    page.locator("summary.avatar").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_class("dark")
    page.goto(f"{product.app_url}/app/mossbird/flows/", wait_until="commit")
    expect(page.locator("html")).to_have_class("dark")
    page.keyboard.press("Escape")


def test_the_frame_is_walked_by_keyboard(page: Page, product: Product) -> None:
    sign_in(page, product)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.get_by_role("link", name="Flows", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{product.app_url}/app/mossbird/flows/")


def test_an_invited_person_finds_the_mail_signs_up_and_joins(
    page: Page, browser: Browser, product: Product
) -> None:
    sign_in(page, product)
    page.goto(f"{product.app_url}/app/mossbird/settings/members/")
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("E-mail address").fill("cleo@mossbird.example")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_text("cleo@mossbird.example is invited")).to_be_visible()
    context = browser.new_context()
    cleo = context.new_page()
    cleo.goto(f"{product.app_url}/mailbox/")
    cleo.get_by_role("link", name="cleo@mossbird.example").first.click()
    cleo.locator(".mail-body a").click()
    cleo.get_by_role("link", name="Create an account").click()
    cleo.get_by_label("Your name").fill("Cleo")
    cleo.get_by_label("Password").fill("long-enough-7")
    cleo.get_by_role("button", name="Create account").click()
    cleo.get_by_role("button", name="Join Mossbird").click()
    expect(cleo).to_have_url(f"{product.app_url}/app/mossbird/")
    expect(cleo.get_by_role("link", name="Conversations", exact=True)).to_be_visible()
    expect(cleo.get_by_role("link", name="Settings", exact=True)).to_have_count(0)
    context.close()


def test_a_link_on_another_page_asks_before_it_signs_in(
    context: BrowserContext, product: Product
) -> None:
    link = json.loads(product.manage("demo", "--json"))["users"][1]["sign_in"]
    elsewhere = context.new_page()
    elsewhere.goto(product.shop_url)
    elsewhere.evaluate("address => { location.href = address }", link)
    elsewhere.get_by_role("button", name="Sign in as Ben").click()
    expect(elsewhere).to_have_url(f"{product.app_url}/app/mossbird/")


def test_the_sample_data_goes_with_one_button(page: Page, product: Product) -> None:
    sign_in(page, product)
    page.get_by_role("link", name="Remove sample data").click()
    expect(page.get_by_role("heading", name="Remove 7 sample chats")).to_be_visible()
    page.get_by_role("button", name="Remove 7 chats").click()
    expect(page.get_by_text("7 sample chats are gone.")).to_be_visible()
    expect(page.get_by_role("link", name="Remove sample data")).to_have_count(0)
    expect(page.get_by_text("Lena Hoffmann")).to_have_count(0)
