"""A page's socket in the hands of a test: answers held back, the line cut, and mended."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, WebSocketRoute

Frame = dict[str, Any]


@dataclass
class SlowLine:
    """Every socket of a page at one address, one after the other."""

    said: list[Frame] = field(default_factory=list)
    """What the page sent, whether it arrived or not."""
    _heard: list[Frame] = field(default_factory=list)
    _held: list[str | bytes] | None = None
    _is_cut: bool = False
    _loses: bool = False
    _route: WebSocketRoute | None = None

    @classmethod
    def of(cls, page: Page, address: str) -> "SlowLine":
        """Stand in the line of a page; to be called before the page opens it."""
        line = cls()
        page.route_web_socket(re.compile(re.escape(address)), line._carry)
        return line

    def hold(self) -> None:
        """Keep what the server says from now on."""
        self._held = []

    def release(self) -> None:
        """Let the page hear what was kept, in order, and everything from now on."""
        late, self._held = self._held or [], None
        for frame in late:
            self._pass_on(frame)

    def lose(self) -> None:
        """Let nothing reach the server from now on, while the line looks alive."""
        self._loses = True

    def cut(self) -> None:
        """End the line, with all that is on the way; the page cannot come back."""
        self._is_cut, self._held = True, None
        if self._route is not None:
            self._route.close(code=1012)

    def mend(self) -> None:
        """Let the page come back."""
        self._is_cut = self._loses = False

    def heard(self, **fields: Any) -> bool:
        """Tell whether the page has got a frame with these fields."""
        return any(fields.items() <= frame.items() for frame in self._heard)

    def sent(self, kind: str) -> list[Frame]:
        """Give what the page sent of a kind."""
        return [frame for frame in self.said if frame["type"] == kind]

    def _carry(self, route: WebSocketRoute) -> None:
        if self._is_cut:
            route.close(code=1012)
            return
        self._route = route
        server = route.connect_to_server()
        route.on_message(lambda frame: self._send(server, frame))
        server.on_message(self._arrive)

    def _send(self, server: WebSocketRoute, frame: str | bytes) -> None:
        self.said.append(json.loads(frame))
        if not self._loses:
            server.send(frame)

    def _arrive(self, frame: str | bytes) -> None:
        if self._held is None:
            self._pass_on(frame)
        else:
            self._held.append(frame)

    def _pass_on(self, frame: str | bytes) -> None:
        assert self._route is not None
        self._heard.append(json.loads(frame))
        self._route.send(frame)


def wait_until_heard(page: Page, line: SlowLine, **fields: Any) -> None:
    """Wait until the page has got a frame with these fields."""
    for _ in range(300):
        if line.heard(**fields):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never heard: {fields}")
