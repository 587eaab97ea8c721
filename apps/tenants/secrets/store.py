"""Keys and passwords of a workspace for the servers that its flows ask.

Each is for one server, so that nobody who may draw a flow can have it sent elsewhere. It is read
by what sends the request, and by nothing else: no page, API or export shows it again.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from apps.core.errors import Invalid, NotFound
from apps.platform.crypto.encryption import decrypt, encrypt
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Secret, Tenant, User
from apps.tenants.workspaces.events import Verb, record_event

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
_HOST = re.compile(r"(?=.{1,253}\Z)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?")
_VALUE = re.compile(r"[\x20-\x7e]{1,4000}")


@dataclass(frozen=True)
class OpenSecret:
    """A secret as a request needs it. ``host`` is the one server that may see it."""

    host: str
    value: str = field(repr=False)


def get_secrets(tenant: Tenant) -> list[Secret]:
    """Give the secrets of a workspace by name; their values stay encrypted."""
    with tenant_scope(tenant):
        return list(Secret.objects.select_related("changed_by").order_by("name"))


def access_secret(tenant: Tenant, secret_id: UUID) -> Secret:
    """Find a secret of a workspace.

    Raises:
        NotFound: the workspace has no such secret.
    """
    with tenant_scope(tenant):
        found = Secret.objects.filter(id=secret_id).first()
    if found is None:
        raise NotFound("There is no such secret.")
    return found


def add_secret(tenant: Tenant, name: str, host: str, value: str, actor: User) -> Secret:
    """Keep a secret for one server, which may be given as an address.

    Raises:
        Invalid: a field is wrong, or another secret has the name.
    """
    host = _host_in(host)
    _check(name=_NAME.fullmatch(name), host=_HOST.fullmatch(host), value=_VALUE.fullmatch(value))
    try:
        with tenant_scope(tenant), transaction.atomic():
            secret = Secret.objects.create(
                tenant=tenant, name=name, host=host, encrypted=encrypt(value), changed_by=actor
            )
            record_event(actor, Verb.ADDED, secret, {"name": name, "host": host})
    except IntegrityError as error:
        taken = _("There is a secret with this name. Replace it, or take another name.")
        raise Invalid(_("Nothing was saved."), fields={"name": taken}) from error
    return secret


def replace_secret(secret: Secret, value: str, actor: User) -> None:
    """Give a secret another value; flows that use it go on with the new one.

    Raises:
        Invalid: nothing can be sent like that.
    """
    _check(value=_VALUE.fullmatch(value))
    with tenant_scope(secret.tenant_id):
        secret.encrypted, secret.changed_by = encrypt(value), actor
        secret.save(update_fields=["encrypted", "changed_by", "changed_at"])
        record_event(actor, Verb.REPLACED, secret, {"name": secret.name})


def delete_secret(secret: Secret, actor: User) -> None:
    """Forget a secret; requests that need it are not sent any more."""
    with tenant_scope(secret.tenant_id):
        record_event(actor, Verb.DELETED, secret, {"name": secret.name})
        secret.delete()


def open_secrets(tenant_id: UUID, names: Iterable[str]) -> dict[str, OpenSecret]:
    """Give secrets by name, to be sent; those that are not there are left out."""
    with tenant_scope(tenant_id):
        found = Secret.objects.filter(name__in=list(names))
        return {secret.name: OpenSecret(secret.host, decrypt(secret.encrypted)) for secret in found}


def _host_in(written: str) -> str:
    """Read the host out of an address, or take it as it is."""
    written = written.strip()
    try:
        return (urlsplit(written if "//" in written else f"//{written}").hostname or "").lower()
    except ValueError:
        return ""


def _check(**fitting: object) -> None:
    sentences = {
        "name": _("A name has letters, digits, - and _, and begins with a letter."),
        "host": _("This is no server. Take one such as api.example.com."),
        "value": _("A secret has 1 to 4,000 plain characters, in one line."),
    }
    wrong = {field: sentences[field] for field, fits in fitting.items() if not fits}
    if wrong:
        raise Invalid(_("Nothing was saved."), fields=wrong)
