"""What a turn wants done is done with its commit, or not at all."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db.models.functions import Now
from uuid_utils.compat import uuid7

from apps.channels.models import Channel
from apps.conversations.console.contacts import get_contact
from apps.conversations.console.inbox import access_row
from apps.conversations.console.steps import list_steps
from apps.conversations.models import Contact, OutgoingMail
from apps.conversations.orchestrator import effects
from apps.conversations.orchestrator.answer import run_turn
from apps.conversations.orchestrator.claim import claim_conversation
from apps.conversations.orchestrator.commit import commit
from apps.conversations.orchestrator.ports import ports_of
from apps.conversations.orchestrator.turns import programs_of
from apps.conversations.outbound.mails import PAUSES, message_id, send_due_mails
from apps.conversations.tests.conftest import Shop, Visitor
from apps.flows.testing import flow_file
from apps.flows.versions.services import import_flow
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work
from apps.tenants.models import Event
from apps.tenants.workspaces.events import Verb

MAIL = {"to": "{{ message }}", "subject": "Your order", "text": "It is on its way."}


def put_live(shop: Shop, arrows: str, **nodes: Any) -> None:
    ask = {"text": "Yes?", "save_as": "said"}
    with tenant_scope(shop.tenant):
        drawn = flow_file(arrows, ask=("ask_text", ask), **nodes)
        flow, _ = import_flow(shop.tenant, drawn, publish=True)
        Channel.objects.update(default_flow=flow)


async def chat(shop: Shop, *words: str, then: str = "act", **nodes: Any) -> Visitor:
    await unit_of_work(put_live)(shop, f"start -> ask; ask.answered -> {then}", **nodes)
    visitor = await unit_of_work(Visitor.arrives)(shop)
    await visitor.bot()
    for said in words:
        await visitor.says(said)
        await visitor.bot()
    return visitor


def mails_of(shop: Shop) -> list[OutgoingMail]:
    with tenant_scope(shop.tenant):
        return list(OutgoingMail.objects.order_by("id"))


def make_due(shop: Shop) -> None:
    with tenant_scope(shop.tenant):
        OutgoingMail.objects.update(due_at=Now())


async def told_of_mails(visitor: Visitor) -> list[tuple[str, str]]:
    turns = await unit_of_work(list_steps)(visitor.shop.tenant.id, visitor.id)
    return [(one.state, one.problem) for turn in turns for one in turn.mails]


async def test_tags_come_and_go(shop: Shop) -> None:
    act = ("tag", {"add": ["vip", "{{ message }}"], "remove": ["old"]})
    visitor = await chat(shop, "Wien", act=act)
    assert (await visitor.row()).tags == ["vip", "Wien"]
    contact = await unit_of_work(get_contact)(shop.tenant.id, visitor.id)
    assert contact.tags == ["vip", "Wien"]


async def test_the_contact_becomes_known_and_the_next_turn_knows_it(shop: Shop) -> None:
    facts = [
        {"field": "name", "value": "{{ said }}"},
        {"field": "own", "own": "plan", "value": "gold"},
    ]
    visitor = await chat(
        shop,
        "Lena",
        "and now?",
        then="act -> again; again.answered -> hi",
        act=("set_contact", {"facts": facts}),
        again=("ask_text", {"text": "More?", "save_as": "more"}),
        hi=("say", {"texts": ["{{ contact.name }} has {{ contact.plan }}"]}),
    )
    assert (await visitor.thread())[-1] == ("bot", "Lena has gold")
    contact = await unit_of_work(get_contact)(shop.tenant.id, visitor.id)
    assert (contact.name, contact.attributes) == ("Lena", {"plan": "gold"})


async def test_what_becomes_nothing_is_forgotten(shop: Shop) -> None:
    facts = [{"field": "own", "own": "plan"}, {"field": "name"}]
    act = ("set_contact", {"facts": facts})
    await unit_of_work(put_live)(shop, "start -> ask; ask.answered -> act", act=act)
    visitor = await unit_of_work(Visitor.arrives)(shop)

    def know() -> None:
        with tenant_scope(shop.tenant):
            Contact.objects.update(name="Lena", attributes={"plan": "gold", "since": "May"})

    await unit_of_work(know)()
    await visitor.bot()
    await visitor.says("x")
    await visitor.bot()
    contact = await unit_of_work(get_contact)(shop.tenant.id, visitor.id)
    assert (contact.name, contact.attributes) == ("", {"since": "May"})


async def test_a_closed_conversation_is_done_until_the_visitor_writes_again(shop: Shop) -> None:
    visitor = await chat(shop, "bye", act=("close", {"message": "See you"}))
    row = await visitor.row()
    assert (row.status, row.position) == ("done", None)
    await visitor.says("me again")
    assert (await visitor.row()).status == "open"


async def test_a_mail_leaves_after_the_commit_and_can_be_known_again(shop: Shop) -> None:
    visitor = await chat(shop, "lena@shop.example", act=("send_email", MAIL))
    assert mail.outbox == []
    assert await told_of_mails(visitor) == [("waiting", "")]
    await send_due_mails()
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (
        ["lena@shop.example"],
        "Your order",
        "It is on its way.",
    )
    (row,) = await unit_of_work(mails_of)(shop)
    assert sent.extra_headers["Message-ID"] == message_id(row)
    assert str(row.id) in message_id(row)
    assert await told_of_mails(visitor) == [("sent", "")]
    await unit_of_work(make_due)(shop)
    await send_due_mails()
    assert len(mail.outbox) == 1


async def test_a_refused_commit_leaves_nothing_behind(shop: Shop) -> None:
    visitor = await chat(
        shop,
        then="mail -> tag",
        mail=("send_email", MAIL),
        tag=("tag", {"add": "vip"}),
    )
    await visitor.says("lena@shop.example")
    held = await claim_conversation(shop.tenant.id, visitor.id)
    assert held is not None
    late = await run_turn(held, await programs_of(held), ports_of(held))
    assert len(late.effects) == 2
    assert (await commit(held, late)).stands
    slow = replace(held, turn_id=uuid7())
    assert (await commit(slow, late)).stands is False
    assert len(await unit_of_work(mails_of)(shop)) == 1


def raised_in(shop: Shop) -> list[Event]:
    with tenant_scope(shop.tenant):
        return list(Event.objects.filter(verb=Verb.RAISED).order_by("at"))


async def test_an_event_is_kept_for_those_who_listen(shop: Shop) -> None:
    values = [{"name": "number", "value": "{{ said }}"}]
    act = ("raise_event", {"name": "order.asked", "values": values})
    visitor = await chat(shop, "4711", act=act)
    (event,) = await unit_of_work(raised_in)(shop)
    assert (event.object_kind, event.object_id) == ("conversation", str(visitor.id))
    assert (event.data["name"], event.data["values"]) == ("order.asked", {"number": "4711"})
    assert event.actor_id is None
    turns = await unit_of_work(list_steps)(shop.tenant.id, visitor.id)
    assert turns[-1].steps[-1].sentence.startswith("Raised order.asked.")


async def test_an_event_does_not_move_the_conversation_in_the_list(shop: Shop) -> None:
    visitor = await chat(shop, "4711", act=("raise_event", {"name": "order.asked"}))
    row = await unit_of_work(access_row)(shop.tenant.id, visitor.id)
    assert row.held_since is None


class Away(EmailBackend):
    """A mail server that is away."""

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError


@pytest.fixture
def away(settings: Any) -> Callable[[], None]:
    """Send it away; give what brings it back."""
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    return lambda: setattr(settings, "EMAIL_BACKEND", backend)


async def test_a_mail_waits_for_a_mail_server_that_is_away(shop: Shop, away: Any) -> None:
    visitor = await chat(shop, "lena@shop.example", act=("send_email", MAIL))
    await send_due_mails()
    assert await told_of_mails(visitor) == [("waiting", "unreachable")]
    away()
    await send_due_mails()
    assert mail.outbox == []
    await unit_of_work(make_due)(shop)
    await send_due_mails()
    assert len(mail.outbox) == 1
    assert await told_of_mails(visitor) == [("sent", "")]


async def test_it_is_given_up_after_the_last_attempt(shop: Shop, away: Any) -> None:
    visitor = await chat(shop, "lena@shop.example", act=("send_email", MAIL))
    for _ in range(len(PAUSES) + 2):
        await unit_of_work(make_due)(shop)
        await send_due_mails()
    assert await told_of_mails(visitor) == [("failed", "unreachable")]


async def test_nobody_can_flood_a_mailbox(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effects, "MAILS_AN_HOUR", 2)
    visitor = await chat(
        shop, *["lena@shop.example"] * 3, then="act -> ask", act=("send_email", MAIL)
    )
    states = [("waiting", ""), ("waiting", ""), ("failed", "too_many")]
    assert await told_of_mails(visitor) == states
    await send_due_mails()
    assert len(mail.outbox) == 2


async def test_nor_can_a_crowd(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effects, "WORKSPACE_MAILS_AN_HOUR", 1)
    await chat(shop, "lena@shop.example", act=("send_email", MAIL))
    second = await unit_of_work(Visitor.arrives)(shop)
    await second.bot()
    await second.says("tom@shop.example")
    await second.bot()
    assert await told_of_mails(second) == [("failed", "too_many")]
