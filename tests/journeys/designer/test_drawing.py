"""Blocks, paths and notes are put where the hand puts them."""

from playwright.sync_api import expect

from tests.journeys.designer.canvas import Designer, middle

EMPTY: tuple[float, float] = (560, 660)


def test_a_block_from_the_palette_stands_where_it_was_dropped_and_waits_for_words(
    designer: Designer,
) -> None:
    designer.drag(middle(designer.entry("Message")), EMPTY)
    added = designer.block("say_1")
    expect(added).to_contain_text("Write the message")
    box = added.bounding_box()
    assert box is not None
    assert box["x"] < EMPTY[0] < box["x"] + box["width"]
    assert box["y"] < EMPTY[1] < box["y"] + box["height"]
    expect(designer.words).to_be_focused()
    designer.type("Mind the step.")
    expect(added).to_contain_text("Mind the step.")


def test_a_path_dropped_on_the_canvas_asks_for_a_block_and_undo_takes_it_back(
    designer: Designer,
) -> None:
    designer.drag(designer.dot("menu", "other"), (1100, 520))
    designer.picker.get_by_role("option", name="Message").click()
    added = designer.block("say_1")
    expect(added).to_be_attached()
    expect(designer.words).to_be_focused()
    expect(designer.path("menu", "other")).to_be_attached()
    designer.press("Control+z")
    expect(added).to_have_count(0)
    expect(designer.path("menu", "other")).to_have_count(0)


def test_a_block_dropped_on_a_path_goes_into_it_and_covers_neither_end(
    designer: Designer,
) -> None:
    designer.drag(middle(designer.entry("Save a value")), designer.middle_of_path("start", "next"))
    expect(designer.path("set_variable_1", "next")).to_be_attached()
    expect(designer.path("start", "next")).to_be_attached()
    boxes = [designer.block(node).bounding_box() for node in ("start", "set_variable_1")]
    assert all(boxes)
    start, added = boxes
    assert start is not None
    assert added is not None
    assert start["x"] + start["width"] < added["x"]
    designer.press("Control+z")
    expect(designer.block("set_variable_1")).to_have_count(0)
    expect(designer.path("start", "next")).to_be_attached()


def test_a_path_may_be_dropped_anywhere_on_a_card(designer: Designer) -> None:
    designer.drag(designer.dot("menu", "other"), middle(designer.block("greeting")))
    expect(designer.path("menu", "other")).to_be_attached()
    expect(designer.picker).to_have_count(0)


def test_nothing_can_be_led_to_the_start(designer: Designer) -> None:
    designer.lift(designer.dot("menu", "other"))
    card = designer.block("start").locator(".takes-no-path")
    expect(card).to_have_css("cursor", "not-allowed")
    designer.carry(middle(designer.block("start")))
    designer.page.mouse.up()
    expect(designer.page.get_by_text("Nothing can lead to the start").first).to_be_visible()
    expect(designer.path("menu", "other")).to_have_count(0)
    expect(designer.picker).to_have_count(0)


def test_a_note_is_written_at_once_moved_and_undone(designer: Designer) -> None:
    designer.press("n")
    designer.type("Ask Ben about this")
    note = designer.note("Ask Ben about this")
    expect(note.get_by_role("textbox")).to_be_focused()
    before = middle(note)
    box = note.bounding_box()
    assert box is not None
    designer.drag((box["x"] + 12, box["y"] + 12), (box["x"] + 12, box["y"] + 82))
    assert middle(note)[1] > before[1] + 40
    designer.expect_saved()
    designer.page.get_by_role("button", name="Undo").click()
    assert middle(note) == before


def test_tidying_moves_all_blocks_in_one_step(designer: Designer) -> None:
    before = {node: middle(designer.block(node)) for node in ("greeting", "menu")}
    designer.page.get_by_role("button", name="Tidy up").click()
    expect(designer.page.get_by_role("button", name="Undo")).to_be_enabled()
    assert {node: middle(designer.block(node)) for node in before} != before
    designer.press("Control+z")
    assert {node: middle(designer.block(node)) for node in before} == before


def test_the_map_moves_the_view(designer: Designer) -> None:
    designer.page.get_by_role("button", name="Map", exact=True).click()
    small = designer.page.get_by_role("img", name="Map")
    expect(small).to_be_visible()
    before = middle(designer.block("greeting"))
    start = middle(small)
    designer.drag(start, (start[0] + 20, start[1]))
    assert middle(designer.block("greeting")) != before
