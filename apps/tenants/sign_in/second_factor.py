"""The second step of signing in: its secrets are encrypted at rest."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext_lazy as _

from apps.platform.crypto.encryption import decrypt, encrypt, renew


class EncryptingAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Keeps the secrets of authenticator apps and recovery codes encrypted."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "unverified_email": _("Confirm your e-mail address first, with the link in our mail.")
    }

    def encrypt(self, text: str) -> str:
        """Give what the database holds."""
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Give the secret again."""
        return decrypt(encrypted_text)


def renew_factor(data: dict[str, Any]) -> dict[str, Any]:
    """Give what allauth keeps of a second step with its secrets under the first key.

    Raises:
        cryptography.fernet.InvalidToken: one was encrypted with a key that is not known here.
    """
    renewed: dict[str, Any] = {
        name: renew(data[name]) for name in ("secret", "seed") if name in data
    }
    if "migrated_codes" in data:
        renewed["migrated_codes"] = [renew(code) for code in data["migrated_codes"]]
    return {**data, **renewed}
