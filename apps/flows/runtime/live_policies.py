"""The policies of a workspace that judge now."""

from contextlib import suppress
from uuid import UUID

from apps.flows.engine import NotRunnable, Policy
from apps.flows.models import Flow, FlowVersion
from apps.flows.versions.programs import load_policy
from apps.flows.versions.queries import unarchived
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work
from apps.tenants.models import Tenant


def get_live_policies(tenant: Tenant | UUID) -> list[tuple[str, FlowVersion]]:
    """Give their names and what is live of them, in the order in which they judge."""
    with tenant_scope(tenant):
        policies = unarchived(Flow.Purpose.POLICY).filter(enabled=True).order_by("rank", "id")
        return [(one.name, one.live_version) for one in policies if one.live_version]


async def load_live_policies(tenant_id: UUID) -> list[tuple[str, Policy]]:
    """Give them by name, ready to judge; one that cannot run any more judges nobody."""
    policies = []
    for name, version in await unit_of_work(get_live_policies)(tenant_id):
        with suppress(NotRunnable):
            policies.append((name, await load_policy(tenant_id, version)))
    return policies
