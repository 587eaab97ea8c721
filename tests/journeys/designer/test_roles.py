"""Who may only read a flow can do everything but change it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.designer.canvas import Designer, middle
from tests.journeys.designer.conftest import OpenFlow
from tests.product import Product

SET_ROLE = """
    UPDATE tenants_membership SET role = %(role)s FROM tenants_user
    WHERE tenants_user.id = user_id AND email LIKE 'ben@%%' RETURNING role
"""


@pytest.fixture(params=["agent", "analyst"])
def reader(
    request: pytest.FixtureRequest, product: Product, open_flow: OpenFlow
) -> Iterator[Designer]:
    """Ben, in a role that reads."""
    product.query(SET_ROLE, {"role": request.param})
    yield open_flow("ben")
    product.query(SET_ROLE, {"role": "agent"})


def refuse_changes(page: Page) -> list[str]:
    """Collect what the page asks the server to change."""
    changes: list[str] = []
    page.on("request", lambda asked: changes.append(asked.url) if asked.method == "PUT" else None)
    return changes


def test_a_reader_sees_everything_and_changes_nothing(reader: Designer) -> None:
    page, changes = reader.page, refuse_changes(reader.page)
    expect(page.get_by_text("Read only")).to_be_visible()
    for name in ("Publish", "Undo", "Tidy up", "Add a note"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    expect(page.get_by_role("complementary", name="Blocks")).to_have_count(0)
    before = middle(reader.block("greeting"))
    reader.drag(before, (before[0] + 80, before[1] + 120))
    assert reader.block("greeting").evaluate("card => card.style.transform") == (
        reader.block("greeting").evaluate("card => card.style.transform")
    )
    reader.block("menu").click()
    expect(reader.words).to_have_attribute("contenteditable", "false")
    expect(reader.inspector.get_by_role("combobox").first).to_be_disabled()
    for name in ("Add a button", "Insert a value", "Add a language"):
        expect(reader.inspector.get_by_role("button", name=name)).to_have_count(0)
    reader.press("Escape", "Delete", "n", "Control+d", "Shift+T")
    expect(reader.block("menu")).to_be_attached()
    reader.drag(reader.dot("menu", "other"), (900, 620))
    expect(reader.picker).to_have_count(0)
    assert changes == []


def test_a_reader_tries_the_flow_and_reads_its_versions(reader: Designer) -> None:
    reader.page.get_by_role("button", name="Try it").click()
    chat = reader.page.get_by_role("log", name="Tried chat")
    expect(chat).to_contain_text("What can I do for you?")
    reader.page.get_by_role("button", name="Versions").click()
    drawer = reader.page.get_by_role("complementary", name="Versions")
    expect(drawer).to_contain_text("Version 1")
    expect(drawer.get_by_role("button", name="Roll back")).to_have_count(0)
