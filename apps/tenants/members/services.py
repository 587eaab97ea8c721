"""Who belongs to a workspace: other roles, and leaving. A workspace always keeps an owner."""

from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.errors import Conflict, Forbidden, NotFound
from apps.platform.db.publishing import publish_on_commit
from apps.platform.db.scope import tenant_scope
from apps.tenants.members.events import MembershipChanged, membership_changed
from apps.tenants.members.roles import Action, Role, may
from apps.tenants.models import Invitation, Membership, Tenant
from apps.tenants.workspaces.events import Verb, record_event


def get_members(tenant: Tenant) -> list[Membership]:
    """Give the members of a workspace, owners first, then by name."""
    ranks = {role.value: rank for rank, role in enumerate(Role)}
    with tenant_scope(tenant):
        members = list(Membership.objects.select_related("user"))
    return sorted(members, key=lambda member: (ranks[member.role], str(member.user).lower()))


def get_invitations(tenant: Tenant) -> list[Invitation]:
    """Give the invitations nobody has accepted yet, newest first."""
    with tenant_scope(tenant):
        open_ones = Invitation.objects.filter(accepted_at=None).select_related("invited_by")
        return list(open_ones.order_by("-created_at"))


def access_member(tenant: Tenant, membership_id: UUID) -> Membership:
    """Find a member of a workspace.

    Raises:
        NotFound: the workspace has no such member.
    """
    with tenant_scope(tenant):
        member = Membership.objects.filter(id=membership_id).select_related("user").first()
    if member is None:
        raise NotFound("There is no such member.")
    return member


def access_invitation(tenant: Tenant, invitation_id: UUID) -> Invitation:
    """Find an open invitation of a workspace.

    Raises:
        NotFound: the workspace has no such invitation.
    """
    with tenant_scope(tenant):
        found = Invitation.objects.filter(id=invitation_id, accepted_at=None).first()
    if found is None:
        raise NotFound("There is no such invitation.")
    return found


def change_role(member: Membership, role: Role, actor: Membership) -> None:
    """Give a member another role.

    Raises:
        Forbidden: the actor's role does not allow it.
        Conflict: nobody would own the workspace.
    """
    check_may_give(role, actor)
    with tenant_scope(actor.tenant_id):
        _check_may_lose(member, role, actor)
        member.role = role
        member.save(update_fields=["role"])
        record_event(actor.user, Verb.CHANGED, member, {"role": role})
        _publish_on_commit(member, role)


def remove_member(member: Membership, actor: Membership) -> None:
    """Take a member out of the workspace; everybody may leave by themselves.

    Raises:
        Forbidden: the actor's role does not allow it.
        Conflict: nobody would own the workspace.
    """
    with tenant_scope(actor.tenant_id):
        if member.id != actor.id:
            check_may_give(Role(member.role), actor)
        _check_may_lose(member, None, actor)
        record_event(actor.user, Verb.REMOVED, member, {"role": member.role})
        _publish_on_commit(member, None)
        member.delete()


def check_may_give(role: Role, actor: Membership) -> None:
    """Refuse unless the actor may let people be this: admins everything but owner.

    Raises:
        Forbidden: the actor's role does not allow it.
    """
    needed = Action.OWN_WORKSPACE if role == Role.OWNER else Action.MANAGE_MEMBERS
    if not may(actor.role, needed):
        raise Forbidden(_("Only an owner may do this."))


def _check_may_lose(member: Membership, role: Role | None, actor: Membership) -> None:
    """Refuse to take the last owner away; the locks let one of two owners who go win."""
    owners = list(Membership.objects.select_for_update().filter(role=Role.OWNER))
    if member.id not in {owner.id for owner in owners} or role == Role.OWNER:
        return
    if member.id != actor.id:
        check_may_give(Role.OWNER, actor)
    if len(owners) == 1:
        raise Conflict(_("The workspace would have no owner. Make somebody else an owner first."))


def _publish_on_commit(member: Membership, role: Role | None) -> None:
    event = MembershipChanged(member.tenant_id, member.user_id, role)
    publish_on_commit(membership_changed, event)
