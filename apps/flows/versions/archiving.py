"""Putting flows away, and taking them out again."""

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.errors import Conflict
from apps.flows.models import Flow
from apps.flows.versions.deployments import deployments_of
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.events import Verb, record_event


def get_archived_flows(tenant: Tenant, purpose: Flow.Purpose = Flow.Purpose.FLOW) -> list[Flow]:
    """Give the flows, or the policies, that were put away, the latest first."""
    with tenant_scope(tenant):
        archived = Flow.objects.filter(purpose=purpose).exclude(archived_at=None)
        return list(archived.order_by("-archived_at"))


def archive_flow(flow: Flow, actor: User) -> None:
    """Put a flow away; its versions and its conversations stay.

    Raises:
        Conflict: a channel follows it.
    """
    with tenant_scope(flow.tenant_id):
        if deployments := deployments_of([flow])[flow.id]:
            raise Conflict(
                _("%(flow)s is live on %(places)s. Let them follow another flow first.")
                % {"flow": flow.name, "places": ", ".join(one.name for one in deployments)}
            )
        _set_archived(flow, Verb.ARCHIVED, actor)


def restore_flow(flow: Flow, actor: User) -> None:
    """Take a flow out again."""
    with tenant_scope(flow.tenant_id):
        _set_archived(flow, Verb.RESTORED, actor)


def _set_archived(flow: Flow, verb: Verb, actor: User) -> None:
    flow.archived_at = timezone.now() if verb == Verb.ARCHIVED else None
    flow.save(update_fields=["archived_at"])
    record_event(actor, verb, flow, {"name": flow.name})
