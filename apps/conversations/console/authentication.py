"""Who may sit at a console: the session of the handshake, asked again for every frame."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, parse_cookie

from apps.core.errors import Forbidden, Unauthenticated
from apps.tenants.members.roles import Action, may
from apps.tenants.models import User
from apps.tenants.workspaces.queries import access_membership


@dataclass(frozen=True)
class ConsoleMember:
    """A member of a workspace at its console."""

    tenant_id: UUID
    user: User
    role: str

    def check_may_handle(self) -> None:
        """Let only those pass who may take over and reply.

        Raises:
            Forbidden: the role does not allow it.
        """
        if not may(self.role, Action.HANDLE_CONVERSATIONS):
            raise Forbidden(
                "Your role in this workspace does not allow this. Ask an owner or admin."
            )


@dataclass(frozen=True)
class ConsoleHandshake:
    """What a handshake brought: its headers, and the slug of the workspace."""

    headers: Mapping[bytes, bytes]
    slug: str

    @classmethod
    def of(cls, scope: Mapping[str, Any]) -> "ConsoleHandshake":
        """Read the scope of a socket."""
        return cls(dict(scope["headers"]), scope["url_route"]["kwargs"]["slug"])

    @property
    def is_ours(self) -> bool:
        """Tell whether a page of the product itself opens the socket: cookies alone prove nothing,
        a browser sends them along from any site.
        """
        origin = self._header(b"origin")
        host = self._header(b"host")
        same_host = bool(host) and urlsplit(origin).netloc == host
        return origin == settings.XIN_PUBLIC_URL or (
            same_host and origin.startswith(("http://", "https://"))
        )

    def access_member(self) -> ConsoleMember:
        """Find who sits here now: a sign-out, another role or a removal count at once.

        Raises:
            Unauthenticated: nobody is signed in.
            NotFound: there is no such workspace, or the person is a stranger there.
            Forbidden: the workspace is suspended.
        """
        user = self._user()
        membership = access_membership(user, self.slug)
        return ConsoleMember(membership.tenant_id, user, membership.role)

    def _user(self) -> User:
        request = HttpRequest()
        cookies = parse_cookie(self._header(b"cookie"))
        sessions = import_module(settings.SESSION_ENGINE)
        request.session = sessions.SessionStore(cookies.get(settings.SESSION_COOKIE_NAME))
        user = get_user(request)
        if not isinstance(user, User):
            raise Unauthenticated("Sign in first.")
        return user

    def _header(self, name: bytes) -> str:
        return self.headers.get(name, b"").decode("latin-1")
