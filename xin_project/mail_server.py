"""The mail server of an installation, written as one address."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

Security = Literal["starttls", "tls", "none"]

SCHEMES: dict[str, tuple[Security, int]] = {
    "smtp": ("starttls", 587),
    "smtps": ("tls", 465),
    "smtp+plain": ("none", 25),
}
"""How the words on the wire are kept, and the usual port. The last is for a relay at home."""


@dataclass(frozen=True)
class MailServer:
    """Where mails are handed over."""

    host: str
    port: int
    user: str
    password: str
    security: Security


def read_mail_server(address: str) -> MailServer:
    """Read ``smtp://user:password@host:port``.

    Raises:
        ValueError: it is no such address; the text says what is and does not repeat it.
    """
    parts = urlsplit(address)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ValueError(f"begins with {', '.join(f'{name}://' for name in SCHEMES)} and a host")
    security, port = SCHEMES[parts.scheme]
    return MailServer(
        host=parts.hostname,
        port=parts.port or port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        security=security,
    )
