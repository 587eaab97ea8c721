"""A real browser on the real product."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.product import Product
from xin_project.embedded import machine

PATIENCE_MILLISECONDS = 15_000
"""For what is awaited, on a busy machine too."""

expect.set_options(timeout=PATIENCE_MILLISECONDS)

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The demo, served; a dead engine's work is found again within seconds."""
    product = Product(
        tmp_path_factory.mktemp("product"),
        XIN_LEASE_SECONDS="2",
        XIN_STALE_SECONDS="1",
        XIN_SWEEP_SECONDS="0.5",
        XIN_ALLOW_PRIVATE_MODELS="true",
    )
    product.prepare()
    product.start()
    yield product
    product.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    executable = machine.chromium()
    if executable is None:
        pytest.skip("NO CHROMIUM: this journey needs a browser. Install chromium.")
    browser = playwright.chromium.launch(executable_path=executable, args=QUIET)
    yield browser
    browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which every error of a script fails the test."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
