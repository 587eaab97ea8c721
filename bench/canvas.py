"""Drag one block of a flow of 500 in a real browser, and count the frames.

Alone: ``python -m bench.canvas``. ``make bench`` runs it too.
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

from playwright.sync_api import Page, expect, sync_playwright

from bench.servers import private_servers, served_product
from tests.journeys.designer.canvas import Designer, FlowsApi, Point, middle
from tests.journeys.designer.large_flow import chain
from tests.product import Product
from xin_project.embedded import machine

BLOCKS = 500
STEPS = 240
STEPS_OF_A_CIRCLE = 80
VIEW_MOVES_MS = 1_000
SOFTWARE = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
COUNT = """() => {
  window.frames = [];
  const count = (now) => { window.frames.push(now); window.next = requestAnimationFrame(count); };
  window.next = requestAnimationFrame(count);
}"""
FRAMES = "() => { cancelAnimationFrame(window.next); return window.frames; }"
HEADINGS = ("page", "cards drawn", "frames/s", "p95 ms", "longest ms")


@dataclass(frozen=True)
class Drag:
    """One drag; ``gaps`` are the milliseconds from frame to frame."""

    name: str
    cards: int
    gaps: list[float]

    @property
    def rate(self) -> float:
        """Frames per second."""
        return 1000 * len(self.gaps) / sum(self.gaps)

    def as_markdown(self) -> str:
        """Give the line of the table."""
        p95 = quantiles(self.gaps, n=20)[18]
        return (
            f"| {self.name} | {self.cards} | {self.rate:.1f} | {p95:.1f} | {max(self.gaps):.1f} |"
        )


def drag_in_circles(page: Page, name: str, start: Point, radius: float) -> Drag:
    """Press, go round without a rest, and let go below; count the frames of the way."""
    x, y = start
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 6, y + 6)
    page.evaluate(COUNT)
    for step in range(STEPS):
        angle = 2 * math.pi * step / STEPS_OF_A_CIRCLE
        page.mouse.move(x + radius * math.sin(angle), y + radius * (1 - math.cos(angle)))
    times: list[float] = page.evaluate(FRAMES)
    page.mouse.move(x, y + radius)
    page.mouse.up()
    cards = page.locator(".react-flow__node").count()
    return Drag(name, cards, [to - since for since, to in pairwise(times)])


def drag_block(designer: Designer, flows: FlowsApi, flow_id: str, name: str, node: str) -> Drag:
    """Drag a block, and see that it moved here and that the server knows its new place."""
    before, place = middle(designer.block(node)), _place(flows, flow_id, node)
    drag = drag_in_circles(designer.page, name, before, radius=60)
    after = middle(designer.block(node))
    assert after[1] > before[1] + 20, f"{node} did not move: {before} -> {after}"
    designer.press("Control+s")
    designer.expect_saved()
    saved = _place(flows, flow_id, node)
    assert saved["y"] > place["y"], f"the server has {node} at {saved}, before {place}"
    return drag


def _place(flows: FlowsApi, flow_id: str, node: str) -> dict[str, float]:
    places = {one["id"]: one["position"] for one in flows.graph(flow_id)["nodes"]}
    found: dict[str, float] = places[node]
    return found


def measure(page: Page, product: Product) -> list[Drag]:
    """Drag on an empty page, on the canvas as it opens, and with the whole flow in view."""
    page.goto("about:blank")
    empty = drag_in_circles(page, "empty page", (500, 300), radius=60)
    page.goto(product.demo["users"][0]["sign_in"])
    page.goto(f"{product.app_url}/app/mossbird/flows/new/")
    flows = FlowsApi.of(page.context, product)
    flow_id = flows.begin("Five hundred", chain(BLOCKS))
    designer = Designer(page, f"{product.app_url}/app/mossbird/flows/{flow_id}/").open()
    opened = drag_block(designer, flows, flow_id, "500 blocks, as it opens", "say_1")
    designer.press("Escape", "Escape", "1")
    expect(designer.block("say_110")).to_be_in_viewport()
    page.wait_for_timeout(VIEW_MOVES_MS)
    whole = drag_block(designer, flows, flow_id, "500 blocks, all in view", "say_110")
    return [empty, opened, whole]


def run() -> list[Drag]:
    """Start the product and a browser, and measure."""
    with served_product(with_pages=True) as product, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=machine.chromium(), args=SOFTWARE)
        try:
            return measure(browser.new_page(viewport={"width": 1280, "height": 800}), product)
        finally:
            browser.close()


def print_table(drags: list[Drag]) -> None:
    """Print the drags in Markdown."""
    print(f"| {' | '.join(HEADINGS)} |")
    print("|---" * len(HEADINGS) + "|")
    for drag in drags:
        print(drag.as_markdown())


if __name__ == "__main__":
    with private_servers():
        measured = run()
    print_table(measured)
