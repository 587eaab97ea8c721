import json

import pytest

from apps.core.errors import Forbidden, Invalid, NotFound
from apps.platform.db.scope import tenant_scope
from apps.tenants.members.roles import Action, Role
from apps.tenants.models import Event, Tenant, User, WrittenOnce
from apps.tenants.workspaces.events import Verb, record_event
from apps.tenants.workspaces.queries import (
    access_tenant,
    export_tenant,
    get_memberships,
    get_tenant,
    get_tenants,
)
from apps.tenants.workspaces.services import add_member, create_tenant, delete_tenant


def test_a_new_workspace_has_its_owner_and_remembers_it(plants: Tenant, anna: User) -> None:
    assert access_tenant(anna, "plants", Action.OWN_WORKSPACE) == plants
    with tenant_scope(plants):
        assert Event.objects.get().data == {"role": "owner", "user": str(anna.id)}


@pytest.mark.parametrize("slug", ["", "Plants", "plant shop", "-plants", "plants\n", "p\x00", "ä"])
def test_it_refuses_a_slug_that_is_no_address(slug: str, anna: User) -> None:
    with pytest.raises(Invalid) as refused:
        create_tenant("Plants", slug, anna)
    assert "slug" in refused.value.fields


def test_it_refuses_a_slug_that_is_taken(plants: Tenant, berta: User) -> None:
    with pytest.raises(Invalid) as refused:
        create_tenant("Other plants", "plants", berta)
    assert "slug" in refused.value.fields
    assert get_memberships(berta) == []


def test_it_refuses_an_unknown_time_zone(anna: User) -> None:
    with pytest.raises(Invalid) as refused:
        create_tenant("Plants", "plants", anna, timezone="Berlin")
    assert "timezone" in refused.value.fields


def test_a_stranger_sees_what_everybody_sees_of_a_missing_workspace(
    plants: Tenant, berta: User
) -> None:
    answers = []
    for slug in ("plants", "no-such-workspace", "\x00", "\ud800", "x" * 500):
        with pytest.raises(NotFound) as refused:
            access_tenant(berta, slug, Action.READ_FLOWS)
        answers.append(refused.value.as_dict())
    assert all(answer == answers[0] for answer in answers)


ALLOWED = {
    Action.OWN_WORKSPACE: {Role.OWNER},
    Action.MANAGE_MEMBERS: {Role.OWNER, Role.ADMIN},
    Action.MANAGE_CHANNELS: {Role.OWNER, Role.ADMIN},
    Action.EDIT_FLOWS: {Role.OWNER, Role.ADMIN, Role.EDITOR},
    Action.READ_FLOWS: set(Role),
    Action.HANDLE_CONVERSATIONS: {Role.OWNER, Role.ADMIN, Role.AGENT},
    Action.READ_CONVERSATIONS: set(Role),
}


@pytest.mark.parametrize("action", Action)
def test_a_member_does_what_the_role_allows(action: Action, plants: Tenant, berta: User) -> None:
    for role in Role:
        add_member(plants, berta, role)
        if role in ALLOWED[action]:
            assert access_tenant(berta, "plants", action) == plants
        else:
            with pytest.raises(Forbidden):
                access_tenant(berta, "plants", action)


def test_a_member_who_is_added_again_changes_the_role(plants: Tenant, berta: User) -> None:
    add_member(plants, berta, Role.AGENT)
    add_member(plants, berta, Role.EDITOR)
    assert [membership.role for membership in get_memberships(berta)] == [Role.EDITOR]


def test_memberships_come_by_the_name_of_the_workspace(
    plants: Tenant, books: Tenant, anna: User
) -> None:
    add_member(books, anna, Role.ANALYST)
    assert [str(membership.tenant) for membership in get_memberships(anna)] == ["Books", "Plants"]


def test_a_workspace_is_found_by_public_id_and_slug(plants: Tenant, books: Tenant) -> None:
    assert get_tenant(plants.public_id) == get_tenant("plants") == plants
    assert get_tenants() == [plants, books]
    with pytest.raises(NotFound):
        get_tenant(str(plants.id))


def test_an_event_is_written_once(plants: Tenant, anna: User) -> None:
    with tenant_scope(plants):
        event = record_event(anna, Verb.CHANGED, plants)
        event.verb = "forgot"
        with pytest.raises(WrittenOnce):
            event.save()


def test_an_event_outlives_its_actor(plants: Tenant, berta: User) -> None:
    with tenant_scope(plants):
        record_event(berta, Verb.CHANGED, plants)
        berta.delete()
        assert Event.objects.get(verb="changed").actor is None


def test_a_deleted_workspace_leaves_nothing_and_the_others_alone(
    plants: Tenant, books: Tenant, anna: User, berta: User
) -> None:
    delete_tenant(plants)
    assert get_tenants() == [books]
    assert get_memberships(anna) == []
    assert len(get_memberships(berta)) == 1
    assert User.objects.filter(id=anna.id).exists()


def test_an_export_holds_every_row_of_the_workspace_and_no_other(
    plants: Tenant, books: Tenant
) -> None:
    lines: list[str] = []
    export_tenant(plants, lines.append)
    rows = [json.loads(line) for line in lines]
    assert [row["model"] for row in rows[:2]] == ["tenants.tenant", "tenants.membership"]
    assert rows[1]["fields"]["user"] == ["anna@plants.example"]
    assert "Books" not in "".join(lines)


@pytest.mark.django_db
def test_an_address_is_one_person_in_any_case() -> None:
    made = User.objects.create_user("Mixed@Case.example")
    assert made.email == "mixed@case.example"
    assert User.objects.get(email="MIXED@case.EXAMPLE") == made
    assert get_memberships(made) == []
