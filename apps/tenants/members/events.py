"""Events of people that the layers above act on, published once they are committed."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from apps.core.hooks import Hook
from apps.tenants.members.roles import Role


@dataclass(frozen=True)
class MembershipChanged:
    """A person is something else in a workspace now; without a role they left it."""

    tenant_id: UUID
    user_id: UUID
    role: Role | None


membership_changed: Hook[Callable[[MembershipChanged], None]] = Hook()
