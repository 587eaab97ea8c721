"""The designer's gestures never wait for the server: its answers are held while they are made."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.designer.canvas import Designer, FlowsApi, middle
from tests.journeys.designer.conftest import OpenFlow
from tests.journeys.designer.held import stalled
from tests.journeys.designer.large_flow import chain

SERVER = ("**/draft", "**/flows/cards", "**/try")


def test_a_dropped_block_stands_with_its_words_focused_before_any_answer(
    designer: Designer, flows: FlowsApi, flow_id: str
) -> None:
    with stalled(designer.page, *SERVER) as held:
        designer.drag(middle(designer.entry("Ask a question")), (560, 660))
        expect(designer.words).to_be_focused()
        designer.type("Which pot?")
        expect(designer.block("ask_text_1")).to_contain_text("Which pot?")
        expect(designer.page.get_by_text("Saving…")).to_be_visible()
        held.release()
        designer.expect_saved()
    assert "ask_text_1" in {node["id"] for node in flows.graph(flow_id)["nodes"]}


def test_a_wire_is_drawn_and_an_illegal_target_refused_before_any_answer(
    designer: Designer, flows: FlowsApi, flow_id: str
) -> None:
    with stalled(designer.page, *SERVER) as held:
        designer.lift(designer.dot("menu", "other"))
        designer.carry(middle(designer.block("start")))
        expect(designer.block("start").locator("article")).to_have_css("cursor", "not-allowed")
        designer.carry(designer.dot_into("greeting"))
        dot = designer.block("greeting").locator(".react-flow__handle-left")
        expect(dot).to_have_class(re.compile("valid"))
        designer.page.mouse.up()
        expect(designer.path("menu", "other")).to_be_attached()
        held.release()
        designer.expect_saved()
    edges = flows.graph(flow_id)["edges"]
    assert {"source": "menu", "exit": "other", "target": "greeting"} in edges


def test_a_draft_that_the_server_refuses_says_why_and_keeps_the_words(designer: Designer) -> None:
    refusal = {"code": "invalid", "message": "A flow holds at most 2,000 blocks."}
    designer.page.route("**/draft", lambda route: route.fulfill(status=422, json=refusal))
    designer.write("greeting", "Kept.")
    expect(designer.page.get_by_text("A flow holds at most 2,000 blocks.")).to_be_visible()
    expect(designer.block("greeting")).to_contain_text("Kept.")


WATCH = """() => {
  window.redrawn = new Set();
  new MutationObserver(changes => changes.forEach(({target}) => {
    const card = (target.closest ? target : target.parentElement)?.closest(".react-flow__node");
    if (card) window.redrawn.add(card.dataset.id);
  })).observe(document.querySelector(".react-flow__nodes"),
    {subtree: true, childList: true, characterData: true, attributes: true});
}"""


def test_typing_redraws_only_its_own_card_among_five_hundred(
    open_flow: OpenFlow, flows: FlowsApi
) -> None:
    large = flows.begin("Five hundred", chain(500))
    designer = open_flow(flow=large)
    expect(designer.block("say_1")).to_be_visible()
    designer.page.get_by_role("button", name="See the whole flow").click()
    expect(designer.block("say_110")).to_be_attached()
    designer.press("Control+k")
    designer.type("Number 30.")
    designer.press("Enter")
    expect(designer.block("say_30")).to_be_focused()
    designer.press("Enter")
    expect(designer.words).to_be_focused()
    with stalled(designer.page, *SERVER) as held:
        designer.page.evaluate(WATCH)
        designer.type("Other words. ")
        expect(designer.block("say_30")).to_contain_text("Other words.")
        assert designer.page.evaluate("[...window.redrawn]") == ["say_30"]
        held.release()
        designer.expect_saved()
    flows.ask("POST", f"/{large}/archive")


def test_moving_many_blocks_is_undone_in_one_step_before_any_answer(
    designer: Designer, flows: FlowsApi, flow_id: str
) -> None:
    before = {n["id"]: n["position"] for n in flows.graph(flow_id)["nodes"]}
    designer.press("Control+a")
    expect(designer.block("greeting")).to_have_class(re.compile("selected"))
    spots = {node: middle(designer.block(node)) for node in ("greeting", "menu", "start")}
    with stalled(designer.page, *SERVER) as held:
        start = middle(designer.block("greeting"))
        designer.drag(start, (start[0], start[1] + 140))
        for node, spot in spots.items():
            assert middle(designer.block(node))[1] > spot[1] + 60
        designer.press("Control+z")
        for node, spot in spots.items():
            assert middle(designer.block(node)) == spot
        held.release()
        designer.expect_saved()
    assert {n["id"]: n["position"] for n in flows.graph(flow_id)["nodes"]} == before


SHIFT = """() => {
  window.shifted = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => {
    if (!entry.hadRecentInput) window.shifted += entry.value;
  })).observe({type: "layout-shift", buffered: true});
}"""


def test_the_designer_opens_with_its_title_and_nothing_jumps(
    designer: Designer,
) -> None:
    page = designer.page
    with stalled(page, "**/node-kinds", "**/draft") as held:
        page.add_init_script(f"({SHIFT})()")
        page.goto(designer.url)
        expect(page.locator(".topbar-title")).to_contain_text("A copy")
        held.release()
        expect(designer.block("greeting")).to_be_visible()
        expect(page.get_by_role("textbox", name="Name of the flow")).to_have_value("A copy")
    assert page.evaluate("window.shifted") == pytest.approx(0, abs=0.001)


def test_try_it_meets_words_that_were_not_saved_yet(designer: Designer) -> None:
    with stalled(designer.page, "**/draft") as held:
        designer.write("greeting", "Not saved, but said.")
        designer.page.get_by_role("button", name="Try it").click()
        chat = designer.page.get_by_role("log", name="Tried chat")
        expect(chat).to_contain_text("Not saved, but said.")
        expect(designer.page.get_by_text("Saving…")).to_be_visible()
        held.release()
        designer.expect_saved()
