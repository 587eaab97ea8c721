"""Trying a flow that acts: what it would do is said, and not done."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from apps.flows.models import Flow
from apps.flows.runtime.http import WorkspaceWeb
from apps.flows.testing import Web, flow_file
from apps.flows.versions.services import import_flow
from apps.platform.db.units import close_connections
from apps.tenants.members.roles import Role
from apps.tenants.models import User
from apps.tenants.workspaces.services import add_member, create_tenant

ACTING = flow_file(
    "start -> ask; ask.done -> known -> mark -> write -> tell -> shut; ask.error -> known",
    ask=("http_request", {"url": "https://shop.example/", "save": [{"variable": "name"}]}),
    known=("set_contact", {"facts": [{"field": "name", "value": "{{ name }}"}]}),
    mark=("tag", {"add": "vip", "remove": ["new"]}),
    write=("send_email", {"to": "lena@shop.example", "subject": "Hi", "text": "{{ name }}"}),
    tell=("raise_event", {"name": "order.asked"}),
    shut=("close", {"message": "Bye {{ contact.name }}"}),
)


@pytest.fixture
def flow(committed_db: None) -> Iterator[Flow]:
    owner = User.objects.create_user("olga@plants.example")
    flow, _ = import_flow(create_tenant("Plants", "plants", owner), ACTING)
    yield flow
    close_connections()


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    web = Web({"status": 200, "text": "Lena"})
    monkeypatch.setattr(WorkspaceWeb, "send", lambda self, request: web.send(request))
    return web


@pytest.fixture
def trying(flow: Flow) -> Callable[..., Any]:
    def turn_of(role: Role, state: Any = None) -> Any:
        person = User.objects.create_user(f"{role}@plants.example")
        add_member(flow.tenant, person, role)
        client = Client()
        client.force_login(person)
        path = f"/api/v1/workspaces/plants/flows/{flow.id}/try"
        answer = client.post(path, {"graph": ACTING, "state": state}, "application/json")
        assert answer.status_code == 200, answer.content
        return answer.json()

    return turn_of


def test_what_it_would_do_is_said_and_not_done(trying: Any, web: Web) -> None:
    tried = trying(Role.EDITOR)
    assert [reply["text"] for reply in tried["replies"]] == ["Bye Lena"]
    assert [(one["kind"], one["about"]) for one in tried["effects"]] == [
        ("set_contact", "name"),
        ("change_tags", "+ vip, - new"),
        ("send_email", "lena@shop.example"),
        ("raise_event", "order.asked"),
        ("close", ""),
    ]
    assert tried["state"]["contact"] == {"name": "Lena"}
    assert mail.outbox == []


def test_servers_are_asked_for_who_could_publish_the_flow_only(trying: Any, web: Web) -> None:
    sentence = trying(Role.ANALYST)["steps"][1]["sentence"]
    assert sentence == "shop.example was not asked: requests are switched off here."
    assert web.asked == []
    trying(Role.EDITOR)
    assert len(web.asked) == 1
