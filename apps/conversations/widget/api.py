"""The visitor's endpoints without a socket, and what the widget asks before it opens one."""

import time
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import File, Router, Schema, UploadedFile
from pydantic import ConfigDict, Field

from apps.channels.models import DEFAULT_ACCENT
from apps.channels.queries import access_widget_channel
from apps.channels.schemas import Position
from apps.channels.website.seen_sites import let_site_in
from apps.conversations.models import Upload
from apps.conversations.realtime.pubsub import Subscription, visitor_of
from apps.conversations.thread.accept import accept, check_text
from apps.conversations.thread.file_types import PICTURES
from apps.conversations.thread.schemas import EntryOut
from apps.conversations.thread.transcript import Cursor, Handler, News, read_news
from apps.conversations.thread.uploads import keep_upload, read_upload
from apps.conversations.widget.frames import VisitorInputIn
from apps.conversations.widget.visitor_limits import check_new_visitor
from apps.conversations.widget.visits import (
    NewVisitor,
    Visit,
    access_visit,
    first_request,
    open_visit,
)
from apps.core.errors import Unauthenticated
from apps.platform.db.units import unit_of_work

WAIT_SECONDS = 20.0
"""How long an answer may hold the request."""
GREETING_SECONDS = 3.0
"""How long a first message may wait for the greeting before it is stored all the same."""
LOOK_AGAIN_SECONDS = 1.0

router = Router(tags=["widget"])


class WidgetConfig(Schema):
    """How the widget looks and speaks; without a position it stands at the end of a line."""

    name: str
    accent: str
    language: str
    greeting: str | None = None
    position: Position | None = None


class MessageIn(VisitorInputIn, Schema):
    """A visitor's message; without a token a new conversation begins.

    One ``client_msg_id`` is stored once. The same first message, sent again within ten minutes,
    opens the conversation that it began.
    """

    model_config = ConfigDict(extra="forbid")

    key: str = Field(max_length=64)
    channel: str | None = Field(default=None, max_length=64)
    token: str | None = Field(default=None, max_length=200)


class MessagesOut(Schema):
    """Messages in the order of the thread.

    ``answered`` is false when the bot has still to answer; ask again with ``after``.
    """

    conversation_id: UUID
    messages: list[EntryOut]
    handled_by: Handler
    answered: bool


class UploadOut(Schema):
    """A file that is kept; its ``id`` is the ``attachment`` of the message to send now."""

    id: UUID
    name: str
    media_type: str
    bytes: int


class AnswerOut(MessagesOut):
    """The messages after the visitor's own, and the token that proves who they are."""

    token: str
    seq: int


@router.get("/config", response=WidgetConfig, auth=None, exclude_none=True)
async def widget_config(request: HttpRequest, key: str, channel: str | None = None) -> WidgetConfig:
    """Tell how the widget of this key looks."""
    shown = await unit_of_work(let_site_in)(key, channel, request.headers.get("Origin"))
    look = {name: shown.config.get(name) for name in ("greeting", "position")}
    accent = shown.config.get("accent", DEFAULT_ACCENT)
    return WidgetConfig(name=shown.name, accent=accent, language=shown.language, **look)


@router.post("/messages", response=AnswerOut, auth=None, exclude_none=True)
async def post_message(request: HttpRequest, message: MessageIn) -> dict[str, Any]:
    """Take a visitor's message, wait for its turn, and answer with what came after it."""
    if message.text is not None:
        check_text(message.text)  # before a conversation begins for nothing
    ends_at = time.monotonic() + WAIT_SECONDS
    visit = await _enter(request, message)
    async with Subscription(visitor_of(visit.tenant_id, visit.conversation_id)) as subscription:
        if visit.is_new:  # the flow greets first, as it would on a screen
            greeted_at = time.monotonic() + GREETING_SECONDS
            await Waiting(visit, subscription, greeted_at).until_handled(seq=0)
        seq = await accept(visit.tenant_id, visit.conversation_id, message)
        await subscription.wait(LOOK_AGAIN_SECONDS)  # it was only just said: nothing to read yet
        news = await Waiting(visit, subscription, ends_at).until_handled(seq)
    return _messages(visit, news, after=seq) | {"token": visit.token, "seq": seq}


@router.get("/messages", response=MessagesOut, auth=None, exclude_none=True)
async def get_messages(request: HttpRequest, after: int = 0) -> dict[str, Any]:
    """Give the messages after a number to the visitor whose token is the bearer."""
    visit = await _visit(request)
    news = await _read(visit, Cursor(seq=max(after, 0)))
    return _messages(visit, news, after=max(after, 0))


@router.post("/uploads", response=UploadOut, auth=None)
async def post_upload(request: HttpRequest, file: File[UploadedFile]) -> Upload:
    """Keep a file of the visitor whose token is the bearer, to be sent as an attachment."""
    visit = await _visit(request)
    return await unit_of_work(keep_upload)(visit.tenant_id, visit.conversation_id, file)


@router.get("/uploads/{key}", auth=None, include_in_schema=False)
async def get_upload(request: HttpRequest, key: str) -> HttpResponse:
    """Give the file that a link of a thread leads to; only a picture is shown in place."""
    upload, body = await unit_of_work(read_upload)(key)
    attached = upload.media_type not in PICTURES
    headers = {
        "Content-Disposition": content_disposition_header(attached, upload.name),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, max-age=86400",
    }
    return HttpResponse(body, content_type=upload.media_type, headers=headers)


class Waiting:
    """Waits for the bot until a moment on the monotonic clock, in seconds."""

    def __init__(self, visit: Visit, subscription: Subscription, ends_at: float) -> None:
        self._visit = visit
        self._subscription = subscription
        self._ends_at = ends_at

    async def until_handled(self, seq: int) -> News:
        """Return when the bot, or a person's silence, dealt with this message, or time is up."""
        while True:
            news = await _read(self._visit, Cursor(seq=seq))
            left = self._ends_at - time.monotonic()
            if _is_answered(news, seq) or left <= 0:
                return news
            await self._subscription.wait(min(left, LOOK_AGAIN_SECONDS))


def _is_answered(news: News, seq: int) -> bool:
    return news.handled_seq >= seq and not (seq == 0 and news.waits)


async def _enter(request: HttpRequest, message: MessageIn) -> Visit:
    channel = await access_widget_channel(
        message.key, message.channel, request.headers.get("Origin")
    )
    address = request.META.get("REMOTE_ADDR", "")
    new_visitor = NewVisitor(partial(check_new_visitor, address), first_request(message))
    return await open_visit(channel, message.token, new_visitor)


async def _visit(request: HttpRequest) -> Visit:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated("Send the visitor's token as: Authorization: Bearer <token>.")
    return await access_visit(token.strip(), request.headers.get("Origin"))


async def _read(visit: Visit, known: Cursor) -> News:
    return await read_news(visit.tenant_id, visit.conversation_id, known)


def _messages(visit: Visit, news: News, after: int) -> dict[str, Any]:
    return {
        "conversation_id": visit.conversation_id,
        "messages": [entry.as_dict() for entry in news.entries if entry.seq > after],
        "handled_by": news.holder.handled_by,
        "answered": not news.waits,
    }
