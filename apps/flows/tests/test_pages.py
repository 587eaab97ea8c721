"""The Flows section: cards, a new flow, putting one away."""

import json
import re
from uuid import uuid4

import pytest
from django.test import Client

from apps.flows.designer.home import published_by_somebody
from apps.flows.designer.thumbnail import draw_thumbnail
from apps.flows.flow_templates.catalogue import get_templates
from apps.flows.models import Flow
from apps.flows.tests.sample_graphs import greeting
from apps.flows.versions.queries import get_flows
from apps.flows.versions.services import import_flow, publish, save_draft
from apps.platform.db.scope import tenant_scope
from apps.tenants.members.roles import Role
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.services import add_member, create_tenant

pytestmark = pytest.mark.django_db

FLOWS = "/app/plants/flows/"


@pytest.fixture
def anna(db: None) -> User:
    return User.objects.create_user("anna@plants.example", name="Anna")


@pytest.fixture
def plants(anna: User) -> Tenant:
    return create_tenant("Plants", "plants", anna)


@pytest.fixture
def flow(plants: Tenant) -> Flow:
    return import_flow(plants, greeting())[0]


@pytest.fixture
def as_anna(client: Client, anna: User, plants: Tenant) -> Client:
    client.force_login(anna)
    return client


def island_props(page: str) -> dict[str, object]:
    found = re.search(r'<script id="island-props" type="application/json">(.*?)</script>', page)
    assert found
    return json.loads(found[1])


def test_an_empty_room_says_what_a_flow_is(as_anna: Client) -> None:
    page = as_anna.get(FLOWS).text
    assert "A flow decides what the bot says next" in page
    assert page.count("New flow") == 1


def test_a_card_tells_how_a_flow_stands(as_anna: Client, flow: Flow, anna: User) -> None:
    assert "Not published yet" in as_anna.get(FLOWS).text
    publish(flow, anna)
    assert "Version 1, on no channel" in as_anna.get(FLOWS).text
    assert "Draft has changes" not in as_anna.get(FLOWS).text
    save_draft(flow, greeting("Good morning"), flow.draft_revision, anna)
    page = as_anna.get(FLOWS).text
    assert "Draft has changes" in page
    assert "Edited by Anna" in page


def test_a_blank_flow_begins_and_its_designer_opens(as_anna: Client, plants: Tenant) -> None:
    answer = as_anna.post(f"{FLOWS}new/", {"name": "Night desk", "template": "blank"})
    (flow,) = get_flows(plants)
    assert answer["Location"] == f"{FLOWS}{flow.id}/"
    assert [node["kind"] for node in flow.draft["nodes"]] == ["start"]


def test_a_flow_begins_as_a_template_under_its_own_name(as_anna: Client, plants: Tenant) -> None:
    template = get_templates()[0]
    as_anna.post(f"{FLOWS}new/", {"name": "Mine", "template": template.id})
    (flow,) = get_flows(plants)
    assert flow.name == "Mine"
    assert len(flow.draft["nodes"]) == len(template.graph["nodes"])
    assert flow.live_version is None


def test_the_designer_has_its_title_before_its_script(as_anna: Client, flow: Flow) -> None:
    page = as_anna.get(f"{FLOWS}{flow.id}/").text
    assert re.search(r"<h1[^>]*>Front desk</h1>", page)
    assert '<div class="island" data-island="designer"></div>' in page
    props = island_props(page)
    assert (props["flowId"], props["slug"], props["mayEdit"]) == (str(flow.id), "plants", True)
    assert props["csrfToken"]


def test_who_may_only_read_sees_no_way_to_edit(client: Client, plants: Tenant, flow: Flow) -> None:
    reader = User.objects.create_user("reader@plants.example")
    add_member(plants, reader, Role.ANALYST)
    client.force_login(reader)
    assert "New flow" not in client.get(FLOWS).text
    assert island_props(client.get(f"{FLOWS}{flow.id}/").text)["mayEdit"] is False
    assert client.post(f"{FLOWS}{flow.id}/archive/").status_code == 403


def test_a_missing_flow_is_404_on_every_page(as_anna: Client) -> None:
    for address in ("", "archive/", "restore/"):
        assert as_anna.get(f"{FLOWS}{uuid4()}/{address}").status_code == 404


def test_a_flow_is_put_away_and_taken_out_again(
    as_anna: Client, plants: Tenant, flow: Flow
) -> None:
    page = as_anna.post(f"{FLOWS}{flow.id}/archive/", follow=True).text
    assert get_flows(plants) == []
    assert "1 archived" in page
    as_anna.post(f"{FLOWS}{flow.id}/restore/")
    assert get_flows(plants) == [flow]


def test_a_look_puts_nothing_away(as_anna: Client, plants: Tenant, flow: Flow) -> None:
    as_anna.get(f"{FLOWS}{flow.id}/archive/")
    assert get_flows(plants) == [flow]


def test_publishing_ticks_when_a_person_did_it(plants: Tenant, flow: Flow, anna: User) -> None:
    publish(flow)
    with tenant_scope(plants):
        assert not published_by_somebody(plants)
    save_draft(flow, greeting("Good morning"), flow.draft_revision, anna)
    publish(flow, anna)
    with tenant_scope(plants):
        assert published_by_somebody(plants)


def test_a_picture_has_a_tile_per_block_and_a_wire_per_path(flow: Flow) -> None:
    picture = draw_thumbnail(flow.draft)
    assert [tile.group for tile in picture.tiles] == ["logic", "messages", "logic"]
    assert len(picture.wires) == 2


def test_a_flow_without_blocks_has_an_empty_picture() -> None:
    assert draw_thumbnail({"nodes": []}).tiles == ()
