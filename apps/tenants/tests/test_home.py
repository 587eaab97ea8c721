"""Home: the first steps tick themselves and can be put away."""

import pytest
from django.test import Client

from apps.platform.db.scope import tenant_scope
from apps.tenants.members.invitations import invite
from apps.tenants.members.roles import Role
from apps.tenants.models import Membership, Tenant, User
from apps.tenants.site.home import steps

pytestmark = pytest.mark.django_db


def is_ticked(kind: str, tenant: Tenant) -> bool:
    step = steps.get(kind)
    assert step is not None
    with tenant_scope(tenant):
        return step.is_done(tenant)


def test_inviting_ticks_when_somebody_is_invited(plants: Tenant, anna: User) -> None:
    assert not is_ticked("invite", plants)
    with tenant_scope(plants):
        invite("ben@plants.example", Role.AGENT, Membership.objects.get())
    assert is_ticked("invite", plants)


def test_inviting_is_ticked_where_two_work(plants: Tenant, ben: User) -> None:
    assert is_ticked("invite", plants)


def test_home_lists_the_steps_and_how_many_are_done(as_anna: Client) -> None:
    page = as_anna.get("/app/plants/").text
    assert "0 of 5 done" in page
    assert "Put it on your website" in page


def test_a_person_sees_the_steps_that_their_role_can_take(client: Client, ben: User) -> None:
    client.force_login(ben)
    page = client.get("/app/plants/").text
    assert "0 of 1 done" in page
    assert "Take over a chat" in page
    assert "Put it on your website" not in page


def test_the_steps_are_put_away_and_shown_again(as_anna: Client, plants: Tenant) -> None:
    as_anna.post("/app/plants/first-steps/", {"show": ""})
    page = as_anna.get("/app/plants/").text
    assert "of 5 done" not in page
    assert "Show the first steps" in page
    as_anna.post("/app/plants/first-steps/", {"show": "1"})
    plants.refresh_from_db()
    assert plants.settings["first_steps_hidden"] is False
    assert "of 5 done" in as_anna.get("/app/plants/").text


def test_an_agent_does_not_put_the_steps_away(client: Client, ben: User) -> None:
    client.force_login(ben)
    assert client.post("/app/plants/first-steps/", {"show": ""}).status_code == 403
