"""News of people that the floors above act on: declared here, told once it is committed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db import transaction

from apps.tenants.members.roles import Role


@dataclass(frozen=True)
class MembershipChanged:
    """A person is something else in a workspace now; without a role they left it."""

    tenant_id: UUID
    user_id: UUID
    role: Role | None


Listener = Callable[[MembershipChanged], None]

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Call this function with every news from now on; at the start of the process."""
    _listeners.append(listener)


def tell_on_commit(news: MembershipChanged) -> None:
    """Tell whoever listens, once the running transaction is committed."""
    for listener in _listeners:
        transaction.on_commit(partial(listener, news), robust=True)
