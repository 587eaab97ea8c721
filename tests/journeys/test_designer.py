"""A tenant admin who cannot code: draws, tries, publishes, and visitors meet the new words."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.product import Product

SAVED = re.compile(r"Draft saved")
RESTORE = """async ([flow, draft]) => {
  const props = JSON.parse(document.getElementById("island-props").textContent);
  const url = `${props.apiBase}/workspaces/${props.slug}/flows/${flow}`;
  const headers = {"Content-Type": "application/json", "X-CSRFToken": props.csrfToken};
  const now = await (await fetch(`${url}/draft`)).json();
  const body = JSON.stringify({graph: draft.graph, revision: now.revision});
  await fetch(`${url}/draft`, {method: "PUT", headers, body});
  await fetch(`${url}/publish`, {method: "POST", headers, body: "{}"});
}"""


def open_designer(page: Page, product: Product) -> None:
    """Sign in by a fresh link and open the demo's flow."""
    people = json.loads(product.manage("demo", "--json"))["users"]
    page.goto(people[0]["sign_in"])
    page.goto(f"{product.app_url}/app/mossbird/flows/{product.demo['flow_id']}/")
    expect(block(page, "greeting")).to_be_attached()


def block(page: Page, node: str) -> Locator:
    return page.locator(f'.react-flow__node[data-id="{node}"]')


def inspector(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Block", exact=True)


def wait_until_saved(page: Page) -> None:
    expect(page.get_by_role("status").filter(has_text=SAVED)).to_be_visible()


def write_greeting(page: Page, words: str) -> None:
    block(page, "greeting").click()
    inspector(page).get_by_role("textbox").first.fill(words)
    expect(block(page, "greeting")).to_contain_text(words)


@pytest.fixture
def designer(page: Page, product: Product) -> Iterator[Page]:
    """The designer of the demo's flow, which is as it was when the test is over."""
    open_designer(page, product)
    draft = page.evaluate(
        "async (flow) => (await fetch(`/api/v1/workspaces/mossbird/flows/${flow}/draft`)).json()",
        product.demo["flow_id"],
    )
    yield page
    page.evaluate(RESTORE, [product.demo["flow_id"], draft])


def test_new_words_are_tried_then_published_then_met_by_a_visitor(
    designer: Page, browser: Browser, product: Product
) -> None:
    write_greeting(designer, "Welcome to the jungle.")
    designer.get_by_role("button", name="Try it").click()
    chat = designer.get_by_role("log", name="Tried chat")
    expect(chat).to_contain_text("Welcome to the jungle.")
    chat.get_by_role("button", name="Delivery and returns").click()
    expect(chat).to_contain_text("Is there anything else?")
    wait_until_saved(designer)
    designer.get_by_role("button", name="Publish").click()
    dialog = designer.get_by_role("dialog")
    expect(dialog.get_by_role("listitem")).to_have_count(1)
    dialog.get_by_role("button", name="Publish", exact=True).click()
    expect(dialog).to_be_hidden()
    visitor = browser.new_page()
    visitor.goto(product.shop_url)
    visitor.get_by_role("button", name=re.compile("open", re.I)).last.click()
    expect(visitor.get_by_role("dialog")).to_contain_text("Welcome to the jungle.")
    visitor.close()


def test_a_path_dropped_on_the_canvas_asks_for_a_block_and_undo_takes_it_back(
    designer: Page, product: Product
) -> None:
    path = designer.locator('.react-flow__edge[data-id="menu:other"]')
    dot = block(designer, "menu").locator('.react-flow__handle[data-handleid="other"]')
    box = dot.bounding_box()
    assert box is not None
    designer.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    designer.mouse.down()
    designer.mouse.move(box["x"] + 40, box["y"] + 160, steps=8)
    designer.mouse.up()
    designer.get_by_role("option", name="Message").click()
    added = block(designer, "say_1")
    expect(added).to_contain_text("Write the Message")
    expect(inspector(designer).get_by_role("textbox").first).to_be_focused()
    expect(path).to_be_attached()
    designer.keyboard.press("Control+z")
    expect(added).to_have_count(0)
    expect(path).to_have_count(0)


def test_the_whole_journey_goes_by_keyboard(designer: Page, product: Product) -> None:
    designer.keyboard.press("Control+k")
    designer.keyboard.type("Hi, I'm Moss")
    designer.keyboard.press("Enter")
    expect(block(designer, "greeting")).to_have_class(re.compile("selected"))
    designer.keyboard.press("ArrowRight")
    expect(block(designer, "menu")).to_have_class(re.compile("selected"))
    designer.keyboard.press("/")
    designer.keyboard.type("Ask a question")
    designer.keyboard.press("Enter")
    expect(block(designer, "ask_text_1")).to_be_attached()
    expect(inspector(designer).get_by_role("textbox").first).to_be_focused()
    designer.keyboard.type("Which pot?")
    expect(block(designer, "ask_text_1")).to_contain_text("Which pot?")
    inspector(designer).get_by_label("Answered").select_option(label="Nothing yet")
    target = inspector(designer).get_by_label("Answered")
    target.select_option("menu")
    expect(designer.locator('.react-flow__edge[data-id="ask_text_1:answered"]')).to_be_attached()
    wait_until_saved(designer)
    block(designer, "ask_text_1").focus()
    designer.keyboard.press("Delete")
    expect(block(designer, "ask_text_1")).to_have_count(0)
    designer.keyboard.press("Control+z")
    expect(block(designer, "ask_text_1")).to_be_attached()


def test_the_slower_of_two_editors_sees_both_drafts(
    designer: Page, browser: Browser, product: Product
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    other = context.new_page()
    open_designer(other, product)
    write_greeting(designer, "Mine was first.")
    wait_until_saved(designer)
    write_greeting(other, "Mine was later.")
    dialog = other.get_by_role("dialog")
    expect(dialog).to_contain_text("See both")
    dialog.get_by_role("button", name="Take the one of").click()
    expect(block(other, "greeting")).to_contain_text("Mine was first.")
    context.close()


def test_words_survive_a_server_that_is_away(designer: Page, product: Product) -> None:
    designer.route("**/draft", lambda route: route.abort())
    write_greeting(designer, "Kept here.")
    expect(designer.get_by_text("Not saved: the server is away.")).to_be_visible()
    designer.unroute("**/draft")
    wait_until_saved(designer)
