"""Teams: members who answer the same kind of questions."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from apps.core.errors import Invalid, NotFound
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Membership, Team, TeamMember, Tenant, User
from apps.tenants.workspaces.events import Verb, record_event


@dataclass(frozen=True)
class WholeTeam:
    """A team with its members, by name."""

    team: Team
    members: tuple[Membership, ...]


def get_teams(tenant: Tenant) -> list[WholeTeam]:
    """Give the teams of a workspace by name."""
    with tenant_scope(tenant):
        teams = list(Team.objects.order_by("name", "id"))
        places = list(TeamMember.objects.select_related("membership__user"))
    return [WholeTeam(team, _members(team, places)) for team in teams]


def access_team(tenant: Tenant, team_id: UUID) -> WholeTeam:
    """Find a team of a workspace.

    Raises:
        NotFound: the workspace has no such team.
    """
    for whole in get_teams(tenant):
        if whole.team.id == team_id:
            return whole
    raise NotFound("There is no such team.")


def has_team(name: str) -> bool:
    """Tell whether the workspace whose scope is open has a team of this name."""
    return Team.objects.filter(name__iexact=name).exists()


def create_team(tenant: Tenant, name: str, actor: User) -> Team:
    """Make a team that has no members yet.

    Raises:
        Invalid: another team is called so.
    """
    with tenant_scope(tenant):
        team = _saved(Team(tenant=tenant, name=name))
        record_event(actor, Verb.CREATED, team, {"name": name})
    return team


def change_team(team: Team, name: str, members: Collection[UUID], actor: User) -> None:
    """Call a team so, and let these members, and no others, be in it.

    Raises:
        Invalid: another team is called so.
    """
    with tenant_scope(team.tenant_id):
        team.name = name
        _saved(team)
        places = TeamMember.objects.filter(team=team)
        places.exclude(membership__in=members).delete()
        held = set(places.values_list("membership_id", flat=True))
        TeamMember.objects.bulk_create(
            TeamMember(tenant_id=team.tenant_id, team=team, membership=membership)
            for membership in Membership.objects.filter(id__in=set(members) - held)
        )
        record_event(actor, Verb.CHANGED, team, {"name": name})


def delete_team(team: Team, actor: User) -> None:
    """Take a team away; its members stay in the workspace."""
    with tenant_scope(team.tenant_id):
        record_event(actor, Verb.DELETED, team, {"name": team.name})
        team.delete()


def _members(team: Team, places: list[TeamMember]) -> tuple[Membership, ...]:
    members = [place.membership for place in places if place.team_id == team.id]
    return tuple(sorted(members, key=lambda member: str(member.user).lower()))


def _saved(team: Team) -> Team:
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as error:
        taken = _("Another team is called so. Take another name.")
        raise Invalid(taken, fields={"name": taken}) from error
    return team
