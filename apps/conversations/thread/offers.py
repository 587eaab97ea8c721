"""What the bot's latest messages offer: the buttons and the forms that may still be answered."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from pydantic import JsonValue

from apps.core.content import TextContent, storable
from apps.core.errors import Invalid
from apps.platform.db.scope import tenant_scope
from apps.platform.db.statements import run_in_tenant
from apps.platform.db.units import prepared_cursor

MESSAGES_REMEMBERED = 20
"""How many of the bot's latest messages may still be answered."""

_RECENT = """
SELECT content FROM conversations_message
WHERE conversation_id = %(conversation)s AND tenant_id = %(tenant)s AND author = 'bot'
ORDER BY seq DESC LIMIT %(remembered)s
"""


Offers = list[dict[str, Any]]
"""The contents of the bot's latest messages, the newest first."""


def get_offers(tenant_id: UUID, conversation_id: UUID) -> Offers:
    """Give what may still be answered."""
    with tenant_scope(tenant_id), prepared_cursor() as cursor:
        cursor.execute(_RECENT, _names(tenant_id, conversation_id))
        return _read(cursor.fetchall())


async def read_offers(tenant_id: UUID, conversation_id: UUID) -> Offers:
    """Give what may still be answered, from asynchronous code."""
    return _read(await run_in_tenant(tenant_id, _RECENT, _names(tenant_id, conversation_id)))


def _names(tenant_id: UUID, conversation_id: UUID) -> dict[str, Any]:
    return {
        "tenant": tenant_id,
        "conversation": conversation_id,
        "remembered": MESSAGES_REMEMBERED,
    }


def _read(rows: Iterable[tuple[str]]) -> Offers:
    return [json.loads(content) for (content,) in rows]


def offered_title(offers: Offers, choice: str) -> str:
    """Give what the visitor read on a button, on a card too.

    Raises:
        Invalid: no recent message of the bot offers it.
    """
    for content in offers:
        for button in _buttons(content):
            if button["id"] == choice:
                return str(button["title"])
    raise Invalid("This button is not offered any more.", code="unknown_choice")


def filled_in(offers: Offers, values: Mapping[str, JsonValue]) -> TextContent:
    """Give the message that a filled form makes, or a shared place: its values, said in words.

    Raises:
        Invalid: no recent message asks for this, or a value belongs to no field of it.
    """
    for content in offers:
        if content["type"] == "form":
            return _form_answer(content, values)
        if content["type"] == "location_request":
            return _place_answer(values)
    raise Invalid("Nothing asks for this any more.", code="unknown_form")


def _buttons(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from content.get("choices", ())
    for card in content.get("cards", ()):
        yield from card.get("choices", ())


def _form_answer(form: dict[str, Any], values: Mapping[str, JsonValue]) -> TextContent:
    labels = {field["id"]: field["label"] for field in form["fields"]}
    strange = [name for name in values if name not in labels]
    if strange:
        unknown = dict.fromkeys(strange, "The form has no such field.")
        raise Invalid("Some fields are wrong.", code="unknown_field", fields=unknown)
    filled = {name: _storable(value) for name, value in values.items()}
    lines = (f"{labels[name]}: {_in_words(value)}" for name, value in filled.items() if value != "")
    return TextContent(text="\n".join(lines) or "-", values=filled)


def _place_answer(values: Mapping[str, JsonValue]) -> TextContent:
    place = {name: values.get(name) for name in ("latitude", "longitude")}
    for name, furthest in (("latitude", 90), ("longitude", 180)):
        value = place[name]
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > furthest:
            raise Invalid("This is no place.", fields={name: f"From -{furthest} to {furthest}."})
    return TextContent(text=f"{place['latitude']}, {place['longitude']}", values=place)


def _storable(value: JsonValue) -> JsonValue:
    return storable(value) if isinstance(value, str) else value


def _in_words(value: JsonValue) -> str:
    return {True: "✓", False: "✗"}[value] if isinstance(value, bool) else str(value)
