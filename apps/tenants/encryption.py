"""Secrets at rest: what the database holds of them cannot be read without the key.

The first of ``XIN_ENCRYPTION_KEYS`` encrypts, every one of them decrypts: a new key is put before
the old one.
"""

import base64
import hashlib
from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def encrypt(text: str) -> str:
    """Give what the database may hold."""
    return _cipher(tuple(settings.XIN_ENCRYPTION_KEYS)).encrypt(text.encode()).decode()


def decrypt(encrypted: str) -> str:
    """Give the secret again.

    Raises:
        cryptography.fernet.InvalidToken: it was encrypted with a key that is not known here.
    """
    return _cipher(tuple(settings.XIN_ENCRYPTION_KEYS)).decrypt(encrypted.encode()).decode()


@cache
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([_fernet(key) for key in keys])


def _fernet(key: str) -> Fernet:
    """Take a key of any spelling: Fernet wants 32 bytes."""
    digest = hashlib.sha256(key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
