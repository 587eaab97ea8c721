"""Policies of a workspace, under ``/workspaces/{slug}/policies``.

A policy is drawn, checked, published and tested under ``/flows`` like a flow.
"""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from apps.flows.models import Flow
from apps.flows.policies import services as policies
from apps.flows.policies.presets import Preset
from apps.flows.policies.schemas import PolicyIn, PolicyOrderIn, PolicyOut, PresetOut, SwitchIn
from apps.tenants.members.roles import Action
from apps.tenants.sign_in.authentication import Slug, session_auth, signed_in, tenant_of_request

router = Router(tags=["policies"], auth=session_auth)


@router.get("", response=list[PolicyOut])
def list_policies(request: HttpRequest, slug: Slug) -> list[Flow]:
    """Give the policies in the order in which they judge."""
    return policies.get_policies(tenant_of_request(request, slug, Action.READ_FLOWS))


@router.get("/presets", response=list[PresetOut])
def list_presets(request: HttpRequest, slug: Slug) -> list[Preset]:
    """Give the presets that the workspace has no policy of the same name for."""
    return policies.get_offers(tenant_of_request(request, slug, Action.READ_FLOWS))


@router.post("", response={201: PolicyOut})
def add_preset(request: HttpRequest, slug: Slug, body: PolicyIn) -> Status[Flow]:
    """Make a policy of a preset; it judges at once. 409 when there is one of its name."""
    tenant = tenant_of_request(request, slug, Action.EDIT_FLOWS)
    return Status(201, policies.add_preset(tenant, body.preset, signed_in(request)))


@router.put("/order", response=list[PolicyOut])
def order_policies(request: HttpRequest, slug: Slug, body: PolicyOrderIn) -> list[Flow]:
    """Let the policies judge in this order; 409 when these are not all that there are."""
    tenant = tenant_of_request(request, slug, Action.EDIT_FLOWS)
    return policies.order_policies(tenant, body.ids, signed_in(request))


@router.put("/{uuid:policy_id}/enabled", response=PolicyOut)
def switch_policy(request: HttpRequest, slug: Slug, policy_id: UUID, body: SwitchIn) -> Flow:
    """Switch a policy on or off; the first switch on publishes, 422 on errors."""
    tenant = tenant_of_request(request, slug, Action.EDIT_FLOWS)
    policy = policies.access_policy(tenant, policy_id)
    return policies.switch_policy(tenant, policy, body.enabled, signed_in(request))
