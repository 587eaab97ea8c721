"""The policies of a workspace: their order, which of them judge, and those that stand ready."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from apps.core.errors import Conflict, NotFound
from apps.flows.engine.kinds import Entry
from apps.flows.engine.palette import node_kinds
from apps.flows.models import Flow
from apps.flows.policies.presets import Preset, get_preset, get_presets
from apps.flows.versions.queries import access_flow, unarchived
from apps.flows.versions.services import import_flow, publish
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.events import Verb, record_event


def get_policies(tenant: Tenant) -> list[Flow]:
    """Give the policies that are not archived, in the order in which they judge."""
    with tenant_scope(tenant):
        return list(unarchived(Flow.Purpose.POLICY).order_by("rank", "id"))


def access_policy(tenant: Tenant, policy_id: UUID) -> Flow:
    """Find a policy of a workspace.

    Raises:
        NotFound: the workspace has no such policy; a flow is none.
    """
    policy = access_flow(tenant, policy_id)
    if policy.purpose != Flow.Purpose.POLICY:
        raise NotFound("There is no such policy.")
    return policy


def begins_of(policy: Flow) -> list[Entry]:
    """Say where a policy looks: at messages, at replies, or at both."""
    kinds = [node_kinds().get(node["kind"]) for node in policy.draft["nodes"]]
    begins = {kind.entry for kind in kinds if kind}
    looks: tuple[Entry, ...] = ("message", "reply")
    return [entry for entry in looks if entry in begins]


def order_policies(tenant: Tenant, ids: Sequence[UUID], actor: User) -> list[Flow]:
    """Let the policies judge in this order.

    Raises:
        Conflict: these are not the policies that the workspace has by now.
    """
    with tenant_scope(tenant):
        policies = {
            one.id: one for one in unarchived(Flow.Purpose.POLICY).select_for_update(of=("self",))
        }
        if sorted(ids) != sorted(policies):
            raise Conflict(_("Somebody changed the policies meanwhile."), code="policies_changed")
        for rank, policy_id in enumerate(ids, 1):
            policies[policy_id].rank = rank
        Flow.objects.bulk_update(policies.values(), ["rank"])
        record_event(actor, Verb.ORDERED_POLICIES, tenant, {"policies": [str(one) for one in ids]})
    return get_policies(tenant)


def move_policy(tenant: Tenant, policy: Flow, places: int, actor: User) -> None:
    """Let a policy judge so many places earlier (below 0) or later; the ends stay the ends.

    Raises:
        Conflict: it is archived, or somebody changed the policies at the same moment.
    """
    ids = [one.id for one in get_policies(tenant)]
    if policy.id not in ids:
        raise Conflict(_("This policy is archived."))
    place = ids.index(policy.id)
    ids.insert(max(0, place + places), ids.pop(place))
    order_policies(tenant, ids, actor)


def switch_policy(tenant: Tenant, policy: Flow, on: bool, actor: User) -> Flow:
    """Let a policy judge, or not; one that was never published is published when it begins.

    Raises:
        Invalid: it has errors, or tests that fail, so that it cannot be published.
    """
    with tenant_scope(tenant):
        if on and policy.live_version is None:
            publish(policy, actor)
        Flow.objects.filter(id=policy.id).update(enabled=on)
        record_event(
            actor, Verb.SWITCHED_ON if on else Verb.SWITCHED_OFF, policy, {"name": policy.name}
        )
    return access_policy(tenant, policy.id)


def get_offers(tenant: Tenant) -> list[Preset]:
    """Give the presets that the workspace has no policy of the same name for."""
    named = {policy.name for policy in get_policies(tenant)}
    return [preset for preset in get_presets() if _named(preset, tenant) not in named]


def add_preset(tenant: Tenant, preset_id: str, actor: User | None = None) -> Flow:
    """Make a policy from a preset; it judges at once, after those that are there.

    Raises:
        Invalid: there is no such preset.
        Conflict: the workspace has a policy of its name already.
    """
    preset = get_preset(preset_id)
    if preset not in get_offers(tenant):
        raise Conflict(_("The workspace has this policy already."), code="policy_exists")
    with tenant_scope(tenant):
        graph = preset.graph_for(_named(preset, tenant))
        policy, _version = import_flow(tenant, graph, publish=True, actor=actor)
    return access_policy(tenant, policy.id)


def _named(preset: Preset, tenant: Tenant) -> str:
    with translation.override(tenant.language):
        return str(preset.name)
