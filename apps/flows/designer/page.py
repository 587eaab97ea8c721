"""What the designer's page is told about the flow, or the policy, that it draws."""

from collections.abc import Iterator

from apps.core.channel_limits import channel_limits
from apps.flows.models import Flow
from apps.flows.versions.deployments import channel_kinds_of, deployments_of
from apps.tenants.members.roles import Action, may
from apps.tenants.site.middleware import WorkspaceRequest


def designer_props(request: WorkspaceRequest, flow: Flow) -> dict[str, object]:
    """Give the props of the island, for the open scope."""
    return {
        "flowId": str(flow.id),
        "flowName": flow.name,
        "purpose": flow.purpose,
        "revision": flow.draft_revision,
        "liveVersion": flow.live_version.number if flow.live_version else None,
        "livePlaces": [one.name for one in deployments_of([flow])[flow.id]],
        "channels": [*_channels(flow)],
        "mayEdit": may(request.membership.role, Action.EDIT_FLOWS),
        "contentLanguage": request.tenant.language,
    }


def _channels(flow: Flow) -> Iterator[dict[str, object]]:
    """Give the kinds of channels that cannot show everything, and which of them follow it."""
    following = channel_kinds_of(flow.id)
    for one in channel_limits():
        if not one.shows_everything:
            yield {"kind": one.kind, "name": one.name, "follows": one.kind in following}
