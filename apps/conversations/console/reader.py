"""Writes the news of a workspace to one console: rows, the open thread, and who looks at it."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID, uuid4

import structlog
from django.db import Error as DatabaseError

from apps.conversations.console import frames as frames
from apps.conversations.console.authentication import ConsoleMember
from apps.conversations.console.inbox import InboxRow, access_row, list_rows, read_row
from apps.conversations.console.viewers import Person, Presence
from apps.conversations.outbound.log.progress import DeliveryProgress, list_progress
from apps.conversations.realtime.events import (
    AgentTyping,
    AgentViewing,
    BotTyping,
    ConversationMoved,
    MembersChanged,
    VisitorTyping,
)
from apps.conversations.realtime.frames import Frame
from apps.conversations.realtime.pubsub import (
    Awaited,
    NoEvent,
    Subscription,
    consoles_of,
    publish_soon,
    visitor_of,
)
from apps.conversations.thread.transcript import Cursor, read_news
from apps.core.errors import NotFound
from apps.platform.concurrency.per_loop import PerLoop
from apps.platform.concurrency.single_flight import SingleFlight
from apps.platform.db.units import unit_of_work
from apps.tenants.members.presence import SIGN_SECONDS, note_present

LOOK_AGAIN_SECONDS = 15.0
"""An event may be lost, so a console looks at everything by itself."""

_rows_for_all = PerLoop(lambda: SingleFlight(unit_of_work(read_row)))
"""A row is the same for everybody in the workspace, and they learn of it at once."""

logger = structlog.get_logger(__name__)


class Console(Protocol):
    """The socket that a reader writes to."""

    async def send_frame(self, frame: Frame) -> None:
        """Send one frame."""

    async def current_member(self) -> ConsoleMember | None:
        """Give who sits here; None when the socket was closed because nobody may."""

    async def close_to_retry(self) -> None:
        """Close, so that the console comes back."""

    async def close_for_other_role(self) -> None:
        """Close: the person is somebody else here now."""


class ConsoleReader:
    """One console's view of its workspace: what was written to it, and what is news to that.

    A row is written whenever it differs from the one written before, whatever the cause; so what
    was sent is always the state, and a lost event costs time only.
    """

    def __init__(self, console: Console, member: ConsoleMember, after: datetime | None) -> None:
        self._console = console
        self._member = member
        self._me = Person(member.user.id, str(member.user))
        self._socket = uuid4().hex
        self._subscription = Subscription(consoles_of(member.tenant_id))
        self._rows: dict[UUID, InboxRow] = {}
        self._open: UUID | None = None
        self._cursor = Cursor()
        self._progress: frozenset[DeliveryProgress] = frozenset()
        self._presence = Presence()
        self._viewing: tuple[Person, ...] = ()
        self._reading = asyncio.Lock()
        self._stopped = False
        self._presence_due = 0.0
        self._task = asyncio.create_task(self._run(after))

    async def stop(self) -> None:
        """Stop reading. By a flag: a cancellation gets lost where a thread is awaited."""
        self._stopped = True
        self._subscription.nudge()
        await asyncio.gather(self._task, return_exceptions=True)
        self._open = None
        self._show_myself()

    async def open(self, conversation_id: UUID, last_seq: int) -> None:
        """Look at this conversation from now on: write its row and what comes after a number.

        Raises:
            NotFound: the workspace has no such conversation.
        """
        row = await unit_of_work(access_row)(self._member.tenant_id, conversation_id)
        async with self._reading:
            self._open, self._cursor = conversation_id, Cursor(seq=last_seq)
            self._viewing, self._progress = (), frozenset()
            await self._write_row(row)
            await self._write_thread()
            await self._write_viewing()
        self._show_myself()

    async def look(self, conversation_id: UUID) -> None:
        """Write what is news about one conversation."""
        async with self._reading:
            row = await _rows_for_all.get().ask(self._member.tenant_id, conversation_id)
            if row is not None:
                await self._write_row(row)
            if conversation_id == self._open:
                await self._write_thread()

    def show_typing(self) -> None:
        """Let the visitor of the open conversation see that I type, if it is mine to answer."""
        row = self._rows.get(self._open) if self._open else None
        if row is None or row.handled_by != "agent":
            return
        if row.agent_id == self._member.user.id:
            publish_soon(visitor_of(self._member.tenant_id, row.id), AgentTyping(row.id))

    async def owner_epoch(self, conversation_id: UUID) -> int:
        """Give the state of a conversation that the person has seen.

        Raises:
            NotFound: the workspace has no such conversation.
        """
        seen = self._rows.get(conversation_id)
        if seen is None:
            seen = await unit_of_work(access_row)(self._member.tenant_id, conversation_id)
        return seen.owner_epoch

    async def _run(self, after: datetime | None) -> None:
        try:
            # Subscribe before the first reading: what comes between both is an event, not a hole.
            async with self._subscription:
                await self._note_presence()
                await self._begin(after)
                while not self._stopped:
                    await self._react(await self._subscription.wait(LOOK_AGAIN_SECONDS))
                    await self._note_presence()
        except OSError:
            return  # the person left; their consumer ends too
        except (DatabaseError, NotFound) as error:
            logger.warning("console_reading_failed", error=type(error).__name__)
            await self._console.close_to_retry()

    async def _begin(self, after: datetime | None) -> None:
        """Write the rows that the console does not know, and remember all."""
        async with self._reading:
            rows = await self._list()
            news = await self._list(after) if after else rows
            self._rows |= {row.id: row for row in rows}
            for row in news:
                await self._console.send_frame(_row(row))
            await self._console.send_frame(frames.ConsoleReady(role=self._member.role))

    async def _list(self, after: datetime | None = None) -> list[InboxRow]:
        return await unit_of_work(list_rows)(self._member.tenant_id, after=after)

    async def _react(self, event: Awaited) -> None:
        match event:
            case ConversationMoved(conversation_id):
                await self.look(conversation_id)
            case VisitorTyping(conversation_id) if conversation_id == self._open:
                await self._show_typing(conversation_id, "visitor")
            case BotTyping(conversation_id, turn_id) if self._awaits_bot(conversation_id, turn_id):
                await self._show_typing(conversation_id, "bot")
            case AgentViewing():
                await self._see(event)
            case MembersChanged(user_id) if user_id == self._me.id:
                await self._still_the_same()
            case NoEvent.SILENCE:
                await self._look_at_everything()

    def _awaits_bot(self, conversation_id: UUID, turn_id: UUID) -> bool:
        """Tell whether the open thread still lacks what this turn says."""
        row = self._rows.get(conversation_id)
        is_bots = row is not None and row.handled_by == "bot"
        return is_bots and conversation_id == self._open and turn_id != self._cursor.turn.id

    async def _show_typing(self, conversation_id: UUID, author: Literal["visitor", "bot"]) -> None:
        typing = frames.SomebodyTyping(conversation_id=conversation_id, author=author)
        await self._console.send_frame(typing)

    async def _look_at_everything(self) -> None:
        if not await self._still_the_same():
            return
        async with self._reading:
            rows = await self._list()
            for row in rows:
                await self._write_row(row)
            # What fell out of the newest rows is written afresh when it moves again.
            self._rows = {row.id: row for row in rows}
            if self._open is not None:
                await self._write_thread()
            await self._write_viewing()
        self._show_myself()

    async def _still_the_same(self) -> bool:
        """Tell whether the person sits here as who they came; else the socket is closed."""
        member = await self._console.current_member()
        if member is not None and member.role != self._member.role:
            await self._console.close_for_other_role()
        return member is not None and member.role == self._member.role

    async def _write_row(self, row: InboxRow) -> None:
        if row != self._rows.get(row.id):
            self._rows[row.id] = row
            await self._console.send_frame(_row(row))

    async def _write_thread(self) -> None:
        assert self._open is not None
        more = True
        while more:
            news = await read_news(self._member.tenant_id, self._open, self._cursor)
            for entry in news.entries:
                message = frames.ConversationMessage(conversation_id=self._open, **entry.as_dict())
                await self._console.send_frame(message)
            self._cursor, more = news.cursor, news.more
        await self._write_progress(self._open)

    async def _write_progress(self, conversation_id: UUID) -> None:
        deliveries = await unit_of_work(list_progress)(self._member.tenant_id, conversation_id)
        for delivery in deliveries:
            if delivery not in self._progress:
                frame = frames.DeliveryNow(conversation_id=conversation_id, **asdict(delivery))
                await self._console.send_frame(frame)
        self._progress = frozenset(deliveries)

    async def _note_presence(self) -> None:
        """Let flows know, now and then, that somebody is here who could answer."""
        if time.monotonic() >= self._presence_due:
            self._presence_due = time.monotonic() + SIGN_SECONDS
            await unit_of_work(note_present)(self._member.tenant_id, self._member.user.id)

    def _show_myself(self) -> None:
        viewing = AgentViewing(self._open, self._socket, self._me.id, self._me.name)
        publish_soon(consoles_of(self._member.tenant_id), viewing)

    async def _see(self, event: AgentViewing) -> None:
        if event.socket == self._socket:
            return
        person = Person(event.user_id, event.name)
        now = time.monotonic()
        is_news = self._presence.see(event.socket, event.conversation_id, person, now)
        await self._write_viewing()
        if is_news and self._open is not None and event.conversation_id == self._open:
            self._show_myself()  # who comes cannot know that I was here before

    async def _write_viewing(self) -> None:
        if self._open is None:
            return
        present = self._presence.people(self._open, time.monotonic())
        others = tuple(person for person in present if person.id != self._me.id)
        if others != self._viewing:
            self._viewing = others
            await self._console.send_frame(_viewing(self._open, others))


def _row(row: InboxRow) -> frames.ConversationRow:
    return frames.ConversationRow.model_validate(row.model_dump())


def _viewing(conversation_id: UUID, people: Sequence[Person]) -> frames.Viewing:
    viewers = tuple(frames.Viewer(id=person.id, name=person.name) for person in people)
    return frames.Viewing(conversation_id=conversation_id, people=viewers)
