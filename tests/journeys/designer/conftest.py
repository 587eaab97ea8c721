"""The people and the flows of the designer's journeys."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.journeys.designer.canvas import Designer, FlowsApi
from tests.product import Product

WIDE = {"width": 1280, "height": 800}
OpenFlow = Callable[..., Designer]


@pytest.fixture(scope="session")
def sessions(browser: Browser, product: Product) -> dict[str, Any]:
    """What a browser keeps of somebody signed in, by first name."""
    return {
        user["email"].split("@")[0]: _sign_in(browser, user["sign_in"])
        for user in json.loads(product.manage("demo", "--json"))["users"]
    }


def _sign_in(browser: Browser, link: str) -> Any:
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="session")
def flows(browser: Browser, sessions: dict[str, Any], product: Product) -> Iterator[FlowsApi]:
    context = browser.new_context(storage_state=sessions["anna"])
    context.new_page().goto(f"{product.app_url}/app/mossbird/flows/new/")
    yield FlowsApi.of(context, product)
    context.close()


@pytest.fixture
def flow_id(flows: FlowsApi, product: Product) -> Iterator[str]:
    """A published copy of the demo's flow, of this test alone."""
    copy = flows.begin("A copy", flows.graph(product.demo["flow_id"]))
    yield copy
    flows.ask("POST", f"/{copy}/archive")


@pytest.fixture
def open_flow(
    browser: Browser, sessions: dict[str, Any], product: Product, flow_id: str
) -> Iterator[OpenFlow]:
    """Opens a flow as somebody, in a browser of their own; an error of a script fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_as(name: str = "anna", flow: str = flow_id, **look: Any) -> Designer:
        context = browser.new_context(storage_state=sessions[name], **{"viewport": WIDE, **look})
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return Designer(page, f"{product.app_url}/app/mossbird/flows/{flow}/").open()

    yield open_as
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def designer(open_flow: OpenFlow) -> Designer:
    """A copy of the demo's flow, open."""
    return open_flow()
