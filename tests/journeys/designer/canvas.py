"""The designer as a person handles it: blocks, dots, wires, panels."""

import json
import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import APIRequestContext, BrowserContext, Locator, Page, expect

from tests.product import Product

Point = tuple[float, float]
SAVED = re.compile(r"Draft saved")
MIDDLE = """path => {
  const middle = path.getPointAtLength(path.getTotalLength() / 2);
  const {x, y} = middle.matrixTransform(path.getScreenCTM());
  return [x, y];
}"""


@dataclass(frozen=True)
class Designer:
    """One page that shows a flow's designer."""

    page: Page
    url: str

    def open(self) -> "Designer":
        self.page.goto(self.url)
        expect(self.page.locator(".react-flow__node, ol li").first).to_be_attached()
        return self

    def block(self, node: str) -> Locator:
        return self.page.locator(f'.react-flow__node[data-id="{node}"]')

    def path(self, node: str, exit_id: str) -> Locator:
        return self.page.locator(f'.react-flow__edge[data-id="{node}:{exit_id}"]')

    def note(self, words: str) -> Locator:
        notes = self.page.locator(".react-flow__node-note")
        return notes.filter(has=self.page.locator(f'textarea:text-is("{words}")'))

    @property
    def inspector(self) -> Locator:
        return self.page.get_by_role("complementary", name="Block", exact=True)

    @property
    def words(self) -> Locator:
        """The first field of the open block."""
        return self.inspector.get_by_role("textbox").first

    @property
    def picker(self) -> Locator:
        return self.page.get_by_role("dialog", name="Which block comes here")

    @property
    def toast(self) -> Locator:
        return self.page.get_by_role("region", name="Notifications")

    def entry(self, name: str) -> Locator:
        """A block to add, in the palette."""
        palette = self.page.get_by_role("complementary", name="Blocks")
        entry = palette.get_by_role("button", name=name, exact=True)
        entry.scroll_into_view_if_needed()
        return entry

    def dot(self, node: str, exit_id: str) -> Point:
        return middle(self.block(node).locator(f'[data-handleid="{exit_id}"]'))

    def dot_into(self, node: str) -> Point:
        return middle(self.block(node).locator(".react-flow__handle-left"))

    def middle_of_path(self, node: str, exit_id: str) -> Point:
        wire = self.path(node, exit_id).locator(".react-flow__edge-path")
        x, y = wire.evaluate(MIDDLE)
        return x, y

    def lift(self, start: Point) -> None:
        """Press, and move far enough for a drag to begin."""
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(start[0] + 12, start[1] + 12, steps=3)

    def carry(self, end: Point) -> None:
        self.page.mouse.move(*end, steps=8)

    def drag(self, start: Point, end: Point) -> None:
        self.lift(start)
        self.carry(end)
        self.page.mouse.up()

    def write(self, node: str, words: str) -> None:
        self.block(node).click()
        self.words.fill(words)
        expect(self.block(node)).to_contain_text(words)

    def expect_saved(self) -> None:
        expect(self.page.get_by_role("status").filter(has_text=SAVED)).to_be_visible()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)


def middle(part: Locator) -> Point:
    """Where to point at."""
    box = part.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@dataclass(frozen=True)
class FlowsApi:
    """The flows of the demo as its owner reads and writes them."""

    request: APIRequestContext
    base: str
    token: str

    @classmethod
    def of(cls, context: BrowserContext, product: Product) -> "FlowsApi":
        token = next(
            cookie["value"] for cookie in context.cookies() if cookie["name"] == "csrftoken"
        )
        base = f"{product.app_url}/api/v1/workspaces/{product.demo['slug']}/flows"
        return cls(context.request, base, token)

    def ask(self, method: str, path: str, body: object = None) -> Any:
        headers = {"X-CSRFToken": self.token, "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body)
        answer = self.request.fetch(self.base + path, method=method, headers=headers, data=data)
        assert answer.ok, answer.text()
        return answer.json()

    def draft(self, flow_id: str) -> Any:
        return self.ask("GET", f"/{flow_id}/draft")

    def graph(self, flow_id: str) -> Any:
        return self.draft(flow_id)["graph"]

    def begin(self, name: str, graph: Any) -> str:
        """Begin a flow and publish it; give its id."""
        flow = self.ask("POST", "", {"name": name})
        draft = {"revision": flow["revision"], "graph": {**graph, "name": name}}
        self.ask("PUT", f"/{flow['id']}/draft", draft)
        self.ask("POST", f"/{flow['id']}/publish", {})
        return str(flow["id"])
