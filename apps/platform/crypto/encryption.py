"""Secrets at rest: what the database holds of them cannot be read without the key.

The first of ``XIN_ENCRYPTION_KEYS`` encrypts, every one of them decrypts: a new key is put before
the old one.
"""

import base64
import hashlib
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


class EncryptedText(models.TextField):  # type: ignore[type-arg]
    """A column of what `encrypt` gave, or of nothing; `reencrypt` finds it by this type.

    To the database, and so to migrations, it is text as any other.
    """

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


def encrypt(text: str) -> str:
    """Give what the database may hold."""
    return _cipher(tuple(settings.XIN_ENCRYPTION_KEYS)).encrypt(text.encode()).decode()


def decrypt(encrypted: str) -> str:
    """Give the secret again.

    Raises:
        cryptography.fernet.InvalidToken: it was encrypted with a key that is not known here.
    """
    return _cipher(tuple(settings.XIN_ENCRYPTION_KEYS)).decrypt(encrypted.encode()).decode()


def renew(encrypted: str) -> str:
    """Give the same secret under the first key; what is so already stays as it is.

    Raises:
        cryptography.fernet.InvalidToken: it was encrypted with a key that is not known here.
    """
    keys = tuple(settings.XIN_ENCRYPTION_KEYS)
    try:
        _cipher(keys[:1]).decrypt(encrypted.encode())
    except InvalidToken:
        return _cipher(keys).rotate(encrypted.encode()).decode()
    return encrypted


@cache
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([_fernet(key) for key in keys])


def _fernet(key: str) -> Fernet:
    """Take a key of any spelling: Fernet wants 32 bytes."""
    digest = hashlib.sha256(key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
