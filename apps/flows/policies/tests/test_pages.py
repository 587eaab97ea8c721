"""The Policies section: switches, order, presets; who may change what judges."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from apps.flows.models import Flow
from apps.flows.policies.own_sites import own_site_sources
from apps.flows.policies.presets import FOLDER, get_presets
from apps.flows.policies.services import add_preset, get_policies
from apps.flows.runtime.live_policies import get_live_policies
from apps.flows.tests.sample_graphs import greeting
from apps.flows.versions.queries import get_flows
from apps.flows.versions.services import create_flow, import_flow
from apps.platform.db.scope import tenant_scope
from apps.tenants.members.roles import Role
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.services import add_member, create_tenant

pytestmark = pytest.mark.django_db

POLICIES = "/app/plants/policies/"
API = "/api/v1/workspaces/plants/policies"


@pytest.fixture
def anna(db: None) -> User:
    return User.objects.create_user("anna@plants.example", name="Anna")


@pytest.fixture
def plants(anna: User) -> Tenant:
    return create_tenant("Plants", "plants", anna)


@pytest.fixture
def as_anna(client: Client, anna: User, plants: Tenant) -> Client:
    client.force_login(anna)
    return client


@pytest.fixture
def as_agent(client: Client, plants: Tenant) -> Client:
    agent = User.objects.create_user("ben@plants.example")
    add_member(plants, agent, Role.AGENT)
    client.force_login(agent)
    return client


@pytest.fixture
def cards(plants: Tenant) -> Flow:
    return add_preset(plants, "hide_card_numbers")


@pytest.fixture
def sources(cards: Flow, plants: Tenant) -> Flow:
    return add_preset(plants, "answers_need_a_source")


def judging(tenant: Tenant) -> list[str]:
    return [name for name, _version in get_live_policies(tenant)]


def named(tenant: Tenant) -> list[str]:
    return [policy.name for policy in get_policies(tenant)]


def test_an_empty_room_says_what_a_policy_is_and_offers_all_presets(as_anna: Client) -> None:
    page = as_anna.get(POLICIES).text
    assert "A policy keeps watch over every chat" in page
    assert page.count('aria-checked="false"') == len(get_presets()) == 10


def test_a_preset_judges_as_soon_as_it_is_switched_on(as_anna: Client, plants: Tenant) -> None:
    page = as_anna.post(f"{POLICIES}add/", {"preset": "hide_card_numbers"}, follow=True).text
    assert judging(plants) == ["Hide card numbers"]
    assert "When a visitor writes" in page
    assert 'value="hide_card_numbers"' not in page
    assert re.search(r'aria-checked="true" aria-label="Hide card numbers" autofocus', page)


@pytest.mark.parametrize("preset", get_presets(), ids=lambda preset: preset.id)
def test_every_preset_passes_the_checker_and_has_its_file(plants: Tenant, preset: object) -> None:
    policy = add_preset(plants, preset.id)  # type: ignore[attr-defined]
    assert policy.live_version is not None
    assert policy.purpose == Flow.Purpose.POLICY
    assert {file.stem for file in FOLDER.glob("*.json")} == {one.id for one in get_presets()}


def test_a_preset_is_called_as_the_workspace_speaks(anna: User) -> None:
    pflanzen = create_tenant("Pflanzen", "pflanzen", anna, language="de")
    assert add_preset(pflanzen, "hide_card_numbers").name == "Kartennummern verbergen"


def test_links_to_the_own_sites_are_fine(plants: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_site_sources, "_functions", [])
    own_site_sources.register(lambda: ["plants.example"])
    policy = add_preset(plants, "only_our_links")
    look = next(node for node in policy.draft["nodes"] if node["kind"] == "links")
    assert look["config"]["allowed"] == ["plants.example"]


def test_a_switch_stops_and_starts_a_policy(as_anna: Client, plants: Tenant, cards: Flow) -> None:
    as_anna.post(f"{POLICIES}{cards.id}/switch/", {})
    assert judging(plants) == []
    as_anna.post(f"{POLICIES}{cards.id}/switch/", {"on": "1"})
    assert judging(plants) == ["Hide card numbers"]


def test_the_first_switch_on_publishes_and_says_what_is_wrong(
    as_anna: Client, plants: Tenant
) -> None:
    policy = create_flow(plants, "Mine", purpose=Flow.Purpose.POLICY)
    assert "Not published yet" in as_anna.get(POLICIES).text
    broken = {**policy.draft, "nodes": [*policy.draft["nodes"], {"id": "x", "kind": "say"}]}
    with tenant_scope(plants):
        Flow.objects.filter(id=policy.id).update(draft=broken)
    page = as_anna.post(f"{POLICIES}{policy.id}/switch/", {"on": "1"}, follow=True).text
    assert 'role="alert"' in page
    assert judging(plants) == []
    with tenant_scope(plants):
        Flow.objects.filter(id=policy.id).update(draft=policy.draft)
    as_anna.post(f"{POLICIES}{policy.id}/switch/", {"on": "1"})
    assert judging(plants) == ["Mine"]


def test_buttons_move_a_policy_and_keep_the_focus(
    as_anna: Client, plants: Tenant, cards: Flow, sources: Flow
) -> None:
    page = as_anna.post(f"{POLICIES}{cards.id}/move/", {"down": "1"}, follow=True).text
    assert named(plants) == ["Answers need a source", "Hide card numbers"]
    assert 'aria-label="Move Hide card numbers up"' in page
    as_anna.post(f"{POLICIES}{cards.id}/move/", {"up": "1"})
    assert named(plants) == ["Hide card numbers", "Answers need a source"]


def test_an_archived_policy_judges_no_more_until_it_is_restored(
    as_anna: Client, plants: Tenant, cards: Flow
) -> None:
    page = as_anna.post(f"{POLICIES}{cards.id}/archive/", follow=True).text
    assert "Hide card numbers is archived." in page
    assert "<details" in page
    assert judging(plants) == []
    as_anna.post(f"{POLICIES}{cards.id}/restore/")
    assert judging(plants) == ["Hide card numbers"]


def test_the_canvas_of_a_policy_stands_in_its_own_room(as_anna: Client, cards: Flow) -> None:
    page = as_anna.get(f"{POLICIES}{cards.id}/").text
    assert 'data-island="designer"' in page
    assert '"purpose": "policy"' in page
    answer = as_anna.get(f"/app/plants/flows/{cards.id}/")
    assert answer["Location"] == f"{POLICIES}{cards.id}/"


def test_flows_and_policies_are_kept_apart(as_anna: Client, plants: Tenant, cards: Flow) -> None:
    flow, _ = import_flow(plants, greeting())
    assert get_flows(plants) == [flow]
    assert "Front desk" not in as_anna.get(POLICIES).text
    assert "Hide card numbers" not in as_anna.get("/app/plants/flows/").text
    assert as_anna.get(f"{POLICIES}{flow.id}/").status_code == 404


def test_an_agent_reads_and_changes_nothing(as_agent: Client, plants: Tenant, cards: Flow) -> None:
    page = as_agent.get(POLICIES).text
    assert "Hide card numbers" in page
    assert 'role="switch"' not in page
    assert as_agent.post(f"{POLICIES}{cards.id}/switch/").status_code == 403
    assert as_agent.post(f"{POLICIES}add/", {"preset": "hide_personal_data"}).status_code == 403
    switched = as_agent.put(f"{API}/{cards.id}/enabled", {"enabled": False}, "application/json")
    assert switched.status_code == 403
    assert judging(plants) == ["Hide card numbers"]


def test_the_api_orders_switches_and_adds(
    as_anna: Client, plants: Tenant, cards: Flow, sources: Flow
) -> None:
    ids = [str(sources.id), str(cards.id)]
    ordered = as_anna.put(f"{API}/order", {"ids": ids}, "application/json")
    assert [one["id"] for one in ordered.json()] == ids
    off = as_anna.put(f"{API}/{cards.id}/enabled", {"enabled": False}, "application/json").json()
    assert (off["enabled"], off["begins"]) == (False, ["message"])
    added = as_anna.post(API, {"preset": "keep_answers_short"}, "application/json")
    assert added.status_code == 201
    assert [one["name"] for one in as_anna.get(API).json()][-1] == "Keep answers short"
    assert "keep_answers_short" not in {one["id"] for one in as_anna.get(f"{API}/presets").json()}


def test_the_api_refuses_half_an_order_a_second_preset_and_strangers(
    as_anna: Client, cards: Flow, sources: Flow
) -> None:
    half = as_anna.put(f"{API}/order", {"ids": [str(cards.id)]}, "application/json")
    assert (half.status_code, half.json()["code"]) == (409, "policies_changed")
    again = as_anna.post(API, {"preset": "hide_card_numbers"}, "application/json")
    assert (again.status_code, again.json()["code"]) == (409, "policy_exists")
    unknown = as_anna.post(API, {"preset": "nonsense"}, "application/json")
    assert unknown.status_code == 422
    gone = as_anna.put(f"{API}/{uuid4()}/enabled", {"enabled": True}, "application/json")
    assert gone.status_code == 404


def test_kinds_say_where_they_can_be_used(as_anna: Client) -> None:
    kinds = as_anna.get("/api/v1/workspaces/plants/flows/node-kinds").json()
    purposes = {kind["kind"]: kind["purposes"] for kind in kinds}
    assert purposes["say"] == ["flow"]
    assert purposes["redact"] == ["policy"]
    assert purposes["condition"] == ["flow", "policy"]
