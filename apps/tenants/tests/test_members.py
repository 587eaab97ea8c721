"""Members: invite, change a role, remove; a workspace always keeps an owner."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from apps.core.errors import Conflict, Forbidden, Invalid, NotFound
from apps.platform.db.scope import tenant_scope
from apps.tenants.members.invitations import accept, get_open_invitation, invite, withdraw
from apps.tenants.members.roles import Role
from apps.tenants.members.services import change_role, remove_member
from apps.tenants.models import Invitation, Membership, Tenant, User
from apps.tenants.workspaces.queries import access_membership, get_memberships
from apps.tenants.workspaces.services import add_member

pytestmark = pytest.mark.django_db

MEMBERS = "/app/plants/settings/members/"


def member(user: User) -> Membership:
    return access_membership(user, "plants")


def token_of(link: str) -> str:
    return link.rsplit("/", 1)[1]


def make_old(tenant: Tenant) -> None:
    with tenant_scope(tenant):
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def test_an_invitation_is_mailed_and_its_link_shown_once(
    as_anna: Client, django_capture_on_commit_callbacks: Any
) -> None:
    form = {"email": "Cleo@Example.com", "role": "editor"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_anna.post(f"{MEMBERS}new/", form, follow=True)
    (sent,) = mail.outbox
    link = next(line for line in sent.body.splitlines() if line.startswith("http"))
    assert sent.to == ["cleo@example.com"]
    assert "Anna" in sent.subject
    assert link in answer.text
    assert link not in as_anna.get(MEMBERS).text
    assert "cleo@example.com" in as_anna.get(MEMBERS).text


def test_the_database_does_not_hold_the_link(plants: Tenant, anna: User) -> None:
    token = token_of(invite("cleo@example.com", Role.AGENT, member(anna)))
    with tenant_scope(plants):
        row = Invitation.objects.values().get()
    assert token not in str(row)


def test_who_accepts_becomes_a_member(plants: Tenant, anna: User, berta: User) -> None:
    link = invite(berta.email, Role.EDITOR, member(anna))
    assert accept(token_of(link), berta) == plants
    assert member(berta).role == Role.EDITOR


def test_an_invitation_is_used_once(plants: Tenant, anna: User, berta: User, ben: User) -> None:
    token = token_of(invite(berta.email, Role.AGENT, member(anna)))
    accept(token, berta)
    with pytest.raises(NotFound):
        accept(token, ben)


def test_an_invitation_dies_after_a_week(plants: Tenant, anna: User, berta: User) -> None:
    token = token_of(invite(berta.email, Role.AGENT, member(anna)))
    make_old(plants)
    with pytest.raises(NotFound):
        accept(token, berta)
    assert get_memberships(berta) == []


def test_a_withdrawn_invitation_is_useless(plants: Tenant, anna: User, berta: User) -> None:
    token = token_of(invite(berta.email, Role.AGENT, member(anna)))
    withdraw(get_open_invitation(token), anna)
    with pytest.raises(NotFound):
        accept(token, berta)


def test_a_second_invitation_replaces_the_first(plants: Tenant, anna: User) -> None:
    first = token_of(invite("cleo@example.com", Role.AGENT, member(anna)))
    second = token_of(invite("CLEO@example.com", Role.ADMIN, member(anna)))
    with pytest.raises(NotFound):
        get_open_invitation(first)
    assert get_open_invitation(second).role == Role.ADMIN


def test_a_member_who_accepts_keeps_their_role(plants: Tenant, anna: User, ben: User) -> None:
    token = token_of(invite("ben.private@example.com", Role.ANALYST, member(anna)))
    accept(token, ben)
    assert member(ben).role == Role.AGENT


@pytest.mark.parametrize("email", ["ben@plants.example", "no address"])
def test_it_refuses_members_and_nonsense(email: str, plants: Tenant, anna: User, ben: User) -> None:
    with pytest.raises(Invalid) as refused:
        invite(email, Role.AGENT, member(anna))
    assert "email" in refused.value.fields


def test_an_agent_invites_nobody(client: Client, ben: User) -> None:
    with pytest.raises(Forbidden):
        invite("cleo@example.com", Role.AGENT, member(ben))
    client.force_login(ben)
    form = {"email": "cleo@example.com", "role": "agent"}
    assert client.post(f"{MEMBERS}new/", form).status_code == 403


def test_an_admin_makes_no_owner_and_touches_none(
    plants: Tenant, anna: User, ben: User, berta: User
) -> None:
    add_member(plants, berta, Role.ADMIN)
    with pytest.raises(Forbidden):
        invite("cleo@example.com", Role.OWNER, member(berta))
    with pytest.raises(Forbidden):
        change_role(member(ben), Role.OWNER, member(berta))
    with pytest.raises(Forbidden):
        change_role(member(anna), Role.AGENT, member(berta))
    with pytest.raises(Forbidden):
        remove_member(member(anna), member(berta))
    change_role(member(ben), Role.EDITOR, member(berta))
    assert member(ben).role == Role.EDITOR


def test_the_last_owner_stays(plants: Tenant, anna: User) -> None:
    with pytest.raises(Conflict, match="no owner"):
        change_role(member(anna), Role.ADMIN, member(anna))
    with pytest.raises(Conflict, match="no owner"):
        remove_member(member(anna), member(anna))
    assert member(anna).role == Role.OWNER


def test_one_of_two_owners_may_go(plants: Tenant, anna: User, berta: User) -> None:
    add_member(plants, berta, Role.OWNER)
    remove_member(member(anna), member(anna))
    assert get_memberships(anna) == []
    with pytest.raises(Conflict):
        remove_member(member(berta), member(berta))


def test_a_role_is_changed_on_the_page(as_anna: Client, ben: User) -> None:
    answer = as_anna.post(f"{MEMBERS}{member(ben).id}/", {"role": "analyst"})
    assert answer.status_code == 302
    assert member(ben).role == Role.ANALYST


def test_a_member_is_removed_on_the_page(as_anna: Client, ben: User) -> None:
    as_anna.post(f"{MEMBERS}{member(ben).id}/delete/", {"confirmed": "1"})
    assert get_memberships(ben) == []


def test_the_page_says_why_the_last_owner_stays(as_anna: Client, anna: User) -> None:
    answer = as_anna.post(f"{MEMBERS}{member(anna).id}/delete/", {"confirmed": "1"}, follow=True)
    assert "would have no owner" in answer.text


def test_an_invitation_is_withdrawn_on_the_page(as_anna: Client, anna: User) -> None:
    token = token_of(invite("cleo@example.com", Role.AGENT, member(anna)))
    as_anna.post(f"{MEMBERS}invited/{get_open_invitation(token).id}/")
    with pytest.raises(NotFound):
        get_open_invitation(token)


def test_settings_change_the_workspace(as_anna: Client, plants: Tenant) -> None:
    form = {"name": "Green plants", "language": "de", "timezone": "Europe/Berlin"}
    assert as_anna.post("/app/plants/settings/", form).status_code == 302
    plants.refresh_from_db()
    assert (plants.name, plants.language, plants.timezone) == tuple(form.values())
    assert plants.slug == "plants"
