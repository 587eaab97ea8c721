import pytest

from apps.core.errors import Conflict, Invalid, NotFound
from apps.flows.models import Flow
from apps.flows.tests.sample_graphs import broken, greeting
from apps.flows.versions.queries import access_flow, export_flow, find_flow, get_flows
from apps.flows.versions.services import create_flow, import_flow, publish, save_draft
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Event, Tenant, User
from apps.tenants.workspaces.services import create_tenant


@pytest.fixture
def anna(db: None) -> User:
    return User.objects.create_user("anna@plants.example", name="Anna")


@pytest.fixture
def plants(anna: User) -> Tenant:
    return create_tenant("Plants", "plants", anna)


@pytest.fixture
def books(anna: User) -> Tenant:
    return create_tenant("Books", "books", anna)


@pytest.fixture
def flow(plants: Tenant) -> Flow:
    return import_flow(plants, greeting())[0]


def verbs(tenant: Tenant) -> list[str]:
    with tenant_scope(tenant):
        events = Event.objects.filter(object_kind="flow").order_by("at", "id")
        return [event.verb for event in events]


def test_a_new_flow_holds_a_start_block(plants: Tenant, anna: User) -> None:
    flow = create_flow(plants, "Front desk", anna)
    assert [node["kind"] for node in flow.draft["nodes"]] == ["start"]
    assert (flow.draft_revision, flow.live_version) == (1, None)
    assert get_flows(plants) == [flow]
    assert verbs(plants) == ["created"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "nul \x00"])
def test_a_flow_needs_a_name_that_fits(name: str, plants: Tenant) -> None:
    with pytest.raises(Invalid) as refused:
        create_flow(plants, name)
    assert "name" in refused.value.fields


def test_a_saved_draft_is_the_next_revision_and_names_the_flow(flow: Flow, anna: User) -> None:
    saved = save_draft(flow, greeting("Hi", name="Reception"), revision=1, actor=anna)
    found = find_flow(flow.id)
    assert (saved.draft_revision, found.draft_revision) == (2, 2)
    assert (found.name, str(found.draft_saved_by)) == ("Reception", "Anna")
    assert found.draft["nodes"][1]["config"] == {"texts": ["Hi"]}


def test_the_slower_of_two_people_gets_both_sides(flow: Flow, anna: User) -> None:
    save_draft(flow, greeting("Anna's"), revision=1, actor=anna)
    with pytest.raises(Conflict, match="Anna saved this flow") as conflict:
        save_draft(flow, greeting("Ben's"), revision=1)
    current = conflict.value.current
    assert isinstance(current, dict)
    assert (current["revision"], current["saved_by"]) == (2, "Anna")
    assert current["graph"] == find_flow(flow.id).draft
    assert current["graph"]["nodes"][1]["config"] == {"texts": ["Anna's"]}


def test_a_draft_may_hold_mistakes_but_not_another_shape(flow: Flow) -> None:
    save_draft(flow, broken(), revision=1)
    with pytest.raises(Invalid) as refused:
        save_draft(flow, {"schema": 1, "nodes": [{"id": "a b", "kind": "say"}]}, revision=2)
    assert list(refused.value.fields) == ["nodes.0.id"]
    assert find_flow(flow.id).draft_revision == 2


@pytest.mark.parametrize("nonsense", [None, [], "flow", {}, {"schema": 2, "nodes": []}])
def test_what_is_no_flow_file_is_refused(nonsense: object, flow: Flow) -> None:
    with pytest.raises(Invalid, match="no flow file"):
        save_draft(flow, nonsense, revision=1)


def test_an_import_makes_a_flow_and_publishes_it_if_asked(plants: Tenant) -> None:
    draft, nothing = import_flow(plants, greeting())
    live, version = import_flow(plants, greeting(), publish=True)
    assert nothing is None
    assert find_flow(draft.id).live_version is None
    assert find_flow(live.id).live_version == version
    assert verbs(plants) == ["imported", "imported", "published"]


def test_an_import_that_cannot_be_published_leaves_nothing(plants: Tenant) -> None:
    with pytest.raises(Invalid):
        import_flow(plants, broken(), publish=True)
    assert get_flows(plants) == []
    assert verbs(plants) == []


def test_an_export_can_be_imported_again(flow: Flow, books: Tenant) -> None:
    copy, _ = import_flow(books, export_flow(flow), publish=True)
    assert export_flow(copy) == export_flow(flow)
    assert export_flow(flow)["name"] == "Front desk"


def test_a_flow_is_found_in_its_own_workspace_only(flow: Flow, books: Tenant) -> None:
    with pytest.raises(NotFound):
        access_flow(books, flow.id)
    assert get_flows(books) == []


def test_a_flow_that_was_read_can_be_used_outside_of_a_scope(flow: Flow, anna: User) -> None:
    save_draft(flow, greeting("Hi"), revision=1, actor=anna)
    publish(flow, anna)
    found = find_flow(flow.id)
    assert (str(found.live_version), str(found.draft_saved_by)) == ("Version 1", "Anna")
