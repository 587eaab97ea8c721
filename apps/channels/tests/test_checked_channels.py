"""A flow is checked for the channels that follow it, and for those that somebody names."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from apps.channels.models import Channel
from apps.flows.models import Flow
from apps.flows.testing import flow_file
from apps.flows.versions.services import import_flow
from apps.platform.db.scope import tenant_scope
from apps.tenants.members.roles import Role
from apps.tenants.models import Tenant

MENU = flow_file(
    "start -> menu; menu.one -> bye; menu.two -> bye; menu.other -> bye",
    menu=(
        "choice",
        {"text": "?", "choices": [{"id": "one", "title": "Yes"}, {"id": "two", "title": "Yes"}]},
    ),
    bye="end",
)


@pytest.fixture
def menu(plants: Tenant) -> Flow:
    return import_flow(plants, MENU)[0]


@pytest.fixture
def editor(client_of: Callable[[Role], Client]) -> Client:
    return client_of(Role.EDITOR)


def open_channel(tenant: Tenant, flow: Flow, kind: str, **more: Any) -> Channel:
    with tenant_scope(tenant):
        return Channel.objects.create(
            tenant=tenant, kind=kind, name=kind, default_flow=flow, **more
        )


def ask(client: Client, path: str, body: Any = None) -> Any:
    url = f"/api/v1/workspaces/plants/flows{path}"
    return client.post(url, body or {}, content_type="application/json")


def codes(answer: Any) -> list[str]:
    return [finding["code"] for finding in answer.json()["errors"]]


def test_what_a_following_channel_refuses_cannot_be_published(
    plants: Tenant, menu: Flow, editor: Client
) -> None:
    whatsapp = open_channel(plants, menu, "whatsapp")
    assert codes(ask(editor, f"/{menu.id}/check")) == ["channel_same_titles"]
    refused = ask(editor, f"/{menu.id}/publish")
    assert refused.status_code == 422
    assert refused.json()["fields"]["menu"].startswith("WhatsApp refuses")
    with tenant_scope(plants):
        whatsapp.active = False
        whatsapp.save(update_fields=["active"])
    assert ask(editor, f"/{menu.id}/publish").status_code == 200


def test_a_flow_that_no_channel_follows_is_checked_for_those_that_are_named(
    plants: Tenant, menu: Flow, editor: Client
) -> None:
    assert codes(ask(editor, f"/{menu.id}/check")) == []
    assert codes(ask(editor, f"/{menu.id}/check?channels=telegram")) == []
    named = ask(editor, f"/{menu.id}/check?channels=telegram&channels=whatsapp")
    assert codes(named) == ["channel_same_titles"]


def test_a_channel_that_nobody_knows_is_refused_with_those_there_are(
    menu: Flow, editor: Client
) -> None:
    refused = ask(editor, f"/{menu.id}/check?channels=fax")
    assert refused.status_code == 422
    assert "whatsapp" in str(refused.json()["fields"])


def test_the_designer_is_told_which_channels_can_be_checked_for(
    plants: Tenant, menu: Flow, editor: Client
) -> None:
    open_channel(plants, menu, "telegram")
    page = editor.get(f"/app/plants/flows/{menu.id}/").content.decode()
    assert '{"kind": "telegram", "name": "Telegram", "follows": true}' in page
    assert '{"kind": "whatsapp", "name": "WhatsApp", "follows": false}' in page
