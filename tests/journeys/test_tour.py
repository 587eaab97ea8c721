"""A flow of more than sixty blocks, of every group, by the widget and by the API."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from apps.flows.testing.tour import GOODBYE, tour, tour_answers
from tests.journeys.people import Caller
from tests.journeys.shop import following
from tests.product import Product

ROUNDS = 2
PATIENCE_SECONDS = 60

_BEGAN = """
    SELECT id::text FROM conversations_conversation
    WHERE last_seq > 0 AND created_at > now() - interval '10 seconds' ORDER BY created_at DESC
"""
_IS_DEALT_WITH = """
    SELECT work_since IS NULL AND inbound_seq = handled_seq AND %(said)s = (
        SELECT count(*) FROM conversations_message
        WHERE conversation_id = conversation.id AND author = 'visitor')
    FROM conversations_conversation AS conversation WHERE id = %(id)s::uuid
"""
_MAY_WRITE = """
    SELECT burst_count < 18 OR burst_since < now() - interval '10 seconds'
    FROM conversations_conversation WHERE id = %(id)s::uuid
"""


@pytest.fixture(scope="module", autouse=True)
def followed(product: Product) -> Iterator[None]:
    """Let the shop's website follow the tour meanwhile."""
    flow = tour(ROUNDS)
    assert len(flow.nodes) >= 60
    with following(product, flow.as_json()):
        yield


def until_asked(product: Product, conversation_id: str, said: int) -> None:
    """Wait until the bot has dealt with so many messages, and may be written to again."""
    names = {"id": conversation_id, "said": said}
    for question in (_IS_DEALT_WITH, _MAY_WRITE):
        until(lambda: product.query(question, names) == [(True,)])  # noqa: B023  # done at once


def until(holds: Callable[[], bool]) -> None:
    ends_at = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < ends_at, "the bot has not come so far"
        time.sleep(0.1)


def test_a_visitor_comes_through_it_in_the_widget(page: Page, product: Product) -> None:
    page.goto(product.shop_url)
    page.get_by_role("button", name="Open chat").click()
    panel = page.get_by_role("dialog")
    composer = panel.get_by_role("textbox", name="Write a message")
    until(lambda: product.query(_BEGAN) != [])
    conversation_id = product.query(_BEGAN)[0][0]
    for said, words in enumerate(tour_answers(ROUNDS)):
        until_asked(product, conversation_id, said)
        composer.fill(words)
        composer.press("Enter")
    expect(panel.get_by_role("log")).to_contain_text(GOODBYE)


def test_a_program_comes_through_it_by_the_api(product: Product) -> None:
    caller = Caller(product)
    for said, words in enumerate(tour_answers(ROUNDS), 1):
        caller.says(words)
        until_asked(product, caller.conversation_id, said)
    last = product.query(
        "SELECT content ->> 'text' FROM conversations_message"
        " WHERE conversation_id = %(id)s::uuid ORDER BY seq DESC LIMIT 1",
        {"id": caller.conversation_id},
    )
    assert last == [(GOODBYE,)]
