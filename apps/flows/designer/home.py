"""What Home says about flows."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.flows.designer.cards import as_cards
from apps.flows.models import FlowVersion
from apps.flows.versions.queries import get_flows
from apps.tenants.members.roles import Action
from apps.tenants.models import Tenant
from apps.tenants.site.home import FirstStep, Part, parts, steps
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import page_url


def published_by_somebody(tenant: Tenant) -> bool:
    """Tell whether a person has published; what a template brings has no author."""
    return FlowVersion.objects.filter(tenant=tenant, author__isnull=False).exists()


def live_flows(request: WorkspaceRequest) -> dict[str, Any]:
    """Give the flows that visitors meet."""
    cards = as_cards(flow for flow in get_flows(request.tenant) if flow.live_version)
    return {"cards": [card for card in cards if card.live_on]}


def _designer(request: WorkspaceRequest) -> str:
    flows = get_flows(request.tenant)
    if len(flows) == 1:
        return page_url(request.tenant, "flow", flow_id=flows[0].id)
    return page_url(request.tenant, "flows")


def register() -> None:
    """Let Home show what there is to say about flows."""
    parts.register(Part("live_flows", 10, "flows/live_flows.html", live_flows, column="side"))
    steps.register(
        FirstStep(
            kind="publish",
            order=20,
            title=_("Edit the bot and publish"),
            help=_("Change its greeting, try it, then let visitors meet it."),
            link=_("Edit"),
            needs=Action.EDIT_FLOWS,
            address=_designer,
            is_done=published_by_somebody,
        )
    )
