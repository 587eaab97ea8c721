"""A workspace and its people, under ``/workspaces/{slug}``."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from apps.tenants.members.presence import set_away
from apps.tenants.members.roles import Action
from apps.tenants.members.teams import WholeTeam, get_teams
from apps.tenants.models import Membership
from apps.tenants.sign_in.authentication import Slug, session_auth, signed_in
from apps.tenants.workspaces.queries import access_membership, access_tenant

router = Router(tags=["workspace"], auth=session_auth)


class TeamOut(Schema):
    """A team; flows name it by its name."""

    id: UUID
    name: str
    members: list[str]

    @classmethod
    def of(cls, whole: WholeTeam) -> "TeamOut":
        """Give a team with the names of its members."""
        names = [str(member.user) for member in whole.members]
        return cls(id=whole.team.id, name=whole.team.name, members=names)


class PresenceShape(Schema):
    """Whether I am away: nobody is sent to me then."""

    away: bool


@router.get("/teams", response=list[TeamOut])
def list_teams(request: HttpRequest, slug: Slug) -> list[TeamOut]:
    """Give the teams of the workspace by name."""
    tenant = access_tenant(signed_in(request), slug, Action.READ_FLOWS)
    return [TeamOut.of(whole) for whole in get_teams(tenant)]


@router.get("/presence", response=PresenceShape)
def read_presence(request: HttpRequest, slug: Slug) -> Membership:
    """Say whether I am away."""
    return access_membership(signed_in(request), slug)


@router.put("/presence", response=PresenceShape)
def change_presence(request: HttpRequest, slug: Slug, body: PresenceShape) -> Membership:
    """Be away, or back."""
    membership = access_membership(signed_in(request), slug)
    set_away(membership, away=body.away)
    return membership
