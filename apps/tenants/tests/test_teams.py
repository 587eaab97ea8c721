"""Teams and who is online."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from apps.core.errors import Invalid, NotFound
from apps.platform.db.scope import tenant_scope
from apps.tenants.members.presence import ONLINE_SECONDS, note_present, set_away, somebody_online
from apps.tenants.members.roles import Role
from apps.tenants.members.teams import access_team, change_team, create_team, get_teams
from apps.tenants.models import Membership, Team, Tenant, User
from apps.tenants.workspaces.services import add_member

pytestmark = pytest.mark.django_db


def membership(tenant: Tenant, user: User) -> Membership:
    with tenant_scope(tenant):
        return Membership.objects.get(user=user)


@pytest.fixture
def care(plants: Tenant, anna: User, ben: User) -> Team:
    """The team Plant care, with Ben alone."""
    team = create_team(plants, "Plant care", anna)
    change_team(team, "Plant care", [membership(plants, ben).id], anna)
    return team


def leave(*tenants: Tenant) -> None:
    """Let everybody have been there, and have gone."""
    long_ago = timezone.now() - timedelta(seconds=ONLINE_SECONDS + 1)
    for tenant in tenants:
        with tenant_scope(tenant):
            Membership.objects.update(seen_at=long_ago)


def test_of_whom_nobody_knows_counts_as_there(plants: Tenant, ben: User) -> None:
    assert somebody_online(plants.id, None)


def test_who_shows_signs_of_life_is_there_and_who_falls_silent_is_gone(
    plants: Tenant, ben: User
) -> None:
    leave(plants)
    assert not somebody_online(plants.id, None)
    note_present(plants.id, ben.id)
    assert somebody_online(plants.id, None)
    leave(plants)
    assert not somebody_online(plants.id, None)


def test_who_is_away_or_may_not_answer_does_not_count(
    plants: Tenant, ben: User, berta: User
) -> None:
    leave(plants)
    note_present(plants.id, ben.id)
    set_away(membership(plants, ben), away=True)
    add_member(plants, berta, Role.ANALYST)
    note_present(plants.id, berta.id)
    assert not somebody_online(plants.id, None)
    set_away(membership(plants, ben), away=False)
    assert somebody_online(plants.id, None)


def test_a_team_is_asked_by_its_name(plants: Tenant, anna: User, ben: User, care: Team) -> None:
    leave(plants)
    note_present(plants.id, anna.id)
    assert not somebody_online(plants.id, "plant CARE")
    note_present(plants.id, ben.id)
    assert somebody_online(plants.id, "plant CARE")


def test_a_team_that_is_not_there_is_everybody(plants: Tenant, anna: User) -> None:
    note_present(plants.id, anna.id)
    assert somebody_online(plants.id, "Billing")


def test_people_of_another_workspace_do_not_count(
    plants: Tenant, books: Tenant, berta: User
) -> None:
    leave(plants, books)
    note_present(books.id, berta.id)
    assert (somebody_online(plants.id, None), somebody_online(books.id, None)) == (False, True)


def test_two_teams_cannot_be_called_the_same(plants: Tenant, anna: User, care: Team) -> None:
    with pytest.raises(Invalid) as refused:
        create_team(plants, "PLANT care", anna)
    assert "name" in refused.value.fields


def test_a_team_of_another_workspace_is_not_found(books: Tenant, care: Team) -> None:
    with pytest.raises(NotFound):
        access_team(books, care.id)


def test_who_leaves_the_workspace_leaves_its_teams(plants: Tenant, ben: User, care: Team) -> None:
    with tenant_scope(plants):
        Membership.objects.filter(user=ben).delete()
    assert [whole.members for whole in get_teams(plants)] == [()]


def test_strangers_cannot_be_put_into_a_team(
    plants: Tenant, books: Tenant, anna: User, berta: User, care: Team
) -> None:
    change_team(care, "Plant care", [membership(books, berta).id], anna)
    assert [whole.members for whole in get_teams(plants)] == [()]


def test_the_pages_make_fill_and_delete_a_team(as_anna: Client, plants: Tenant, ben: User) -> None:
    made = as_anna.post("/app/plants/settings/teams/new/", {"name": "Billing"})
    address = made["Location"]
    bens = membership(plants, ben).id
    as_anna.post(address, {"name": "Bills", "members": [str(bens)]})
    page = as_anna.get("/app/plants/settings/teams/").content.decode()
    assert ("Bills" in page, "Ben" in page) == (True, True)
    as_anna.post(f"{address}delete/", {"confirmed": "1"})
    assert get_teams(plants) == []
    assert as_anna.get(address).status_code == 404


def test_deleting_teams_asks_which_when_none_is_ticked(as_anna: Client, care: Team) -> None:
    answer = as_anna.post("/app/plants/settings/teams/", {"action": "delete_chosen"}, follow=True)
    assert "Tick at least one first." in answer.text
    assert "notice-error" in answer.text


def test_a_page_says_that_a_name_is_taken(as_anna: Client, care: Team) -> None:
    page = as_anna.post("/app/plants/settings/teams/new/", {"name": "plant care"})
    assert "Another team is called so." in page.content.decode()


def test_the_api_lists_teams_and_lets_me_be_away(
    client: Client, plants: Tenant, ben: User, care: Team
) -> None:
    client.force_login(ben)
    url = "/api/v1/workspaces/plants"
    assert [(team["name"], team["members"]) for team in client.get(f"{url}/teams").json()] == [
        ("Plant care", ["Ben"])
    ]
    assert client.get(f"{url}/presence").json() == {"away": False}
    away = client.put(f"{url}/presence", {"away": True}, content_type="application/json")
    assert away.json() == client.get(f"{url}/presence").json() == {"away": True}


def test_the_api_tells_strangers_nothing(client: Client, plants: Tenant, berta: User) -> None:
    client.force_login(berta)
    for address in ("teams", "presence"):
        assert client.get(f"/api/v1/workspaces/plants/{address}").status_code == 404
