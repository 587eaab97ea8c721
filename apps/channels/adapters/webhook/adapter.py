"""Translates between a tenant's own system and a conversation."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy
from pydantic import JsonValue, ValidationError

from apps.channels.adapter import (
    Account,
    OutgoingMessage,
    ProviderEvent,
    ProviderRequest,
    SendFailed,
    Unreadable,
)
from apps.channels.adapters.webhook import schemas
from apps.channels.adapters.webhook.signature import check_signature, signed_headers
from apps.core.content import in_words
from apps.core.errors import Invalid
from apps.core.events import AskedToStartOver, ChatEvent, Profile, Receipt, Spoke, Typed
from apps.core.strict_json import check_storable
from apps.platform.http.client import (
    Limits,
    OutgoingRequest,
    Reason,
    RequestFailed,
    send_request,
)

MAX_EVENTS = 1_000
LIMITS = Limits(seconds=15, bytes=64 * 1024, redirects=0)
TRY_AGAIN = (408, 409, 425, 429)
"""Answers below 500 that may be another one later."""
MAY_HAVE_ARRIVED = ("timeout", "too_large", "broken")
LONGEST_NAME = 150
"""What is longer is named by its digest, so that no two of them are taken for one."""
YEARS = range(1970, 2971)
"""Times beyond are no times of messages, and the outermost ones cannot be told in every zone."""


class WebhookAdapter:
    """A tenant's own system. A message that comes twice under one id is to be shown once."""

    kind = "webhook"
    label = gettext_lazy("Signed webhook")
    repeatable = True

    def check(self, account: Account, request: ProviderRequest) -> None:
        """Make sure that the tenant's system signed this."""
        check_signature(account.secrets["signing"], request.headers, request.at, request.body)

    def split(self, request: ProviderRequest) -> Sequence[ProviderEvent]:
        """Take apart one event, or ``{"events": [...]}`` with up to 1,000."""
        request_id = _short(request.headers["webhook-id"])
        try:
            body = json.loads(request.body)
        except (ValueError, RecursionError):
            return [
                _unreadable(request_id, request.body.decode("utf-8", "replace"), "invalid_json")
            ]
        if not isinstance(body, dict) or not isinstance(body.get("events"), list):
            return [_event(request_id, body)]
        events = body["events"]
        if len(events) > MAX_EVENTS:
            return [_unreadable(request_id, _in_full(body), "too_many_events")]
        return [_event(f"{request_id}.{index}", event) for index, event in enumerate(events)]

    def read(self, raw: JsonValue) -> ChatEvent:
        """Translate one event."""
        try:
            event = schemas.event_in.validate_python(raw)
        except ValidationError as error:
            raise Unreadable(_where(error)) from error
        person = event.sender
        profile = Profile(person.name, person.email, person.phone, person.language)
        return ChatEvent(person.id, _deed(event), profile)

    async def send(self, account: Account, message: OutgoingMessage) -> str:
        """Post one message, signed; the answer may name it as ``{"id": ...}``."""
        body = _body(message)
        at = datetime.now(UTC)
        headers = signed_headers(account.secrets["signing"], str(message.id), at, body)
        headers["content-type"] = "application/json"
        outgoing = OutgoingRequest("POST", account.config["url"], headers, body)
        try:
            answer = await send_request(outgoing, LIMITS)
        except RequestFailed as failed:
            raise _no_answer(failed.reason) from failed
        if answer.status >= 300:
            raise _refusal(answer.status, answer.headers.get("retry-after", ""))
        return _their_id(answer.body)


def _event(place: str, event: JsonValue) -> ProviderEvent:
    """Give one event; its name is the sender's for it, or its place in the request."""
    if event is None:
        return _unreadable(place, "null", "no_event")
    try:
        check_storable(event)
    except Invalid:
        return _unreadable(place, _in_full(event), "unstorable_text")
    fields: dict[str, Any] = event if isinstance(event, dict) else {}
    sender = fields.get("from")
    named = isinstance(fields.get("id"), str) and fields["id"]
    return ProviderEvent(
        provider_id=f"id:{_short(fields['id'])}" if named else f"at:{place}",
        sender=str(sender.get("id", ""))[:200] if isinstance(sender, dict) else "",
        raw=event,
        sent_at=_time(fields.get("sent_at")),
    )


def _unreadable(place: str, body: str, problem: str) -> ProviderEvent:
    """Keep what cannot be read as text; its digest names it, should its place be used again."""
    text = body.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    return ProviderEvent(f"at:{place}:{_digest(body)[:32]}", "", text, problem=problem)


def _in_full(event: JsonValue) -> str:
    """Write an event out; one that is nested too deep for that is left out."""
    try:
        return json.dumps(event)
    except RecursionError:
        return ""


def _short(name: str) -> str:
    """Give a name, or of a long one the digest."""
    return name if len(name) <= LONGEST_NAME else f"sha256:{_digest(name)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _time(written: object) -> datetime | None:
    try:
        read = datetime.fromisoformat(str(written))
    except ValueError:
        return None
    return read if read.tzinfo and read.year in YEARS else None


def _deed(event: schemas.EventIn) -> Spoke | Typed | AskedToStartOver | Receipt:
    match event:
        case schemas.MessageIn():
            if [event.text, event.choice, event.values].count(None) != 2:
                raise Unreadable("message: one of text, choice, values")
            return Spoke(event.text, event.choice, event.values)
        case schemas.TypingIn():
            return Typed()
        case schemas.StartOverIn():
            return AskedToStartOver()
        case schemas.ReceiptIn():
            return Receipt(event.message_id, event.state, event.reason)


def _where(error: ValidationError) -> str:
    """Name the first field that is wrong, without what it holds."""
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['type']}"[:200]


def _body(message: OutgoingMessage) -> bytes:
    posted = schemas.MessageOut(
        id=message.id,
        conversation_id=message.conversation_id,
        to=schemas.Recipient(id=message.address),
        seq=message.seq,
        author=message.author,
        name=message.name,
        text=in_words(message.content),
        content=message.content,
        at=message.at,
    )
    return posted.model_dump_json().encode()


def _no_answer(reason: Reason) -> SendFailed:
    """Tell what may have arrived from what did not; nobody is sent elsewhere by a redirect."""
    if reason in MAY_HAVE_ARRIVED:
        return SendFailed(reason, "unknown")
    return SendFailed(reason, "permanent" if reason == "redirects" else "temporary")


def _refusal(status: int, retry_after: str) -> SendFailed:
    """Tell a refusal for good from one that may pass; a redirect is one for good."""
    reason = f"http_{status}"
    if status < 500 and status not in TRY_AGAIN:
        return SendFailed(reason, "permanent")
    seconds = float(retry_after) if retry_after.isascii() and retry_after.isdigit() else None
    return SendFailed(reason, "temporary", seconds)


def _their_id(body: bytes) -> str:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    name = answer.get("id") if isinstance(answer, dict) else None
    return name[:200] if isinstance(name, str) and name.isprintable() else ""


adapter = WebhookAdapter()
