"""Who could answer a visitor now: members with an open console who are not away.

An open console shows signs of life; who falls silent is gone. Of somebody who has never opened it
nobody knows, so they count as there: visitors of a new workspace shall not hear that nobody is.
"""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Now

from apps.platform.db.scope import tenant_scope
from apps.tenants.members.roles import Action, roles_that_may
from apps.tenants.members.teams import has_team
from apps.tenants.models import Membership, TeamMember

SIGN_SECONDS = 15.0
"""How often an open console shows that it is there."""
ONLINE_SECONDS = 45.0
"""Two lost signs are no farewell."""


def note_present(tenant_id: UUID, user_id: UUID) -> None:
    """Take a sign of life of somebody's console."""
    with tenant_scope(tenant_id):
        Membership.objects.filter(user_id=user_id).update(seen_at=Now())


def set_away(membership: Membership, *, away: bool) -> None:
    """Let nobody be sent to this person, or again."""
    with tenant_scope(membership.tenant_id):
        membership.away = away
        membership.save(update_fields=["away"])


def somebody_online(tenant_id: UUID, team: str | None) -> bool:
    """Tell whether anybody of a team could answer now.

    A team that the workspace does not have is everybody: a name that was changed must not keep
    visitors from people.
    """
    with tenant_scope(tenant_id):
        lately = Q(seen_at__gt=Now() - timedelta(seconds=ONLINE_SECONDS))
        people = Membership.objects.filter(
            lately | Q(seen_at=None),
            role__in=roles_that_may(Action.HANDLE_CONVERSATIONS),
            user__is_active=True,
            away=False,
        )
        if team and has_team(team):
            members = TeamMember.objects.filter(team__name__iexact=team)
            people = people.filter(id__in=members.values("membership"))
        return people.exists()
