"""The second step of signing in: its secrets are encrypted at rest."""

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext_lazy as _

from apps.platform.crypto.encryption import decrypt, encrypt


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
