"""A mail server that keeps what it took, and says yes only when the test lets it."""

import asyncio
import threading
from dataclasses import dataclass
from email import message_from_bytes, policy

ANSWERS = {"EHLO": "250 faults", "MAIL": "250 ok", "RCPT": "250 ok", "QUIT": "221 bye"}


@dataclass(frozen=True)
class Taken:
    """One mail as it came."""

    message_id: str
    subject: str


class MailServer:
    """Speaks as much SMTP as a client needs to hand over a mail."""

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.asked = threading.Event()
        self.may_answer = threading.Event()
        self.may_answer.set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take the mails of one connection."""
        writer.write(b"220 faults\r\n")
        while line := await reader.readline():
            verb = line.split()[0].decode().upper() if line.split() else ""
            if verb == "DATA":
                await self._take(reader, writer)
            else:
                writer.write(f"{ANSWERS.get(verb, '500 what')}\r\n".encode())
        writer.close()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"354 go on\r\n")
        mail = message_from_bytes(await reader.readuntil(b"\r\n.\r\n"), policy=policy.default)
        self.taken.append(Taken(str(mail["Message-ID"]), str(mail["Subject"])))
        self.asked.set()
        await asyncio.to_thread(self.may_answer.wait)
        writer.write(b"250 taken\r\n")
