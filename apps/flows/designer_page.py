"""What the designer's page is told about the flow, or the policy, that it draws."""

from apps.flows.models import Flow
from apps.flows.places import places_of
from apps.tenants.middleware import WorkspaceRequest
from apps.tenants.roles import Action, may


def designer_props(request: WorkspaceRequest, flow: Flow) -> dict[str, object]:
    """Give the props of the island, for the open scope."""
    return {
        "flowId": str(flow.id),
        "flowName": flow.name,
        "purpose": flow.purpose,
        "revision": flow.draft_revision,
        "liveVersion": flow.live_version.number if flow.live_version else None,
        "livePlaces": places_of([flow])[flow.id],
        "mayEdit": may(request.membership.role, Action.EDIT_FLOWS),
        "contentLanguage": request.tenant.language,
    }
