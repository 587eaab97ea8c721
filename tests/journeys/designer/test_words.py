"""What a block is told: texts with values, in languages, and buttons in their order."""

import re

from playwright.sync_api import Locator, expect

from tests.journeys.designer.canvas import Designer, FlowsApi, middle


def buttons_of(designer: Designer) -> Locator:
    return designer.block("menu").locator("li [dir=auto]")


def test_a_value_is_picked_shown_as_a_chip_and_deleted_as_one(
    designer: Designer, flows: FlowsApi, flow_id: str
) -> None:
    designer.write("greeting", "Dear ")
    designer.words.press("End")
    designer.inspector.get_by_role("button", name="Insert a value").first.click()
    designer.type("order n")
    designer.press("Enter")
    chip = designer.words.locator("[data-raw]")
    expect(chip).to_have_text("order number")
    expect(designer.words).not_to_contain_text("{")
    expect(designer.block("greeting")).to_contain_text("Dear [order number]")
    designer.type("!")
    designer.expect_saved()
    greeting = next(n for n in flows.graph(flow_id)["nodes"] if n["id"] == "greeting")
    assert "Dear {{ order_number }}!" in str(greeting["config"])
    designer.press("Backspace", "Backspace")
    expect(chip).to_have_count(0)
    expect(designer.words).to_have_text("Dear ")


def test_a_text_gets_another_language_and_keeps_its_own(
    designer: Designer, flows: FlowsApi, flow_id: str
) -> None:
    designer.write("greeting", "Welcome")
    designer.inspector.get_by_role("button", name="Add a language").click()
    designer.page.get_by_role("menuitem", name="French").click()
    designer.words.fill("Bienvenue")
    expect(designer.block("greeting")).to_contain_text("Welcome")
    designer.inspector.get_by_role("tab", name="English").click()
    expect(designer.words).to_have_text("Welcome")
    designer.expect_saved()
    greeting = next(n for n in flows.graph(flow_id)["nodes"] if n["id"] == "greeting")
    words = greeting["config"]["texts"][0]
    assert {"en": "Welcome", "fr": "Bienvenue"}.items() <= words.items()


def test_buttons_are_put_in_order_by_hand_and_keep_their_paths(designer: Designer) -> None:
    designer.block("menu").click()
    grips = designer.inspector.get_by_role("button", name=re.compile("^Move"))
    third = middle(grips.nth(2))
    designer.drag(middle(grips.nth(0)), (third[0], third[1] + 8))
    expect(buttons_of(designer)).to_have_text(
        [
            *("My plant looks unwell", "Delivery and returns", "Where is my order"),
            *("Talk to a person", "Anything else"),
        ]
    )
    targets = designer.inspector.get_by_label("Where is my order")
    expect(targets).to_have_value("ask_order")


def test_buttons_are_put_in_order_by_keyboard(designer: Designer) -> None:
    designer.block("menu").click()
    grip = designer.inspector.get_by_role("button", name="Move Buttons 1", exact=True)
    grip.focus()
    designer.press("Space")
    expect(grip).to_have_attribute("aria-pressed", "true")
    # What is told to people who hear says where the button would fall now.
    told = designer.page.get_by_role("status").filter(has_text="over droppable area")
    expect(told).to_be_attached()
    here = told.inner_text()
    designer.press("ArrowDown")
    expect(told).not_to_have_text(here)
    designer.press("Space")
    expect(buttons_of(designer).first).to_have_text("My plant looks unwell")
    expect(buttons_of(designer).nth(1)).to_have_text("Where is my order")


def test_a_button_that_is_added_is_a_path_to_draw(designer: Designer) -> None:
    designer.block("menu").click()
    designer.inspector.get_by_role("button", name="Add a button").click()
    designer.inspector.get_by_role("textbox", name="Button", exact=True).last.fill("Opening hours")
    expect(buttons_of(designer).nth(4)).to_have_text("Opening hours")
    expect(designer.inspector.get_by_label("Opening hours")).to_have_value("")
