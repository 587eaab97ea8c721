"""A visitor asks a model, and reads its answer while it is being written."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from apps.flows.testing import flow_file
from apps.flows.testing.openai_server import Held, OpenAIServer
from tests.faults.loopback import Loopback
from tests.journeys.people import at_consoles
from tests.journeys.shop import following
from tests.journeys.test_visitor import say
from tests.product import Product

FLOW = flow_file(
    "start -> wait; wait.answered -> ask; ask.answered -> wait",
    wait=("ask_text", {"text": "Ask me anything.", "save_as": "asked"}),
    ask="ask_model",
)
MODEL = """
from apps.flows.language_model.settings import ModelChoice, change_model, remove_model
from apps.tenants.models import Tenant, User
from apps.platform.db.scope import system_scope
with system_scope("a journey"):
    tenant = Tenant.objects.get(public_id={tenant!r})
    owner = User.objects.get(email={owner!r})
"""
CHOOSE = (
    MODEL
    + """
change_model(tenant, ModelChoice("own", {address!r}, "toy", "", 10**6, 10**6), owner)
"""
)
REMOVE = (
    MODEL
    + """
remove_model(tenant, owner)
"""
)
JUDGING = "SELECT id FROM flows_flow WHERE purpose = 'policy' AND enabled"
ENABLE = "UPDATE flows_flow SET enabled = %(enabled)s WHERE id = ANY(%(policies)s)"


@pytest.fixture
def held() -> Held:
    return Held("Let the soil dry between two waterings, ", "and keep it out of the sun.")


@pytest.fixture
def shop(product: Product, held: Held) -> Iterator[Product]:
    """The shop, whose chat asks a model that is held by hand; no policy looks at its answers."""
    loopback, demo = Loopback(), product.demo
    address = f"http://127.0.0.1:{loopback.listen(OpenAIServer([held]).serve)}/v1"
    names = {"tenant": demo["tenant_id"], "owner": demo["users"][0]["email"], "address": address}
    judging = [flow for (flow,) in product.query(JUDGING)]
    product.manage("shell", "--command", CHOOSE.format(**names))
    product.change(ENABLE, {"policies": judging, "enabled": False})
    with following(product, FLOW):
        yield product
        held.go_on.set()
    product.change(ENABLE, {"policies": judging, "enabled": True})
    product.manage("shell", "--command", REMOVE.format(**names))
    loopback.stop()


def test_the_visitor_reads_an_answer_while_it_is_written(
    page: Page, browser: Browser, shop: Product, held: Held
) -> None:
    page.goto(shop.shop_url)
    page.get_by_role("button", name="Open chat").click()
    panel = page.get_by_role("dialog")
    expect(panel).to_contain_text("Ask me anything.")
    with at_consoles(browser, shop, most=1) as people:
        say(panel, "How do I water a fern?")
        draft = panel.locator(".draft")
        expect(draft).to_have_text("Let the soil dry between two waterings,")
        assert draft.get_attribute("aria-hidden") == "true"
        anna = people["Anna"]
        anna.tab("Bot")
        anna.opens("How do I water a fern?")
        expect(anna.thread.get_by_text("Bot is typing")).to_be_attached()
        held.go_on.set()
        said = panel.get_by_text("waterings, and keep it out of the sun.")
        expect(said).to_have_count(1)
        expect(draft).to_have_count(0)
        expect(panel.locator(".dots")).to_be_hidden()
        expect(panel.get_by_text("Ask me anything.")).to_have_count(2)
        expect(anna.thread).to_contain_text("keep it out of the sun.")
        expect(anna.thread.get_by_text("Bot is typing")).to_have_count(0)
