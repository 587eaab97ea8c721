"""The engine's ports, wired to a workspace."""

from dataclasses import dataclass
from uuid import UUID

from apps.flows.engine import Ports
from apps.tenants.database import unit_of_work
from apps.tenants.queries import has_people_who_may
from apps.tenants.roles import Action


@dataclass(frozen=True)
class WorkspacePeople:
    """Who could answer a visitor."""

    tenant_id: UUID

    async def anyone(self, team: str | None) -> bool:
        """Tell whether the workspace has a person who may take a conversation over."""
        return await unit_of_work(has_people_who_may)(self.tenant_id, Action.HANDLE_CONVERSATIONS)


def workspace_ports(tenant_id: UUID) -> Ports:
    """Give what the flows of a workspace may ask for."""
    return Ports(people=WorkspacePeople(tenant_id))
