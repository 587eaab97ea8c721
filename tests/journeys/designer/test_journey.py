"""A tenant admin who cannot code: draws, tries, publishes, and visitors meet the new words."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.designer.canvas import Designer, FlowsApi
from tests.journeys.designer.conftest import OpenFlow
from tests.product import Product


@pytest.fixture
def front_desk(open_flow: OpenFlow, flows: FlowsApi, product: Product) -> Iterator[Designer]:
    """The flow that the shop's visitors meet, which is as it was when the test is over."""
    flow = product.demo["flow_id"]
    before = flows.graph(flow)
    yield open_flow(flow=flow)
    draft = {"graph": before, "revision": flows.draft(flow)["revision"]}
    flows.ask("PUT", f"/{flow}/draft", draft)
    flows.ask("POST", f"/{flow}/publish", {})


def test_new_words_are_tried_then_published_then_met_by_a_visitor(
    front_desk: Designer, browser: Browser, product: Product
) -> None:
    front_desk.write("greeting", "Welcome to the jungle.")
    front_desk.page.get_by_role("button", name="Try it").click()
    chat = front_desk.page.get_by_role("log", name="Tried chat")
    expect(chat).to_contain_text("Welcome to the jungle.")
    chat.get_by_role("button", name="Delivery and returns").click()
    expect(chat).to_contain_text("Is there anything else?")
    front_desk.expect_saved()
    front_desk.page.get_by_role("button", name="Publish").click()
    dialog = front_desk.page.get_by_role("dialog")
    changes = dialog.get_by_role("listitem")
    expect(changes.filter(has_text="Welcome to the jungle.")).to_have_count(1)
    dialog.get_by_role("button", name="Publish", exact=True).click()
    expect(dialog).to_be_hidden()
    visitor = browser.new_page()
    visitor.goto(product.shop_url)
    visitor.get_by_role("button", name=re.compile("open", re.I)).last.click()
    expect(visitor.get_by_role("dialog")).to_contain_text("Welcome to the jungle.")
    visitor.close()


def test_the_whole_journey_goes_by_keyboard(designer: Designer) -> None:
    designer.press("Control+k")
    designer.type("Hi, I'm Moss")
    designer.press("Enter")
    expect(designer.block("greeting")).to_have_class(re.compile("selected"))
    designer.press("ArrowRight")
    expect(designer.block("menu")).to_have_class(re.compile("selected"))
    designer.press("/")
    designer.type("Ask a question")
    designer.press("Enter")
    asked = designer.block("ask_text_1")
    expect(asked).to_be_attached()
    expect(designer.words).to_be_focused()
    designer.type("Which pot?")
    expect(asked).to_contain_text("Which pot?")
    expect(designer.path("menu", "other")).to_be_attached()
    lead_by_keys(designer, "Answered", "Message: Hi, I'm Moss")
    expect(designer.path("ask_text_1", "answered")).to_be_attached()
    try_by_keys(designer)
    designer.expect_saved()
    publish_by_keys(designer)


def try_by_keys(designer: Designer) -> None:
    designer.press("Control+Enter")
    chat = designer.page.get_by_role("log", name="Tried chat")
    expect(chat).to_contain_text("What can I do for you?")
    tab_to(designer, "Write as a visitor")
    designer.type("something else")
    designer.press("Enter")
    expect(chat).to_contain_text("Which pot?")
    designer.press("Escape")


def publish_by_keys(designer: Designer) -> None:
    tab_to(designer, "Publish")
    designer.press("Enter")
    dialog = designer.page.get_by_role("dialog", name="Publish this flow")
    expect(dialog.get_by_role("listitem").first).to_be_visible()
    tab_to(designer, "Publish")
    designer.press("Enter")
    expect(designer.page.get_by_text("Live: version 2")).to_be_visible()


def lead_by_keys(designer: Designer, exit_label: str, target: str) -> None:
    """Go to the field of an exit by Tab, and pick a block in it by its first letters."""
    tab_to(designer, exit_label)
    designer.type(target)


def tab_to(designer: Designer, label: str) -> None:
    """Press Tab until the focus stands on what is called so."""
    for _ in range(60):
        designer.press("Tab")
        if designer.page.evaluate(NAME_OF_FOCUS) == label:
            return
    raise AssertionError(f"Tab never comes to {label}")


NAME_OF_FOCUS = """() => {
  const focused = document.activeElement;
  const named = focused.labels?.[0] ?? focused;
  const icons = [...named.querySelectorAll?.("[aria-hidden]") ?? []].map(one => one.textContent);
  const words = focused.getAttribute("aria-label") ?? named.textContent;
  return icons.reduce((left, icon) => left.replace(icon, ""), words).trim();
}"""


def test_a_copied_block_is_pasted_and_deleted(designer: Designer) -> None:
    designer.block("greeting").click()
    designer.press("Escape")
    designer.block("greeting").focus()
    designer.press("Control+d")
    copy = designer.block("say_1")
    expect(copy).to_contain_text("Hi, I'm Moss")
    designer.press("Delete")
    expect(copy).to_have_count(0)
    designer.press("Control+z")
    expect(copy).to_be_attached()


def test_the_keys_are_told_and_each_can_be_read(designer: Designer) -> None:
    designer.press("?")
    keys = designer.page.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text("Undo")
    empty = keys.locator("kbd").evaluate_all(
        "keys => keys.filter(key => key.textContent.trim() === '').length"
    )
    assert empty == 0
    designer.press("Escape")
    expect(keys).to_have_count(0)
