"""Reads what Django's file-based mail backend wrote."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import BytesParser
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

BETWEEN = b"-" * 79


@dataclass(frozen=True)
class Mail:
    """One mail, numbered from 1 in the order they were written."""

    number: int
    to: str
    subject: str
    at: datetime
    body: str


def read_mails(folder: Path) -> list[Mail]:
    """Give the mails of a folder, the newest first; one file may hold several."""
    files = sorted(folder.glob("*.log"), key=lambda file: (file.stat().st_mtime_ns, file.name))
    raw = [part.strip() for file in files for part in file.read_bytes().split(BETWEEN)]
    mails = [_read(number, part) for number, part in enumerate(filter(None, raw), start=1)]
    return mails[::-1]


def _read(number: int, raw: bytes) -> Mail:
    message = BytesParser(policy=default).parsebytes(raw)
    body = message.get_body(("plain", "html"))
    return Mail(
        number=number,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        # Django writes UTC as "-0000", which reads as a time without a zone.
        at=parsedate_to_datetime(str(message["Date"])).replace(tzinfo=UTC),
        body=str(body.get_content()) if body else "",
    )
