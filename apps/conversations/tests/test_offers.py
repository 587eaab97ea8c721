"""Answers to what is no plain text: buttons on cards, forms, places."""

from typing import Any
from uuid import uuid4

import pytest
from pydantic import TypeAdapter

from apps.conversations.models import Conversation, Message
from apps.conversations.orchestrator.claim import claim_conversation
from apps.conversations.tests.conftest import Visitor
from apps.conversations.thread.accept import accept
from apps.conversations.widget.api import MessageIn
from apps.conversations.widget.frames import read_client_frame
from apps.core.content import Content, content_as_dict
from apps.core.errors import Invalid
from apps.core.events import VisitorInput
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work

FORM = {
    "type": "form",
    "text": "Who are you?",
    "fields": [
        {"id": "name", "label": "Your name", "kind": "text"},
        {"id": "news", "label": "Send news", "kind": "checkbox"},
        {"id": "age", "label": "Age", "kind": "number", "required": False},
    ],
}
CARDS = {
    "type": "cards",
    "cards": [
        {"title": "Fern", "choices": [{"id": "fern", "title": "Take the fern"}]},
        {"title": "Moss", "choices": [{"id": "moss", "title": "Take the moss"}]},
    ],
}
RATING = {
    "type": "rating",
    "text": "How was it?",
    "style": "stars",
    "choices": [{"id": "1", "title": "1 star"}, {"id": "2", "title": "2 stars"}],
}
PLACE = {"type": "location_request", "text": "Where are you?"}

_content: TypeAdapter[Content] = TypeAdapter(Content)


async def bot_says(visitor: Visitor, content: dict[str, Any]) -> None:
    await unit_of_work(_store)(visitor, content_as_dict(_content.validate_python(content)))


def _store(visitor: Visitor, content: dict[str, Any]) -> None:
    with tenant_scope(visitor.shop.tenant):
        chat = Conversation.objects.get(id=visitor.id)
        chat.last_seq += 1
        chat.save(update_fields=["last_seq"])
        place = {"tenant": visitor.shop.tenant, "conversation": chat, "seq": chat.last_seq}
        Message.objects.create(**place, author="bot", content=content)


async def answers(visitor: Visitor, **said: Any) -> VisitorInput:
    """Give what the flow reads of an answer."""
    body = {"key": visitor.shop.tenant.public_id, "client_msg_id": str(uuid4()), **said}
    place = (visitor.shop.tenant.id, visitor.id)
    await accept(*place, MessageIn(**body))
    await unit_of_work(_forget_the_opening)(visitor)
    claimed = await claim_conversation(*place)
    assert claimed is not None
    return claimed.inputs[-1]


def _forget_the_opening(visitor: Visitor) -> None:
    with tenant_scope(visitor.shop.tenant):
        Conversation.objects.filter(id=visitor.id).update(wake=None)


async def test_a_filled_form_is_said_in_words_and_kept_in_values(visitor: Visitor) -> None:
    await bot_says(visitor, FORM)
    given = await answers(visitor, values={"name": " Ada ", "news": True, "age": 36})
    assert given.values == {"name": "Ada", "news": True, "age": 36}
    assert given.text == "Your name: Ada\nSend news: ✓\nAge: 36"


async def test_a_value_of_no_field_is_refused_by_its_name(visitor: Visitor) -> None:
    await bot_says(visitor, FORM)
    with pytest.raises(Invalid) as refused:
        await answers(visitor, values={"name": "Ada", "admin": True})
    assert refused.value.fields == {"admin": "The form has no such field."}


async def test_a_form_that_nobody_shows_is_refused(visitor: Visitor) -> None:
    await bot_says(visitor, CARDS)
    with pytest.raises(Invalid) as refused:
        await answers(visitor, values={"name": "Ada"})
    assert refused.value.code == "unknown_form"


@pytest.mark.parametrize(
    ("content", "choice", "title"), [(CARDS, "moss", "Take the moss"), (RATING, "2", "2 stars")]
)
async def test_a_button_on_a_card_and_a_step_of_a_scale_are_picked_like_any_button(
    visitor: Visitor, content: dict[str, Any], choice: str, title: str
) -> None:
    await bot_says(visitor, content)
    given = await answers(visitor, choice=choice)
    assert (given.choice, given.text) == (choice, title)


async def test_a_shared_place_is_its_two_numbers(visitor: Visitor) -> None:
    await bot_says(visitor, PLACE)
    given = await answers(visitor, values={"latitude": 52.52, "longitude": 13.4, "spy": "x"})
    assert given.values == {"latitude": 52.52, "longitude": 13.4}
    assert given.text == "52.52, 13.4"


@pytest.mark.parametrize("latitude", [91, "north", True])
async def test_what_is_no_place_is_refused(visitor: Visitor, latitude: Any) -> None:
    await bot_says(visitor, PLACE)
    with pytest.raises(Invalid, match="no place"):
        await answers(visitor, values={"latitude": latitude, "longitude": 13.4})


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"text": "hi", "choice": "a"},
        {"values": {}},
        {"values": {"a b": 1}},
        {"values": {"a": ["list"]}},
        {"values": {"a": "x" * 4_001}},
        {"attachment": "no-id"},
        {"attachment": str(uuid4()), "text": "hi"},
    ],
)
def test_a_frame_that_says_nothing_or_two_things_is_refused(said: dict[str, Any]) -> None:
    frame = TypeAdapter(dict[str, Any]).dump_json(
        {"type": "message", "client_msg_id": str(uuid4()), **said}
    )
    with pytest.raises(Invalid) as refused:
        read_client_frame(frame.decode())
    assert refused.value.code == "bad_frame"
