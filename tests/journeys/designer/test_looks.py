"""Every state of the designer, and every part in the gallery: for all eyes, at every width."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.journeys.designer.canvas import Designer
from tests.journeys.designer.conftest import OpenFlow
from xin_project.environment import PROJECT_ROOT

DARK: dict[str, Any] = {"color_scheme": "dark"}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": DARK,
    "phone": PHONE,
    "phone-dark": PHONE | DARK,
    "german": {"locale": "de-DE"},
}
UNTIL_STILL = """() => Promise.all(document.getAnimations()
  .filter(one => one.effect.getComputedTiming().iterations !== Infinity)
  .map(one => one.finished.catch(() => null)))"""
MANIFEST = PROJECT_ROOT / "frontend" / "dist" / "static" / "app" / "manifest.json"


@pytest.fixture
def pictures() -> Path:
    """Where the pictures of the last run lie, to be looked at."""
    folder = Path(os.environ["XIN_DATA_DIR"]) / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def assert_sound(page: Page, picture: Path) -> None:
    """Nothing moves any more, nothing is cut off, nothing is hidden from anybody."""
    page.evaluate(UNTIL_STILL)
    page.screenshot(path=picture)
    violations = Axe().run(page).response["violations"]
    assert [(broken["id"], broken["nodes"][0]["html"]) for broken in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"


def shut(designer: Designer) -> None:
    designer.press("Escape", "Escape")


def open_block(designer: Designer) -> None:
    designer.press("Control+k")
    designer.type("What can I do for you")
    designer.press("Enter", "Enter")
    expect(designer.page.locator("[data-side-panel]")).to_be_visible()


def open_trial(designer: Designer) -> None:
    designer.press("Control+Enter")
    expect(designer.page.get_by_role("log")).to_contain_text("What can I do for you?")


def open_publishing(designer: Designer) -> None:
    designer.page.locator("#topbar-actions button").filter(
        has_text=re.compile("Publish|Veröffentlichen")
    ).click()
    expect(designer.page.get_by_role("dialog")).to_be_visible()
    expect(designer.page.get_by_role("dialog").locator("[aria-busy]")).to_have_count(0)


def open_versions(designer: Designer) -> None:
    wide = designer.page.get_by_role("button", name=re.compile("^Version"))
    if not wide.is_visible():
        designer.page.locator("#topbar-actions").get_by_role("button").last.tap()
        designer.page.get_by_role("menuitem").filter(has_text="Version").tap()
    else:
        wide.click()
    expect(designer.page.get_by_text("Version 1", exact=True)).to_be_visible()


def open_problems(designer: Designer) -> None:
    page = designer.page
    page.get_by_role("button", name=re.compile("problem", re.IGNORECASE)).click()
    page.get_by_role("button", name=re.compile("Check for|Prüfen für")).click()
    for channel in ("Telegram", "WhatsApp"):
        page.get_by_role("menuitemcheckbox", name=channel).click()
    designer.press("Escape")
    expect(page.locator("[data-side-panel] li").filter(has_text="WhatsApp").first).to_be_visible()


STATES: dict[str, Callable[[Designer], None]] = {
    "open": lambda designer: None,
    "block": open_block,
    "trial": open_trial,
    "versions": open_versions,
    "problems": open_problems,
    "publishing": open_publishing,
    "commands": lambda designer: designer.press("Control+k"),
    "adding": lambda designer: designer.press("/"),
    "keys": lambda designer: designer.press("?"),
}


@pytest.mark.parametrize("look", LOOKS)
def test_every_state_of_the_designer_is_sound(
    look: str, open_flow: OpenFlow, pictures: Path
) -> None:
    designer = open_flow(**LOOKS[look])
    for name, show in STATES.items():
        show(designer)
        assert_sound(designer.page, pictures / f"designer-{name}-{look}.png")
        shut(designer)


def as_gallery(route: Route) -> None:
    """Answer with the designer's page, but with the gallery in it: the product serves none."""
    answer = route.fetch()
    script = json.loads(MANIFEST.read_text())["src/gallery/main.tsx"]["file"]
    page = answer.text().replace('data-island="designer"', 'data-island="gallery"')
    route.fulfill(response=answer, body=re.sub(r"assets/designer-[\w-]+\.js", script, page))


@pytest.mark.parametrize("look", ["light", "dark", "phone"])
def test_every_part_of_the_gallery_is_sound(look: str, open_flow: OpenFlow, pictures: Path) -> None:
    designer = open_flow(**LOOKS[look])
    page, complaints = designer.page, []
    page.on("console", lambda message: complaints.append(message.text))
    page.route(designer.url, as_gallery)
    page.goto(designer.url)
    for title in ("Buttons", "Fields", "What floats", "Signs", "Blocks", "A thread", "Lists"):
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
    cut_off = page.locator("section").evaluate_all(
        "parts => parts.filter(part => part.scrollWidth > part.clientWidth + 1).length"
    )
    assert cut_off == 0
    assert complaints == []
    assert_sound(page, pictures / f"gallery-{look}.png")
