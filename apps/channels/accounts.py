"""The secrets of a channel: encrypted at rest, open for its adapter only."""

import json
from collections.abc import Mapping
from typing import Any

from apps.channels.adapter import Account
from apps.channels.models import Channel
from apps.platform.crypto.encryption import decrypt, encrypt

SHOWN_LETTERS = 4
"""How much of a signing secret is shown after its first time, to tell it from another one."""


def open_account(channel: Channel) -> Account:
    """Give a channel as its adapter sees it.

    Raises:
        cryptography.fernet.InvalidToken: its secrets were encrypted with a key unknown here.
    """
    return Account(channel.id, channel.config, read_secrets(channel))


def read_secrets(channel: Channel) -> dict[str, Any]:
    """Give the secrets of a channel."""
    secrets: dict[str, Any] = json.loads(decrypt(channel.secrets)) if channel.secrets else {}
    return secrets


def sealed(secrets: Mapping[str, Any]) -> str:
    """Give secrets as the column holds them."""
    return encrypt(json.dumps(secrets))


def newest_signing_secret(channel: Channel) -> str:
    """Give the signing secret that was made last, to be shown once."""
    return str(read_secrets(channel)["signing"][0])


def signing_secret_endings(channel: Channel) -> list[str]:
    """Give the last letters of the signing secrets that are good, the newest first."""
    return [secret[-SHOWN_LETTERS:] for secret in read_secrets(channel).get("signing", ())]
