"""The engine's http port, wired to a workspace: its secrets, and the guarded way outwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from pydantic import JsonValue

from apps.flows.engine.walk import MASK
from apps.platform.db.units import unit_of_work
from apps.platform.http.client import Limits, OutgoingRequest, RequestFailed, send_request
from apps.tenants.secrets.store import OpenSecret, open_secrets

LARGEST_ANSWER = 256 * 1024
"""Bytes: a trace keeps the answer."""

Secrets = Mapping[str, OpenSecret]


class SecretRefused(Exception):
    """A secret is not there, or not for this server."""

    def __init__(self, error: str, name: str) -> None:
        super().__init__(error)
        self.answer = {"error": error, "secret": name}


@dataclass(frozen=True)
class WorkspaceWeb:
    """The servers of others, asked with the secrets of the workspace."""

    tenant_id: UUID

    async def send(self, request: Mapping[str, Any]) -> Mapping[str, JsonValue]:
        """Send a request; what comes back never holds the secrets that went out."""
        names = {header["secret"] for header in request["headers"]} - {""}
        secrets = await unit_of_work(open_secrets)(self.tenant_id, names) if names else {}
        try:
            headers = _headers(request, secrets)
            outgoing = OutgoingRequest(
                request["method"], request["url"], headers, request["body"].encode()
            )
            limits = Limits(seconds=request["seconds"], bytes=LARGEST_ANSWER)
            answer = await send_request(outgoing, limits)
        except SecretRefused as refused:
            return refused.answer
        except RequestFailed as failed:
            return {"error": failed.reason}
        text = answer.body.decode(errors="replace")
        return {"status": answer.status, "text": _without(secrets, text)}


def _headers(request: Mapping[str, Any], secrets: Secrets) -> dict[str, str]:
    """Put each secret behind the words of its header.

    Raises:
        SecretRefused: one is not there, or not for the server that is asked.
    """
    headers = {}
    for header in request["headers"]:
        value = header["value"]
        if name := header["secret"]:
            value += _opened(name, request["url"], secrets)
        headers[header["name"]] = value
    return headers


def _opened(name: str, url: str, secrets: Secrets) -> str:
    if name not in secrets:
        raise SecretRefused("no_secret", name)
    parts = urlsplit(url)
    if parts.hostname != secrets[name].host:
        raise SecretRefused("secret_elsewhere", name)
    if parts.scheme != "https" and not settings.XIN_ALLOW_LOOPBACK_HTTP:
        raise SecretRefused("secret_unsafe", name)
    return secrets[name].value


def _without(secrets: Secrets, text: str) -> str:
    for secret in secrets.values():
        text = text.replace(secret.value, MASK)
    return text
