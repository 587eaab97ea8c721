"""Tests of a flow by somebody who cannot code: saved from a try, run, shown, recorded anew."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.designer.canvas import Designer, FlowsApi
from tests.journeys.designer.conftest import OpenFlow
from tests.journeys.designer.test_looks import LOOKS, assert_sound, pictures
from tests.product import Product

__all__ = ["pictures"]

GREETING = "Hi, I'm Moss"
NEW_WORDS = "Good day to you."
SCRIPT = {"facts": {"language": "en"}, "exchanges": [{"cause": "opened"}]}


def drawer(designer: Designer) -> Locator:
    return designer.page.get_by_role("complementary", name="Tests", exact=True)


def open_tests(designer: Designer) -> Locator:
    designer.page.get_by_role("button", name="Tests", exact=True).click()
    return drawer(designer)


def save_from_a_try(designer: Designer, name: str) -> None:
    designer.page.get_by_role("button", name="Try it").click()
    chat = designer.page.get_by_role("log", name="Tried chat")
    chat.get_by_role("button", name="Delivery and returns").click()
    expect(chat).to_contain_text("Is there anything else?")
    designer.page.get_by_role("button", name="Save as test").click()
    dialog = designer.page.get_by_role("dialog", name="Save as test")
    dialog.get_by_label("Name of the test").fill(name)
    dialog.get_by_role("button", name="Save as test").click()
    expect(dialog).to_be_hidden()


def change_the_greeting(designer: Designer) -> None:
    designer.press("Control+k")
    designer.type(GREETING)
    designer.press("Enter")
    designer.press("Enter")
    designer.words.fill(NEW_WORDS)
    expect(designer.block("greeting")).to_contain_text(NEW_WORDS)
    designer.expect_saved()


def test_a_try_becomes_a_test_that_guards_what_is_published(designer: Designer) -> None:
    save_from_a_try(designer, "Asks for delivery")
    tests = open_tests(designer)
    tests.get_by_role("button", name="Run all").click()
    expect(tests.get_by_role("status")).to_contain_text("The test passes.")
    expect(tests).to_contain_text("blocks")
    tests.get_by_role("switch", name="Publishing requires that all tests pass").click()

    change_the_greeting(designer)
    open_tests(designer).get_by_role("button", name="Run all").click()
    expect(tests).to_contain_text("Failed")
    expect(tests).to_contain_text(f"but it says “{NEW_WORDS}”")
    tests.get_by_role("button", name="Show me").click()
    expect(designer.block("greeting")).to_be_focused()

    designer.page.get_by_role("button", name="Publish").click()
    dialog = designer.page.get_by_role("dialog", name="Publish this flow")
    expect(dialog).to_contain_text("Publishing waits until they pass.")
    expect(dialog.get_by_role("button", name="Publish", exact=True)).to_be_disabled()
    dialog.get_by_role("button", name="Show me").click()
    expect(dialog).to_be_hidden()

    tests.get_by_role("button", name="More about Asks for delivery").click()
    designer.page.get_by_role("menuitem", name="Expect what it says now").click()
    expect(tests.get_by_role("status")).to_contain_text("The test passes.")
    designer.page.get_by_role("button", name="Publish").click()
    expect(dialog).to_contain_text("The test passes.")
    dialog.get_by_role("button", name="Publish", exact=True).click()
    expect(designer.page.get_by_text("Live: version 2")).to_be_visible()


def keep(flows: FlowsApi, flow_id: str, name: str, **expected: Any) -> None:
    script = {**SCRIPT, "exchanges": [{"cause": "opened", **expected}]}
    flows.ask("POST", f"/{flow_id}/tests", {"name": name, "script": script})


def test_a_test_is_edited_deleted_and_brought_back(
    designer: Designer, flows: FlowsApi, flow_id: str, pictures: Path
) -> None:
    keep(flows, flow_id, "Greets", replies=[{"text": "Hello"}, {"text": "What now?"}])
    tests = open_tests(designer)
    tests.get_by_role("button", name="More about Greets").click()
    designer.page.get_by_role("menuitem", name="Edit the test").click()
    dialog = designer.page.get_by_role("dialog", name="Edit the test")
    dialog.get_by_label("Name of the test").fill("Greets by name")
    dialog.get_by_role("switch", name="Between the live policies").click()
    assert_sound(designer.page, pictures / "tests-editor.png")
    first, second = dialog.get_by_label("The bot must say").all()
    first.select_option("Something that contains")
    dialog.get_by_label("Words of the bot").first.fill("moss")
    second.select_option("Anything")
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(dialog).to_be_hidden()
    expect(tests).to_contain_text("1 turn · between policies")
    tests.get_by_role("button", name="Run all").click()
    expect(tests).to_contain_text("Passed")
    tests.get_by_role("button", name="More about Greets by name").click()
    designer.page.get_by_role("menuitem", name="Delete").click()
    expect(tests).to_contain_text("This flow has no tests yet.")
    designer.toast.get_by_role("button", name="Undo").click()
    expect(tests).to_contain_text("Greets by name")


@pytest.mark.parametrize("look", LOOKS)
def test_the_tests_are_for_all_eyes_at_every_width(
    look: str, open_flow: OpenFlow, flows: FlowsApi, flow_id: str, pictures: Path
) -> None:
    keep(flows, flow_id, "Greets", replies=[{"text": "Hello"}])
    keep(flows, flow_id, "Anything goes")
    keep(flows, flow_id, "Hands over", outcome="handed_over")
    designer = open_flow(**LOOKS[look])
    tests = open_in_any_width(designer, german=look == "german")
    assert_sound(designer.page, pictures / f"tests-{look}.png")
    show_me = "Zeigen" if look == "german" else "Show me"
    expect(tests.get_by_role("button", name=show_me)).to_have_count(2)
    tests.locator("summary").click()
    if look.startswith("phone"):
        return
    tests.get_by_role("switch").first.click()
    assert_sound(designer.page, pictures / f"tests-missed-{look}.png")
    designer.page.locator(
        "button", has_text="Veröffentlichen" if look == "german" else "Publish"
    ).click()
    dialog = designer.page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name=show_me)).to_have_count(2)
    assert_sound(designer.page, pictures / f"tests-publish-{look}.png")


def open_in_any_width(designer: Designer, german: bool) -> Locator:
    page = designer.page
    if page.viewport_size and page.viewport_size["width"] < 640:
        page.locator("#topbar-actions").get_by_role("button", name="More").click()
        page.get_by_role("menuitem", name="Tests").click()
    else:
        page.get_by_role("button", name="Tests", exact=True).click()
    tests = page.get_by_role("complementary", name="Tests", exact=True)
    tests.get_by_role("button", name="Alle ausführen" if german else "Run all").click()
    expect(tests).to_contain_text("Bestanden" if german else "Passed")
    return tests


@pytest.mark.parametrize("look", LOOKS)
def test_publishing_tells_of_recent_and_running_chats(
    look: str, open_flow: OpenFlow, product: Product, pictures: Path
) -> None:
    designer = open_flow(flow=product.demo["flow_id"], **LOOKS[look])
    publish = "Veröffentlichen" if look == "german" else "Publish"
    designer.page.get_by_role("button", name=publish, exact=True).click()
    dialog = designer.page.get_by_role("dialog")
    recent = "Letzte Chats" if look == "german" else "Recent chats"
    expect(dialog.get_by_role("heading", name=recent)).to_be_visible()
    expect(dialog.get_by_role("radio").first).to_be_checked()
    assert_sound(designer.page, pictures / f"tests-chats-{look}.png")


@pytest.mark.parametrize("look", LOOKS)
def test_a_flow_begins_as_a_template_and_has_its_tests(
    look: str, open_flow: OpenFlow, product: Product, pictures: Path
) -> None:
    designer = open_flow(**LOOKS[look])
    page = designer.page
    page.goto(f"{product.app_url}/app/mossbird/flows/new/")
    assert_sound(page, pictures / f"templates-{look}.png")
    if look != "light":
        return
    page.get_by_label("Name", exact=True).fill("New customers")
    page.get_by_text("Meet new customers").click()
    page.get_by_role("button", name="Create flow").click()
    tests = open_tests(designer)
    tests.get_by_role("button", name="Run all").click()
    expect(tests.get_by_role("status")).to_contain_text("All 3 tests pass.")
