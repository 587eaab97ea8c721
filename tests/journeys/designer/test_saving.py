"""No words are lost: to a faster person, to a server that is away, to a page that is closed."""

from playwright.sync_api import Locator, expect

from tests.journeys.designer.canvas import Designer, FlowsApi
from tests.journeys.designer.conftest import OpenFlow

DRAFT = "**/draft"


def greeting_of(flows: FlowsApi, flow_id: str) -> str:
    return str(next(n for n in flows.graph(flow_id)["nodes"] if n["id"] == "greeting")["config"])


def late(open_flow: OpenFlow) -> tuple[Designer, Locator]:
    """Two write into the same block; give the slower one, and what they are asked."""
    first, second = open_flow(), open_flow()
    first.write("greeting", "Mine was first.")
    first.expect_saved()
    second.write("greeting", "Mine was later.")
    dialog = second.page.get_by_role("dialog")
    expect(dialog).to_contain_text("See both")
    expect(dialog).to_contain_text("Message")
    return second, dialog


def test_the_slower_of_two_editors_takes_the_other_draft(
    open_flow: OpenFlow, flows: FlowsApi, flow_id: str
) -> None:
    later, dialog = late(open_flow)
    dialog.get_by_role("button", name="Take the one of").click()
    expect(later.block("greeting")).to_contain_text("Mine was first.")
    expect(dialog).to_have_count(0)
    assert "Mine was first." in greeting_of(flows, flow_id)


def test_the_slower_of_two_editors_keeps_their_own(
    open_flow: OpenFlow, flows: FlowsApi, flow_id: str
) -> None:
    later, dialog = late(open_flow)
    dialog.get_by_role("button", name="Keep mine").click()
    expect(dialog).to_have_count(0)
    later.expect_saved()
    expect(later.block("greeting")).to_contain_text("Mine was later.")
    assert "Mine was later." in greeting_of(flows, flow_id)


def test_words_survive_a_server_that_is_away(designer: Designer) -> None:
    designer.page.route(DRAFT, lambda route: route.abort())
    designer.write("greeting", "Kept here.")
    expect(designer.page.get_by_text("Not saved: the server is away.")).to_be_visible()
    designer.page.unroute(DRAFT)
    designer.expect_saved()


def test_words_survive_a_reload_while_the_server_is_away(
    designer: Designer, flows: FlowsApi, flow_id: str
) -> None:
    page = designer.page
    page.route(DRAFT, lambda route: route.abort() if route.request.method == "PUT" else None)
    designer.write("greeting", "Not gone.")
    expect(page.get_by_text("Not saved: the server is away.")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())  # "Leave this page?"
    page.unroute(DRAFT)
    page.reload()
    expect(designer.block("greeting")).to_contain_text("Not gone.")
    designer.expect_saved()
    assert "Not gone." in greeting_of(flows, flow_id)


def test_words_kept_here_meet_what_somebody_saved_meanwhile(
    open_flow: OpenFlow, flows: FlowsApi, flow_id: str
) -> None:
    mine = open_flow()
    mine.page.route(DRAFT, lambda route: route.abort() if route.request.method == "PUT" else None)
    mine.write("greeting", "Written on a train.")
    expect(mine.page.get_by_text("Not saved: the server is away.")).to_be_visible()
    other = open_flow()
    other.write("greeting", "Written at a desk.")
    other.expect_saved()
    mine.page.on("dialog", lambda dialog: dialog.accept())
    mine.page.unroute(DRAFT)
    mine.page.reload()
    dialog = mine.page.get_by_role("dialog")
    expect(dialog).to_contain_text("See both")
    expect(mine.block("greeting")).to_contain_text("Written on a train.")
    dialog.get_by_role("button", name="Keep mine").click()
    mine.expect_saved()
    assert "Written on a train." in greeting_of(flows, flow_id)


def test_the_published_version_is_rolled_back_and_the_draft_stays(
    designer: Designer, flows: FlowsApi, flow_id: str
) -> None:
    designer.write("greeting", "Version two.")
    designer.expect_saved()
    designer.page.get_by_role("button", name="Publish").click()
    publish = designer.page.get_by_role("dialog")
    publish.get_by_label("Note for the team").fill("Shorter greeting")
    publish.get_by_role("button", name="Publish", exact=True).click()
    expect(designer.page.get_by_text("Live: version 2")).to_be_visible()
    designer.page.get_by_role("button", name="Versions").click()
    drawer = designer.page.get_by_role("complementary", name="Versions")
    expect(drawer.get_by_role("listitem").first).to_contain_text("Shorter greeting")
    drawer.get_by_role("button", name="Roll back").click()
    confirm = designer.page.get_by_role("alertdialog")
    expect(confirm).to_contain_text("version 1")
    confirm.get_by_role("button", name="Roll back").click()
    expect(designer.page.get_by_text("Live: version 3")).to_be_visible()
    expect(drawer.get_by_role("listitem").first).to_contain_text("Live")
    expect(designer.block("greeting")).to_contain_text("Version two.")
    assert flows.ask("GET", f"/{flow_id}/versions")[0]["number"] == 3
