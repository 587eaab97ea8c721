"""Writing all secrets at rest anew under the first key, so that the keys behind it can go."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.apps import apps
from django.db import models

from apps.platform.crypto.encryption import EncryptedText, renew
from apps.platform.db.scope import system_scope


@dataclass(frozen=True)
class Column:
    """Where secrets stand, and how what stands there is renewed."""

    model: type[models.Model]
    field: str
    renew: Callable[[Any], Any]

    def __str__(self) -> str:
        return f"{self.model._meta.label}.{self.field}"


@dataclass(frozen=True)
class Renewal:
    """What became of one column: values written anew, and those that no key here can read."""

    renewed: int
    unreadable: int


def encrypted_columns() -> Iterator[Column]:
    """Give every column of the database that holds secrets."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedText):
                yield Column(model, field.name, renew)
    yield Column(Authenticator, "data", _renew_factor)


def reencrypt() -> dict[str, Renewal]:
    """Write what another key than the first encrypted anew; it may be done at any time."""
    with system_scope("secrets under a new key"):
        return {str(column): _reencrypt(column) for column in encrypted_columns()}


def _reencrypt(column: Column) -> Renewal:
    rows = column.model._default_manager
    written, unreadable = 0, 0
    for key, stored in rows.values_list("pk", column.field):
        try:
            renewed = column.renew(stored) if stored else stored
        except InvalidToken:
            unreadable += 1
            continue
        if renewed != stored:  # and nobody has set another one meanwhile
            same = rows.filter(pk=key, **{column.field: stored})
            written += same.update(**{column.field: renewed})
    return Renewal(written, unreadable)


def _renew_factor(data: dict[str, Any]) -> dict[str, Any]:
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
