"""A server whose answers are held back, to see what the screen does without them."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route


class Held:
    """Requests that wait for `release`."""

    def __init__(self) -> None:
        self._waiting: list[Route] = []
        self._open = False

    def take(self, route: Route) -> None:
        """Keep a request from the server until the release."""
        if self._open:
            route.continue_()
        else:
            self._waiting.append(route)

    def release(self) -> None:
        """Let all go on, and those to come."""
        self._open = True
        waiting, self._waiting = self._waiting, []
        for route in waiting:
            route.continue_()


@contextmanager
def stalled(page: Page, *addresses: str) -> Iterator[Held]:
    """Hold back what goes to these addresses; at the end all answers have come."""
    held = Held()
    for address in addresses:
        page.route(address, held.take)
    yield held
    held.release()
    for address in addresses:
        page.unroute(address)
