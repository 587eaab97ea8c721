"""The console's socket: authenticate, dispatch frames to services, write what is news."""

import structlog
from django.db import Error as DatabaseError
from prometheus_client import Gauge

from apps.conversations.console import frames as frames
from apps.conversations.console.authentication import ConsoleHandshake, ConsoleMember
from apps.conversations.console.reader import ConsoleReader
from apps.conversations.realtime.frames import Typing
from apps.conversations.realtime.pubsub import publish_moved
from apps.conversations.realtime.sockets import CLOSE_UNKNOWN, FrameSocket
from apps.conversations.thread import handoff
from apps.conversations.thread.handoff import AgentAt
from apps.core.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated, XinError
from apps.platform.db.units import unit_of_work

CLOSE_NOT_SIGNED_IN = 4401
CLOSE_OTHER_ROLE = 4403

logger = structlog.get_logger(__name__)


class ConsoleConsumer(FrameSocket):
    """One person's open console."""

    open_sockets = Gauge("xin_console_sockets", "Consoles open now.", multiprocess_mode="livesum")

    _reader: ConsoleReader | None = None

    async def connect(self) -> None:
        """Let members in who come from a page of the product."""
        self._handshake = ConsoleHandshake.of(self.scope)
        if not self._handshake.is_ours:
            await self.close()  # before accept: the handshake is answered with 403
            return
        await self.accept_and_await_hello()
        await self.current_member()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Dispatch one frame; a refusal is an error frame and the socket stays open."""
        frame: frames.ConsoleFrame | None = None
        try:
            frame = frames.read_console_frame(text_data or "")
            self.check_pace()
            member = await self.current_member()
            if member is not None:
                await self._handle_frame(frame, member)
        except XinError as error:
            await self._refuse(error, frame)
        except DatabaseError as error:
            logger.warning("console_frame_failed", error=type(error).__name__)
            await self.close_to_retry()

    async def current_member(self) -> ConsoleMember | None:
        """Give who sits here; close when nobody may any more."""
        try:
            return await unit_of_work(self._handshake.access_member)()
        except Unauthenticated:
            await self.close(code=CLOSE_NOT_SIGNED_IN)
        except (NotFound, Forbidden):  # Forbidden: suspended
            await self.close(code=CLOSE_UNKNOWN)
        except DatabaseError as error:
            logger.warning("console_refused", error=type(error).__name__)
            await self.close_to_retry()
        return None

    async def close_for_other_role(self) -> None:
        """Close: what the page offers is not what the person may do any more."""
        await self.close(code=CLOSE_OTHER_ROLE)

    async def _handle_frame(self, frame: frames.ConsoleFrame, member: ConsoleMember) -> None:
        match frame:
            case frames.ConsoleHello(after=after):
                if self._reader is not None:
                    raise Invalid("This socket has said hello already.", code="hello_twice")
                self.said_hello()
                self._reader = ConsoleReader(self, member, after)
            case frames.Open(conversation_id=conversation_id, last_seq=last_seq):
                await self._after_hello().open(conversation_id, last_seq)
            case Typing():
                member.check_may_handle()
                self._after_hello().show_typing()
            case _:
                member.check_may_handle()
                await self._handle(frame, member, self._after_hello())

    def _after_hello(self) -> ConsoleReader:
        if self._reader is None:
            raise Invalid("Say hello first.", code="hello_first")
        return self._reader

    async def _handle(
        self, command: frames.Command, member: ConsoleMember, reader: ConsoleReader
    ) -> None:
        at = AgentAt(member.tenant_id, command.conversation_id, member.user)
        match command:
            case frames.TakeOver(owner_epoch=owner_epoch):
                await unit_of_work(handoff.take_over)(at, owner_epoch)
            case frames.Reply(client_msg_id=client_msg_id, text=text):
                stored = await unit_of_work(handoff.reply)(at, client_msg_id, text)
                await self._acknowledge(command, stored.seq)
            case frames.ReturnToBot(how=how):
                await unit_of_work(handoff.return_to_bot)(at, how)
            case frames.Done(last_seq=last_seq):
                seen = await reader.owner_epoch(command.conversation_id)
                await unit_of_work(handoff.finish)(at, seen, last_seq)
        await reader.look(command.conversation_id)  # one's own deed needs no event
        publish_moved(at.tenant_id, at.conversation_id)

    async def _acknowledge(self, reply: frames.Reply, seq: int) -> None:
        place = {"conversation_id": reply.conversation_id, "client_msg_id": reply.client_msg_id}
        await self.send_frame(frames.ReplyAck(**place, seq=seq))

    async def _refuse(self, error: XinError, frame: frames.ConsoleFrame | None) -> None:
        if isinstance(error, Conflict) and isinstance(frame, frames.Command) and self._reader:
            await self._reader.look(frame.conversation_id)  # show how things stand, then say no
        await self.send_frame(frames.ConsoleRefusal.of(error, frame))
