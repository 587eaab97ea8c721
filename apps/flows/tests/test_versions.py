import pytest
from django.db import IntegrityError

from apps.core.errors import Conflict, Invalid, NotFound
from apps.flows.models import Flow, FlowVersion
from apps.flows.tests.sample_graphs import broken, greeting
from apps.flows.versions.queries import find_flow, get_version, get_versions
from apps.flows.versions.services import import_flow, publish, roll_back, save_draft
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Event, User, WrittenOnce
from apps.tenants.workspaces.services import create_tenant


@pytest.fixture
def anna(db: None) -> User:
    return User.objects.create_user("anna@plants.example", name="Anna")


@pytest.fixture
def flow(anna: User) -> Flow:
    return import_flow(create_tenant("Plants", "plants", anna), greeting("One"))[0]


def published(flow: Flow, words: str) -> FlowVersion:
    save_draft(flow, greeting(words), find_flow(flow.id).draft_revision)
    return publish(flow)


def words_of(version: FlowVersion | None) -> str:
    assert version is not None
    return version.graph["nodes"][1]["config"]["texts"][0]


def test_publishing_makes_a_version_and_says_who_did_it(flow: Flow, anna: User) -> None:
    version = publish(flow, anna, note="First words")
    assert (version.number, version.author, version.note) == (1, anna, "First words")
    assert find_flow(flow.id).live_version == version
    with tenant_scope(flow.tenant_id):
        event = Event.objects.get(verb="published")
    assert (event.actor, event.object_id) == (anna, str(flow.id))
    assert event.data == {"version": 1, "note": "First words"}


def test_a_version_stays_when_the_draft_goes_on(flow: Flow) -> None:
    publish(flow)
    save_draft(flow, greeting("Two"), revision=1)
    assert words_of(find_flow(flow.id).live_version) == "One"


def test_publishing_an_unchanged_draft_answers_with_the_live_version(flow: Flow) -> None:
    first = publish(flow)
    assert publish(flow) == first
    assert published(flow, "One") == first
    assert [version.number for version in get_versions(flow)] == [1]


def test_errors_block_publishing_and_name_the_block(flow: Flow) -> None:
    save_draft(flow, broken(), revision=1)
    with pytest.raises(Invalid) as refused:
        publish(flow)
    assert refused.value.code == "flow_has_errors"
    assert "greet" in refused.value.fields
    assert get_versions(flow) == []


def test_an_author_publishes_only_the_draft_they_looked_at(flow: Flow) -> None:
    save_draft(flow, greeting("Two"), revision=1)
    with pytest.raises(Conflict):
        publish(flow, revision=1)
    assert publish(flow, revision=2).number == 1


def test_rolling_back_publishes_the_old_graph_under_a_new_number(flow: Flow, anna: User) -> None:
    publish(flow)
    published(flow, "Two")
    restored = roll_back(flow, 1, anna)
    assert (restored.number, restored.note, restored.author) == (3, "Version 1 again", anna)
    assert words_of(find_flow(flow.id).live_version) == "One"
    assert restored.checksum == get_version(flow, 1).checksum
    assert find_flow(flow.id).draft["nodes"][1]["config"] == {"texts": ["Two"]}


def test_rolling_back_to_the_live_version_changes_nothing(flow: Flow) -> None:
    live = publish(flow)
    assert roll_back(flow, 1) == live


def test_a_version_that_never_was_cannot_come_back(flow: Flow) -> None:
    for number in (0, 1, 2**31, 2**70):
        with pytest.raises(NotFound):
            roll_back(flow, number)


def test_a_version_is_written_once(flow: Flow) -> None:
    version = publish(flow)
    version.note = "Another note"
    with tenant_scope(flow.tenant_id), pytest.raises(WrittenOnce):
        version.save()


def test_a_number_is_given_once(flow: Flow) -> None:
    version = publish(flow)
    with pytest.raises(IntegrityError), tenant_scope(flow.tenant_id):
        FlowVersion.objects.create(
            tenant_id=flow.tenant_id, flow=flow, number=1, graph={}, checksum=version.checksum
        )
