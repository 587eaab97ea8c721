import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from apps.flows.models import Flow
from apps.flows.tests.sample_graphs import broken, greeting
from apps.flows.versions.services import import_flow
from apps.tenants.members.roles import Role
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.services import add_member, create_tenant

FLOWS = "/api/v1/workspaces/plants/flows"


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
def as_anna(plants: Tenant, anna: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(anna)
    return client


@pytest.fixture
def client_of(plants: Tenant) -> Callable[[Role], Client]:
    def client_of_role(role: Role) -> Client:
        person = User.objects.create_user(f"{role}@plants.example")
        add_member(plants, person, role)
        client = Client(raise_request_exception=False)
        client.force_login(person)
        return client

    return client_of_role


def put_draft(client: Client, flow_id: UUID | str, graph: Any, revision: Any = 1) -> Any:
    body = {"graph": graph, "revision": revision}
    return client.put(f"{FLOWS}/{flow_id}/draft", body, content_type="application/json")


def post(client: Client, path: str, body: Any = None) -> Any:
    return client.post(f"{FLOWS}{path}", body or {}, content_type="application/json")


def test_a_flow_goes_from_its_first_draft_to_a_published_version(as_anna: Client) -> None:
    made = post(as_anna, "", {"name": "Front desk"})
    assert made.status_code == 201
    flow_id = made.json()["id"]
    saved = put_draft(as_anna, flow_id, greeting())
    assert (saved.status_code, saved.json()["revision"]) == (200, 2)
    assert post(as_anna, f"/{flow_id}/check").json() == {"errors": [], "warnings": []}
    live = post(as_anna, f"/{flow_id}/publish", {"revision": 2, "note": "First words"}).json()
    assert (live["number"], live["note"], live["author"]) == (1, "First words", "Anna")
    assert as_anna.get(FLOWS).json() == [
        {
            "id": flow_id,
            "name": "Front desk",
            "purpose": "flow",
            "revision": 2,
            "live_version": 1,
        }
    ]


def test_a_draft_comes_back_as_it_was_saved(as_anna: Client, flow: Flow) -> None:
    draft = as_anna.get(f"{FLOWS}/{flow.id}/draft").json()
    assert (draft["revision"], draft["saved_by"]) == (1, None)
    assert put_draft(as_anna, flow.id, draft["graph"]).status_code == 200
    again = as_anna.get(f"{FLOWS}/{flow.id}/draft").json()
    assert (again["revision"], again["saved_by"]) == (2, "Anna")
    assert again["graph"] == draft["graph"]


def test_a_stale_draft_gets_both_sides(as_anna: Client, flow: Flow) -> None:
    put_draft(as_anna, flow.id, greeting("Faster"))
    stale = put_draft(as_anna, flow.id, greeting("Slower"))
    assert stale.status_code == 409
    answer = stale.json()
    assert answer["code"] == "draft_changed"
    assert answer["current"]["revision"] == 2
    assert answer["current"]["graph"]["nodes"][1]["config"] == {"texts": ["Faster"]}


def test_the_check_tells_errors_with_their_block(as_anna: Client, flow: Flow) -> None:
    put_draft(as_anna, flow.id, broken())
    errors = post(as_anna, f"/{flow.id}/check").json()["errors"]
    assert "greet" in [error["node"] for error in errors]
    refused = post(as_anna, f"/{flow.id}/publish")
    assert (refused.status_code, refused.json()["code"]) == (422, "flow_has_errors")
    assert "greet" in refused.json()["fields"]


def test_an_old_version_comes_back_under_a_new_number(as_anna: Client, flow: Flow) -> None:
    post(as_anna, f"/{flow.id}/publish")
    put_draft(as_anna, flow.id, greeting("Two"))
    post(as_anna, f"/{flow.id}/publish")
    assert post(as_anna, f"/{flow.id}/versions/1/restore").json()["number"] == 3
    versions = as_anna.get(f"{FLOWS}/{flow.id}/versions").json()
    assert [version["number"] for version in versions] == [3, 2, 1]
    assert versions[0]["checksum"] == versions[2]["checksum"] != versions[1]["checksum"]
    assert post(as_anna, f"/{flow.id}/versions/9/restore").status_code == 404


def test_an_export_is_a_flow_file(as_anna: Client, flow: Flow) -> None:
    exported = as_anna.get(f"{FLOWS}/{flow.id}/export").json()
    assert (exported["schema"], exported["name"]) == (1, "Front desk")


def test_the_palette_learns_everything_of_a_kind(as_anna: Client) -> None:
    kinds = {kind["kind"]: kind for kind in as_anna.get(f"{FLOWS}/node-kinds").json()}
    say = kinds["say"]
    assert say["schema"]["properties"]["texts"]
    assert [way_out["id"] for way_out in say["exits"]] == ["next"]
    assert all(kind["label"] and kind["icon"] and kind["help"] for kind in kinds.values())


@pytest.mark.parametrize("role", Role)
def test_readers_read_and_editors_edit(
    role: Role, client_of: Callable[[Role], Client], flow: Flow
) -> None:
    client = client_of(role)
    assert client.get(f"{FLOWS}/{flow.id}/draft").status_code == 200
    edits = {Role.OWNER, Role.ADMIN, Role.EDITOR}
    expected = 200 if role in edits else 403
    assert put_draft(client, flow.id, greeting()).status_code == expected
    assert post(client, f"/{flow.id}/publish").status_code == expected


def test_nobody_and_strangers_see_nothing(as_anna: Client, flow: Flow) -> None:
    assert Client().get(FLOWS).status_code == 401
    stranger = Client()
    stranger.force_login(User.objects.create_user("stranger@example.com"))
    hidden = stranger.get(f"{FLOWS}/{flow.id}/draft")
    missing = stranger.get("/api/v1/workspaces/nobody/flows")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.json() == missing.json()
    assert as_anna.get(f"{FLOWS}/{uuid4()}/draft").status_code == 404


def test_a_browser_needs_its_csrf_token(anna: User, flow: Flow) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    refused = put_draft(client, flow.id, greeting())
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf_failed")
    token = "x" * 32
    client.cookies["csrftoken"] = token
    client.defaults["HTTP_X_CSRFTOKEN"] = token
    assert put_draft(client, flow.id, greeting()).status_code == 200


def hostile_bodies() -> dict[str, bytes]:
    deep = b"[" * 10_000 + b"]" * 10_000
    fits = json.dumps({"revision": 1, "graph": greeting()}).encode()
    return {
        "no json": b"{",
        "nothing": b"",
        "another type": b"[]",
        "no utf-8": b"\xff\xfe",
        "deep": b'{"revision": 1, "graph": ' + deep + b"}",
        "deep config": fits.replace(
            b'{"texts": ["Hello"]}', b'{"texts": ' + deep[9_950:-9_950] + b"}"
        ),
        "not a number": fits.replace(b"1,", b"NaN,", 1),
        "infinity": fits.replace(b'["Hello"]', b"1e999"),
        "half a surrogate pair": fits.replace(b"Hello", b"\\ud800"),
        "nul": fits.replace(b"Hello", b"\\u0000"),
        "huge number": fits.replace(b'["Hello"]', b"9" * 4000),
        "huge revision": fits.replace(b'"revision": 1', b'"revision": ' + b"9" * 400),
        "unknown key": fits.replace(b'"nodes"', b'"knots"'),
    }


@pytest.mark.parametrize("body", hostile_bodies().values(), ids=hostile_bodies())
def test_hostile_bodies_are_refused_with_a_reason(body: bytes, as_anna: Client, flow: Flow) -> None:
    answer = as_anna.put(f"{FLOWS}/{flow.id}/draft", body, content_type="application/json")
    assert answer.status_code in {400, 409, 422}, answer.content
    assert {"code", "message"} <= answer.json().keys()
    assert as_anna.get(f"{FLOWS}/{flow.id}/draft").json()["revision"] == 1


@pytest.mark.parametrize("mebibytes", [2.1, 4])
def test_a_body_that_is_too_large_is_refused(mebibytes: float, as_anna: Client, flow: Flow) -> None:
    refused = put_draft(as_anna, flow.id, greeting("x" * int(mebibytes * 1024**2)))
    assert (refused.status_code, refused.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("path", ["/%00/draft", "/x/draft", "/../draft", "/versions/1/restore"])
def test_strange_paths_are_not_found(path: str, as_anna: Client) -> None:
    assert as_anna.get(f"{FLOWS}{path}").status_code in {404, 405}
    assert as_anna.get(f"/api/v1/workspaces/%00{path}").status_code in {404, 405}
