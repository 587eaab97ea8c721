"""The engine's ports, wired to a workspace."""

from dataclasses import dataclass
from uuid import UUID

from apps.flows.engine import Ports
from apps.flows.language_model.port import WorkspaceModel
from apps.flows.language_model.settings import used_by
from apps.flows.runtime.http import WorkspaceWeb
from apps.platform.db.units import unit_of_work
from apps.tenants.members.presence import somebody_online


@dataclass(frozen=True)
class WorkspacePeople:
    """Who could answer a visitor."""

    tenant_id: UUID

    async def anyone(self, team: str | None) -> bool:
        """Tell whether somebody of the team, or anybody, is online and not away."""
        return await unit_of_work(somebody_online)(self.tenant_id, team)


@dataclass(frozen=True)
class WorkspaceUsage:
    """What a workspace has used; ``conversation`` is None in a try, where no visitor writes."""

    tenant_id: UUID
    conversation: UUID | None

    async def messages(self, minutes: int) -> int:
        """Count no message: whose they are is known where conversations are."""
        return 0

    async def tokens(self, by: str) -> int:
        """Count the tokens that a model used."""
        return await unit_of_work(used_by)(self.tenant_id, self.conversation, by)


def workspace_ports(tenant_id: UUID, conversation: UUID | None = None) -> Ports:
    """Give what the flows of a workspace may ask for, in one of its conversations or in a try."""
    return Ports(
        people=WorkspacePeople(tenant_id),
        http=WorkspaceWeb(tenant_id),
        model=WorkspaceModel(tenant_id, conversation),
        usage=WorkspaceUsage(tenant_id, conversation),
    )
