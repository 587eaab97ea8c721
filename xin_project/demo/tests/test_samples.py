"""The prepared conversations go and come back; each test has a demo of its own."""

import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from apps.conversations.demo.samples import remove_samples
from apps.conversations.models import Conversation
from apps.flows.versions.queries import access_flow
from apps.flows.versions.services import publish, save_draft
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import close_connections
from apps.tenants.models import Event
from xin_project.demo.conversations import ensure_conversations
from xin_project.demo.tests.furnished import furnished_demo, rows
from xin_project.demo.workspace import Demo, ensure_demo


@pytest.fixture
def demo(committed_db: None) -> Iterator[Demo]:
    yield furnished_demo()
    close_connections()


def demo_command(*arguments: str) -> Any:
    out = StringIO()
    call_command("demo", "--json", *arguments, stdout=out)
    return json.loads(out.getvalue())


def test_samples_go_with_one_command_and_stay_away(demo: Demo) -> None:
    assert demo_command("--remove-samples") == {"removed": 7}
    assert rows(demo) == {}
    with tenant_scope(demo.tenant):
        assert not Event.objects.filter(object_kind="conversation").exists()
    contract = {"url", "shop_url", "tenant_id", "slug", "channel_id", "flow_id", "users"}
    assert demo_command().keys() == contract
    assert rows(demo) == {}


def test_what_a_killed_run_has_left_is_played_anew(demo: Demo) -> None:
    with tenant_scope(demo.tenant):
        Conversation.objects.filter(contact__name__startswith="Tom").delete()
    demo.tenant.settings.pop("sample_conversations_played")
    demo.tenant.save(update_fields=["settings"])
    ensure_conversations(ensure_demo())
    assert len(rows(demo)) == 7


def test_a_workspace_that_drew_its_own_flow_gets_no_samples(demo: Demo) -> None:
    remove_samples(demo.tenant)
    demo.tenant.settings.pop("sample_conversations_played")
    demo.tenant.save(update_fields=["settings"])
    flow = access_flow(demo.tenant, demo.flow.id)
    graph = {**flow.draft, "name": "My own"}
    publish(save_draft(flow, graph, flow.draft_revision))
    ensure_conversations(ensure_demo())
    assert rows(demo) == {}
