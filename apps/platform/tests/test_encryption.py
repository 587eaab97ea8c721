"""Secrets at rest, and keys that follow each other."""

from typing import Any

import pytest
from cryptography.fernet import InvalidToken

from apps.platform.crypto.encryption import decrypt, encrypt

OLD, NEW = "old" * 12, "new" * 12


@pytest.fixture(autouse=True)
def keys(settings: Any) -> Any:
    settings.XIN_ENCRYPTION_KEYS = [OLD]
    return settings


def test_what_is_stored_does_not_hold_the_secret() -> None:
    stored = encrypt("JBSWY3DP")
    assert "JBSWY3DP" not in stored
    assert decrypt(stored) == "JBSWY3DP"
    assert encrypt("JBSWY3DP") != stored


def test_a_new_key_encrypts_while_the_old_one_still_reads(keys: Any) -> None:
    stored = encrypt("JBSWY3DP")
    keys.XIN_ENCRYPTION_KEYS = [NEW, OLD]
    assert decrypt(stored) == "JBSWY3DP"
    renewed = encrypt("JBSWY3DP")
    keys.XIN_ENCRYPTION_KEYS = [NEW]
    assert decrypt(renewed) == "JBSWY3DP"
    with pytest.raises(InvalidToken):
        decrypt(stored)
