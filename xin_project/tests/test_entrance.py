"""The way in: the front page, signing up, choosing a workspace, making one's own."""

from typing import Any

import pytest
from django.test import Client

from apps.channels.queries import access_web_channel, check_widget_channel, get_channels
from apps.conversations.demo.samples import mark_sample
from apps.conversations.widget.visits import begin_visit
from apps.flows.designer.home import published_by_somebody
from apps.flows.versions.queries import get_flows
from apps.platform.db.scope import tenant_scope
from apps.tenants.members.roles import Role
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.queries import access_membership, get_memberships
from apps.tenants.workspaces.services import add_member, create_tenant
from xin_project.demo.workspace import ensure_demo
from xin_project.entrance.workspaces import open_workspace

pytestmark = pytest.mark.django_db

SHOP: dict[str, Any] = {"HTTP_HOST": "127.0.0.1:8000"}
HOME: dict[str, Any] = {"HTTP_HOST": "localhost:8000"}


@pytest.fixture(autouse=True)
def two_origins(settings: Any) -> None:
    settings.XIN_PUBLIC_URL = "http://localhost:8000"
    settings.XIN_SHOP_URL = "http://127.0.0.1:8000"


@pytest.fixture
def anna(db: None) -> User:
    return User.objects.create_user("anna@plants.example", name="Anna")


@pytest.fixture
def as_anna(client: Client, anna: User) -> Client:
    client.force_login(anna)
    return client


def sign_up(client: Client, workspace: str) -> User:
    form = {
        "name": "Dora",
        "email": "dora@example.com",
        "password1": "long-enough-7",
        "workspace": workspace,
    }
    assert client.post("/accounts/signup/", form)["Location"] == "/app/"
    return User.objects.get(email="dora@example.com")


def test_the_shop_stands_on_its_own_origin(client: Client) -> None:
    ensure_demo()
    page = client.get("/", **SHOP)
    assert "Small plants for small homes" in page.text
    assert "Content-Security-Policy" not in page


def test_a_stranger_is_welcomed_and_shown_to_the_shop(client: Client) -> None:
    page = client.get("/", **HOME).text
    assert 'href="http://127.0.0.1:8000"' in page
    assert 'href="/accounts/login/"' in page


def test_who_is_signed_in_is_led_on(as_anna: Client) -> None:
    assert as_anna.get("/", **HOME)["Location"] == "/app/"


def test_where_both_are_one_origin_the_shop_has_an_address_of_its_own(
    client: Client, settings: Any
) -> None:
    settings.XIN_SHOP_URL = f"{settings.XIN_PUBLIC_URL}/shop/"
    ensure_demo()
    assert 'href="http://localhost:8000/shop/"' in client.get("/", **HOME).text
    assert "Small plants for small homes" in client.get("/shop/", **HOME).text


def test_who_signs_up_gets_a_workspace_that_answers(client: Client) -> None:
    dora = sign_up(client, "Dora's Büro")
    membership = access_membership(dora, "doras-buro")
    assert (membership.role, membership.tenant.name) == (Role.OWNER, "Dora's Büro")
    (flow,) = get_flows(membership.tenant)
    (channel,) = get_channels(membership.tenant)
    assert flow.live_version
    assert channel.default_flow == flow
    assert client.get("/app/")["Location"] == "/app/doras-buro/"


@pytest.mark.parametrize(
    ("name", "greeted"), [("Dora's Büro", "Dora's Büro"), ("{{ a }} {% b", " a  % b")]
)
def test_its_bot_greets_with_the_name_of_the_workspace(name: str, greeted: str, anna: User) -> None:
    _tenant, flow = open_workspace(anna, name, "front_desk")
    greeting = next(node for node in flow.draft["nodes"] if node["id"] == "greeting")
    (said,) = greeting["config"]["texts"]
    assert said["en"].endswith(f"here at {greeted}.")
    assert f"bei {greeted} um" in said["de"]
    assert "Mossbird" not in str(flow.draft)


def test_nobody_signs_up_twice_and_nothing_is_half_made(client: Client, anna: User) -> None:
    form = {"name": "A", "email": anna.email, "password1": "long-enough-7", "workspace": "Again"}
    client.post("/accounts/signup/", form)
    assert get_memberships(anna) == []
    assert not Tenant.objects.filter(slug="again").exists()


def test_the_first_free_address_is_taken(anna: User) -> None:
    create_tenant("Plants", "plants", anna)
    slugs = [open_workspace(anna, name, "front_desk")[0].slug for name in ("Plants", "植物")]
    assert slugs == ["plants-2", "workspace"]


def test_a_new_workspace_waits_for_its_first_publishing(anna: User) -> None:
    tenant, _flow = open_workspace(anna, "Mine", "front_desk")
    with tenant_scope(tenant):
        assert not published_by_somebody(tenant)


def test_making_ones_own_opens_the_designer(as_anna: Client, anna: User) -> None:
    answer = as_anna.post("/start/", {"name": "Mine", "template": "front_desk"})
    (membership,) = get_memberships(anna)
    (flow,) = get_flows(membership.tenant)
    assert answer["Location"] == f"/app/mine/flows/{flow.id}/"


def test_who_belongs_nowhere_is_led_to_make_their_own(as_anna: Client) -> None:
    assert as_anna.get("/app/")["Location"] == "/start/"


def test_who_belongs_to_two_chooses(as_anna: Client, anna: User) -> None:
    plants = create_tenant("Plants", "plants", anna)
    other = create_tenant("Books", "books", User.objects.create_user("berta@books.example"))
    assert as_anna.get("/app/")["Location"] == "/app/plants/"
    add_member(other, anna, Role.AGENT)
    page = as_anna.get("/app/").text
    assert page.index("Books") < page.index(plants.name)


@pytest.mark.parametrize("address", ["/app/", "/start/"])
def test_it_asks_to_sign_in(address: str, client: Client) -> None:
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


def test_only_the_sample_says_that_it_is_one(client: Client) -> None:
    demo = ensure_demo()
    owner = demo.people[0][1]
    client.force_login(owner)
    open_workspace(owner, "Mine", "front_desk")
    assert "Mossbird is a sample" in client.get("/app/mossbird/").text
    assert "Mossbird is a sample" not in client.get("/app/mine/").text


def test_the_sample_tells_its_owner_alone_how_to_be_rid_of_its_chats(client: Client) -> None:
    demo = ensure_demo()
    channel = check_widget_channel(access_web_channel(demo.tenant.public_id, None), None)
    mark_sample(demo.tenant, begin_visit(channel).conversation_id, "Lena", "en")
    seen = []
    for _person, user in demo.people:
        client.force_login(user)
        seen.append("/app/mossbird/conversations/samples/" in client.get("/app/mossbird/").text)
    assert [person.role for person, _user in demo.people] == [Role.OWNER, Role.AGENT]
    assert seen == [True, False]
