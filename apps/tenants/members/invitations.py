"""Invitations into a workspace: a link that lets one person in, once, within a week."""

import hashlib
import secrets
from datetime import timedelta

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.errors import Invalid, NotFound
from apps.platform.db.scope import system_scope, tenant_scope
from apps.tenants.members.roles import Role
from apps.tenants.members.services import check_may_give
from apps.tenants.models import Invitation, Membership, Tenant, User
from apps.tenants.workspaces.events import Verb, record_event
from apps.tenants.workspaces.services import add_member

logger = structlog.get_logger(__name__)

LIFETIME = timedelta(days=7)


def invite(email: str, role: Role, actor: Membership) -> str:
    """Invite somebody by mail, and give the link to copy; an older open invitation dies.

    Raises:
        Forbidden: the actor's role does not allow it.
        Invalid: the address is none, or its owner is a member already.
    """
    check_may_give(role, actor)
    email = _checked(email.strip().lower())
    token = secrets.token_urlsafe(32)
    with tenant_scope(actor.tenant_id):
        if Membership.objects.filter(user__email=email).exists():
            raise _wrong(_("This person is a member already."))
        Invitation.objects.filter(email=email, accepted_at=None).delete()
        invitation = Invitation.objects.create(
            tenant=actor.tenant,
            email=email,
            role=role,
            token_hash=_hash(token),
            invited_by=actor.user,
            expires_at=timezone.now() + LIFETIME,
        )
        record_event(actor.user, Verb.INVITED, invitation, {"role": role})
        link = invitation_link(token)
        transaction.on_commit(lambda: _send(actor, email, link))
    return link


def withdraw(invitation: Invitation, actor: User) -> None:
    """Make the link of an open invitation useless."""
    with tenant_scope(invitation.tenant_id):
        record_event(actor, Verb.WITHDREW, invitation, {"role": invitation.role})
        invitation.delete()


def get_open_invitation(token: str) -> Invitation:
    """Find the invitation of a link, with its workspace and who wrote it.

    Raises:
        NotFound: the link is unknown, used, withdrawn or too old.
    """
    with system_scope("invitation by hash"):
        invitation = (
            Invitation.objects.filter(token_hash=_hash(token), accepted_at=None)
            .select_related("tenant", "invited_by")
            .filter(expires_at__gt=timezone.now())
            .first()
        )
    if invitation is None:
        raise _useless()
    return invitation


def accept(token: str, user: User) -> Tenant:
    """Let the person into the workspace; a member keeps the role they have.

    Raises:
        NotFound: the link is unknown, used, withdrawn or too old.
    """
    invitation = get_open_invitation(token)
    tenant = invitation.tenant
    with tenant_scope(tenant):
        # Whoever writes the time first has used the link.
        open_ones = Invitation.objects.filter(id=invitation.id, accepted_at=None)
        if not open_ones.update(accepted_at=timezone.now()):
            raise _useless()
        if not Membership.objects.filter(user=user).exists():
            add_member(tenant, user, Role(invitation.role), actor=invitation.invited_by)
    return tenant


def invitation_link(token: str) -> str:
    """Give the whole address that lets somebody in."""
    return settings.XIN_PUBLIC_URL + reverse("invitation", args=[token])


def _useless() -> NotFound:
    return NotFound(
        _("This invitation was used, withdrawn, or is older than a week. Ask for a new one.")
    )


def _checked(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError as error:
        raise _wrong(" ".join(error.messages)) from error
    return email


def _wrong(sentence: str) -> Invalid:
    return Invalid(_("Nobody was invited."), fields={"email": sentence})


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _send(inviter: Membership, email: str, link: str) -> None:
    told = {"inviter": inviter.user, "workspace": inviter.tenant, "link": link}
    subject = _("%(inviter)s invites you to %(workspace)s") % told
    body = render_to_string("tenants/mails/invitation.txt", told)
    try:
        send_mail(" ".join(subject.split()), body, None, [email])
    except OSError:  # the inviter has the link and can hand it over
        logger.warning("invitation_not_mailed", tenant_id=str(inviter.tenant_id))
