"""Signatures of webhooks both ways, by Standard Webhooks 1.0.

Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from apps.core.errors import Unauthenticated

PREFIX = "whsec_"
SECRET_BYTES = 32
TOLERANCE_SECONDS = 300
"""How far the sender's clock, and the way, may be off."""


def new_secret() -> str:
    """Make a signing secret as people copy it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signed_headers(
    signing: Sequence[str], message_id: str, at: datetime, body: bytes
) -> dict[str, str]:
    """Give the three headers; while a secret is being changed, each live one signs."""
    timestamp = str(int(at.timestamp()))
    signatures = [f"v1,{_signature(secret, message_id, timestamp, body)}" for secret in signing]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(signatures),
    }


def check_signature(
    signing: Sequence[str], headers: Mapping[str, str], at: datetime, body: bytes
) -> None:
    """Make sure that one of the live secrets signed this, not long ago.

    Raises:
        Unauthenticated: none did, or the time in it is more than five minutes off.
    """
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not message_id or not timestamp.isascii() or not timestamp.isdigit():
        raise Unauthenticated("The headers webhook-id and webhook-timestamp are needed.")
    offered = [
        part.removeprefix("v1,").encode("utf-8", "surrogateescape")
        for part in headers.get("webhook-signature", "").split(" ")
        if part.startswith("v1,")
    ]
    expected = [_signature(secret, message_id, timestamp, body).encode() for secret in signing]
    if not any(hmac.compare_digest(ours, theirs) for ours in expected for theirs in offered):
        raise Unauthenticated("The signature does not fit.", code="bad_signature")
    if abs(at.timestamp() - int(timestamp[:15])) > TOLERANCE_SECONDS:
        raise Unauthenticated("This was signed too long ago.", code="bad_timestamp")


def _signature(secret: str, message_id: str, timestamp: str, body: bytes) -> str:
    signed = f"{message_id}.{timestamp}.".encode("utf-8", "surrogateescape") + body
    return base64.b64encode(hmac.digest(_key(secret), signed, hashlib.sha256)).decode()


def _key(secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError("A signing secret is not what was made here.") from error
    if not key:
        raise ValueError("A signing secret is empty.")
    return key
