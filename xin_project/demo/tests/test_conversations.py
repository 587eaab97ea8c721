"""The prepared conversations are true: the engine made them, and they look like last hours'."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from apps.conversations.console.steps import list_steps
from apps.conversations.demo.pretend import Script, get_scripts
from apps.conversations.models import Conversation, Message, Turn
from apps.flows.engine import compile_graph
from apps.flows.graph.files import read_graph
from apps.flows.runtime.live_policies import get_live_policies
from apps.flows.testing.conversation import Talk
from apps.flows.testing.people import desk
from apps.flows.versions.queries import access_flow
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import close_connections
from apps.tenants.models import Event
from xin_project.demo.conversations import ensure_conversations, read_scripts
from xin_project.demo.tests.furnished import furnished_demo, rows
from xin_project.demo.workspace import FLOW_FILE, Demo, ensure_demo


@pytest.fixture(scope="module")
def demo(committed_db_of_module: None) -> Iterator[Demo]:
    yield furnished_demo()
    close_connections()


def thread(demo: Demo, row: Conversation) -> list[Message]:
    with tenant_scope(demo.tenant):
        return list(Message.objects.filter(conversation=row).order_by("seq"))


def words(demo: Demo, row: Conversation) -> str:
    return "\n".join(message.content["text"] for message in thread(demo, row))


def test_seven_chats_stand_in_the_places_where_a_console_shows_them(demo: Demo) -> None:
    found = rows(demo)
    assert {
        name.split()[0]: (row.handled_by, row.status, str(row.agent or ""))
        for name, row in found.items()
    } == {
        "Lena": ("waiting", "open", ""),
        "Tom": ("agent", "open", "Ben"),
        "Priya": ("bot", "open", ""),
        "Sofia": ("bot", "open", ""),
        "Jonas": ("bot", "open", ""),
        "Amélie": ("bot", "open", ""),
        "Marcus": ("bot", "done", ""),
    }
    assert all(row.contact.attributes == {"sample": True} for row in found.values())
    assert all(row.work_since is None and row.lease_until is None for row in found.values())


def test_the_bot_said_what_the_flow_says(demo: Demo) -> None:
    found = rows(demo)
    assert "I cannot find 9917" in words(demo, found["Tom Becker"])
    assert "Bestellung 1042 ist unterwegs" in words(demo, found["Jonas Weber"])
    assert "Shipping is free from 40 euros" in words(demo, found["Priya Nair"])
    assert "Happy growing" in words(demo, found["Amélie Laurent"])


def test_a_card_number_was_hidden_by_the_policy(demo: Demo) -> None:
    sofia = rows(demo)["Sofia Rossi"]
    assert "4111" not in words(demo, sofia)
    assert "I paid it with my card [card number]." in words(demo, sofia)
    assert "order 1042 is" in words(demo, sofia)
    turns = list_steps(demo.tenant.id, sofia.id)
    assert "Hide card numbers" in {step.policy for turn in turns for step in turn.steps}


def test_two_policies_judge_in_their_order(demo: Demo) -> None:
    names = [name for name, _version in get_live_policies(demo.tenant)]
    assert names == ["Hide card numbers", "Answers need a source"]


def test_every_bot_message_has_its_trace(demo: Demo) -> None:
    with tenant_scope(demo.tenant):
        said = Message.objects.filter(author="bot").select_related("turn")
        assert all(message.turn and message.turn.trace for message in said)
        assert not Turn.objects.filter(outcome__in=["failed", "budget", "interrupted"]).exists()


def test_the_times_lie_back_in_the_order_of_the_thread(demo: Demo) -> None:
    found, now = rows(demo), timezone.now()
    for script in read_scripts():
        row = found[script.name]
        times = [message.at for message in thread(demo, row)]
        assert times == sorted(times)
        assert len(set(times)) == len(times)
        since = now - times[-1]
        assert abs(since - timedelta(minutes=script.minutes_ago)) < timedelta(minutes=1)
        assert row.spoke_at
        assert row.created_at == times[0] <= row.spoke_at <= times[-1]
    lena = found["Lena Hoffmann"]
    assert lena.waiting_since
    assert timedelta(minutes=2) < now - lena.waiting_since < timedelta(minutes=4)
    handed_over = next(m for m in thread(demo, lena) if "Plant care" in m.content["text"])
    assert lena.waiting_since == handed_over.at


def test_what_people_did_lies_back_too(demo: Demo) -> None:
    with tenant_scope(demo.tenant):
        events = list(Event.objects.filter(object_kind="conversation"))
    assert sorted(event.verb for event in events) == ["finished", "took over", "took over"]
    assert all(event.at < timezone.now() - timedelta(minutes=5) for event in events)


def test_publishing_has_something_to_tell(demo: Demo) -> None:
    client = Client()
    client.force_login(demo.people[0][1])
    flow = access_flow(demo.tenant, demo.flow.id)
    told = client.post(
        f"/api/v1/workspaces/mossbird/flows/{flow.id}/changes",
        {"graph": flow.draft},
        content_type="application/json",
    )
    assert [change["sentence"] for change in told.json()["changes"]] == [
        "The path “Yes, thank you” of Ask with buttons “Does that help?”"
        " is now called “Yes, that helps”."
    ]


def test_a_second_run_changes_nothing(demo: Demo) -> None:
    before = {name: (row.id, row.created_at) for name, row in rows(demo).items()}
    ensure_conversations(ensure_demo())
    assert {name: (row.id, row.created_at) for name, row in rows(demo).items()} == before


@pytest.mark.parametrize("script", get_scripts(), ids=lambda script: script.name)
async def test_a_pretend_visitor_ends_up_waiting_for_a_person(script: Script) -> None:
    program = compile_graph(read_graph(json.loads(FLOW_FILE.read_text())))
    talk = Talk(program, ports=desk("Plant care"))
    await talk.open()
    for step in script.steps:
        if talk.last.outcome == "waiting":
            await talk.say(step.text)
    assert talk.last.outcome == "handed_over"
