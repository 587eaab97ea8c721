"""The Channels section: the list, a new channel, the page with the snippet."""

import json
import re
from collections.abc import Callable
from typing import cast

import pytest
from django.test import Client, RequestFactory

from apps.channels.deployments import channels_that_follow
from apps.channels.home import only_website_or_all
from apps.channels.models import Channel
from apps.channels.queries import get_channels
from apps.channels.website.seen_sites import record_site
from apps.flows.models import Flow
from apps.flows.tests.sample_graphs import greeting
from apps.flows.versions.services import create_flow, import_flow
from apps.platform.db.scope import tenant_scope
from apps.tenants.members.roles import Role
from apps.tenants.models import Tenant, User
from apps.tenants.site.home import steps
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.workspaces.services import create_tenant

pytestmark = pytest.mark.django_db

CHANNELS = "/app/plants/channels/"

ClientOf = Callable[[Role], Client]


def options(page: str) -> list[str]:
    return re.findall(r"<option[^>]*>([^<]*)</option>", page)


def test_the_select_of_a_form_holds_the_flows_of_the_workspace_only(
    client_of: ClientOf, flow: Flow
) -> None:
    other = create_tenant("Books", "books", User.objects.create_user("berta@books.example"))
    import_flow(other, greeting(name="Foreign"))
    page = client_of(Role.ADMIN).get(f"{CHANNELS}new/website/").text
    assert options(page) == ["None: the chat stays silent", "Front desk"]


def test_a_foreign_flow_is_no_choice(client_of: ClientOf, plants: Tenant) -> None:
    other = create_tenant("Books", "books", User.objects.create_user("berta@books.example"))
    foreign, _ = import_flow(other, greeting(name="Foreign"))
    form = {"name": "Shop", "default_flow": str(foreign.id)}
    assert client_of(Role.ADMIN).post(f"{CHANNELS}new/website/", form).status_code == 200
    assert get_channels(plants) == []


def test_a_channel_is_opened_and_its_page_shown(
    client_of: ClientOf, plants: Tenant, flow: Flow
) -> None:
    form = {"name": "Shop", "default_flow": str(flow.id)}
    answer = client_of(Role.OWNER).post(f"{CHANNELS}new/website/", form)
    (channel,) = get_channels(plants)
    assert answer["Location"] == f"{CHANNELS}{channel.id}/"
    assert channel.default_flow == flow


def test_the_page_of_a_channel_gives_the_address_of_its_script(
    client_of: ClientOf, plants: Tenant, website: Channel
) -> None:
    page = client_of(Role.ADMIN).get(f"{CHANNELS}{website.id}/").text
    found = re.search(r'<script id="island-props" type="application/json">(.*?)</script>', page)
    assert found
    props = json.loads(found[1])
    ending = f"/embed.js?tenant_id={plants.public_id}&channel={website.public_id}"
    assert props["embedUrl"].endswith(ending)
    assert props["channelId"] == str(website.id)


def test_the_list_says_which_flow_a_channel_follows(client_of: ClientOf, website: Channel) -> None:
    page = client_of(Role.ADMIN).get(CHANNELS).text
    assert "follows Front desk" in page


def test_a_flow_is_live_where_an_active_channel_follows_it(
    client_of: ClientOf, plants: Tenant, flow: Flow, website: Channel
) -> None:
    assert "Live: version 1 on Website" in client_of(Role.EDITOR).get("/app/plants/flows/").text
    with tenant_scope(plants):
        Channel.objects.update(active=False)
        assert channels_that_follow([flow.id]) == {}


def test_a_flow_that_a_channel_follows_is_not_put_away(
    client_of: ClientOf, flow: Flow, website: Channel
) -> None:
    address = f"/app/plants/flows/{flow.id}/archive/"
    page = client_of(Role.EDITOR).post(address, follow=True).text
    assert "Front desk is live on Website" in page
    assert "Archive Front desk" not in page


def test_every_kind_of_channel_is_offered(client_of: ClientOf) -> None:
    client = client_of(Role.ADMIN)
    offered = re.findall(rf'href="({CHANNELS}new/[a-z]+/)"', client.get(f"{CHANNELS}new/").text)
    assert offered == [f"{CHANNELS}new/website/", f"{CHANNELS}new/webhook/"]
    assert {client.get(address).status_code for address in offered} == {200}


def test_the_list_tells_the_kinds_apart(
    client_of: ClientOf, website: Channel, till: Channel
) -> None:
    page = client_of(Role.ADMIN).get(CHANNELS).text
    assert "Website · follows Front desk" in page
    assert "Signed webhook · follows Front desk" in page
    assert f'href="{CHANNELS}{till.id}/webhook/"' in page
    assert page.count("Add to your website") == 1


def test_a_channel_of_a_package_that_is_gone_is_listed_by_its_kind(
    client_of: ClientOf, plants: Tenant
) -> None:
    with tenant_scope(plants):
        Channel.objects.create(tenant=plants, kind="pigeon", name="Loft")
    page = client_of(Role.ADMIN).get(CHANNELS).text
    assert "pigeon · follows no flow" in page


def test_a_policy_is_no_flow_for_visitors(client_of: ClientOf, plants: Tenant) -> None:
    create_flow(plants, "No cursing", None, purpose=Flow.Purpose.POLICY)
    page = client_of(Role.ADMIN).get(f"{CHANNELS}new/website/").text
    assert options(page) == ["None: the chat stays silent"]


def test_the_step_of_the_website_leads_to_the_only_website(
    rf: RequestFactory, plants: Tenant, website: Channel, till: Channel
) -> None:
    request = cast(WorkspaceRequest, rf.get("/app/plants/"))
    request.tenant = plants
    assert only_website_or_all(request) == f"{CHANNELS}{website.id}/"
    with tenant_scope(plants):
        website.delete()
    assert only_website_or_all(request) == CHANNELS


def test_the_step_of_the_website_ticks_when_the_chat_was_seen_there(
    plants: Tenant, website: Channel
) -> None:
    step = steps.get("site")
    assert step is not None
    assert not step.is_done(plants)
    record_site(website, "https://shop.example")
    assert step.is_done(plants)
