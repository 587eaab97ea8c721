"""Flows that ask a model, in real conversations: history, keys, budgets, traces."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from apps.channels.models import Channel
from apps.conversations.tests.conftest import Shop, Visitor
from apps.flows.language_model.settings import (
    ModelChoice,
    change_model,
    note_use,
    remove_model,
    used_today,
)
from apps.flows.testing import flow_file
from apps.flows.testing.openai_server import OpenAIServer, completion, openai_server
from apps.flows.versions.services import import_flow
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work

USAGE = {"prompt_tokens": 90, "completion_tokens": 10}


def put_live(shop: Shop) -> None:
    drawn = flow_file(
        "start -> wait; wait.answered -> ask; ask.answered -> wait; ask.error -> sorry -> wait",
        wait=("ask_text", {"text": "Yes?", "save_as": "said"}),
        ask=("ask_model", {"instructions": "Be kind."}),
        sorry=("say", {"texts": ["The model is away."]}),
    )
    with tenant_scope(shop.tenant):
        flow, _ = import_flow(shop.tenant, drawn, publish=True)
        Channel.objects.update(default_flow=flow)


def choose(shop: Shop, address: str, conversation: int = 10_000, day: int = 10_000) -> None:
    choice = ModelChoice("own", address, "toy", "sk-1", conversation, day)
    change_model(shop.tenant, choice, shop.anna)


@pytest.fixture
async def server(settings: Any) -> AsyncIterator[OpenAIServer]:
    settings.XIN_ALLOW_PRIVATE_MODELS = True
    async with openai_server(completion("Green.", usage=USAGE)) as running:
        yield running


async def arrives(shop: Shop) -> Visitor:
    visitor: Visitor = await unit_of_work(Visitor.arrives)(shop)
    await visitor.bot()
    return visitor


async def hears(visitor: Visitor, words: str) -> str:
    """Say something, and give what the bot says before it asks on."""
    await visitor.says(words)
    await visitor.bot()
    return (await visitor.thread())[-2][1]


async def test_the_model_answers_and_knows_what_was_said(shop: Shop, server: OpenAIServer) -> None:
    await unit_of_work(put_live)(shop)
    await unit_of_work(choose)(shop, server.base_url)
    visitor = await arrives(shop)
    assert await hears(visitor, "Which colour?") == "Green."
    assert await hears(visitor, "And now?") == "Green."
    told = [(one["role"], one["content"]) for one in server.requests[1]["messages"]]
    assert told[0][0] == "system"
    assert told[1:] == [
        ("assistant", "Yes?"),
        ("user", "Which colour?"),
        ("assistant", "Green."),
        ("assistant", "Yes?"),
        ("user", "And now?"),
    ]
    assert "authorization: bearer sk-1" in server.headers[0].lower()
    assert await unit_of_work(used_today)(shop.tenant) == 200


async def test_without_a_model_the_visitor_still_gets_an_answer(shop: Shop) -> None:
    await unit_of_work(put_live)(shop)
    assert await hears(await arrives(shop), "Which colour?") == "The model is away."


async def test_past_its_budget_a_conversation_asks_no_model(
    shop: Shop, server: OpenAIServer
) -> None:
    await unit_of_work(put_live)(shop)
    await unit_of_work(choose)(shop, server.base_url, conversation=100)
    anna, ben = await arrives(shop), await arrives(shop)
    said = [await hears(visitor, "Hi") for visitor in (anna, anna, ben)]
    assert said == ["Green.", "The model is away.", "Green."]
    assert len(server.requests) == 2


async def test_past_its_daily_budget_a_workspace_asks_no_model(
    shop: Shop, server: OpenAIServer
) -> None:
    await unit_of_work(put_live)(shop)
    await unit_of_work(choose)(shop, server.base_url, day=100)
    await unit_of_work(note_use)(shop.tenant.id, None, 60, 40)
    assert await hears(await arrives(shop), "Hi") == "The model is away."
    assert server.requests == []


async def test_a_model_that_is_taken_away_is_asked_no_more(
    shop: Shop, server: OpenAIServer
) -> None:
    await unit_of_work(put_live)(shop)
    await unit_of_work(choose)(shop, server.base_url)
    visitor = await arrives(shop)
    assert await hears(visitor, "Hi") == "Green."
    await unit_of_work(remove_model)(shop.tenant, shop.anna)
    assert await hears(visitor, "Hi") == "The model is away."
