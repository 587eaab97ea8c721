"""The engine's ports for a claimed conversation."""

from apps.conversations.orchestrator.claim import Claim
from apps.flows.engine import Ports
from apps.flows.ports import workspace_ports


def ports_of(claim: Claim) -> Ports:
    """Give what the flow of this conversation may ask for."""
    return workspace_ports(claim.tenant_id)
