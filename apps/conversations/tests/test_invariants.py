"""The invariants find what is planted, and nothing in a thread that went well."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from apps.conversations.invariants import INVARIANTS, violations
from apps.conversations.models import Conversation, Message, Turn
from apps.conversations.tests.conftest import Visitor
from apps.conversations.thread import handoff
from apps.conversations.thread.handoff import AgentAt
from apps.platform.db.scope import system_scope
from apps.platform.db.units import unit_of_work
from apps.tenants.models import Tenant

LONGEST_WAIT = 60.0

Plant = Callable[[Visitor], object]


def found() -> dict[str, list[UUID]]:
    """The names of broken invariants, and the rows that break them."""
    rows = {
        invariant.name: [row.row_id for row in violations(invariant, LONGEST_WAIT)]
        for invariant in INVARIANTS
    }
    return {name: ids for name, ids in rows.items() if ids}


async def a_long_story(visitor: Visitor) -> None:
    """All that is allowed: a burst, a person twice, a hand-over, a new run, a skipped message."""
    ben = AgentAt(visitor.shop.tenant.id, visitor.id, visitor.shop.ben)
    await visitor.bot()
    await visitor.picks("order")
    await visitor.bot()
    await visitor.says("10")
    await visitor.says("42")
    await visitor.bot()
    await visitor.says("hello again")
    await visitor.bot()
    await visitor.picks("person")
    await visitor.bot()
    await unit_of_work(handoff.take_over)(ben, 1)
    await unit_of_work(handoff.reply)(ben, uuid4(), "Ben here.")
    await visitor.says("hello Ben")
    await unit_of_work(handoff.return_to_bot)(ben, "ask_again")
    await visitor.bot()
    await visitor.says("1042")
    await visitor.bot()
    await unit_of_work(handoff.take_over)(ben, 3)
    await visitor.says("and thank you")
    await unit_of_work(handoff.finish)(ben, 4)
    await visitor.says("one more thing")
    await visitor.bot()


async def test_it_finds_nothing_in_a_thread_that_went_well(visitor: Visitor) -> None:
    await a_long_story(visitor)
    assert (await visitor.turns())[-1].outcome == "waiting"
    assert await unit_of_work(found)() == {}


async def test_it_finds_nothing_where_a_turn_was_refused(visitor: Visitor) -> None:
    ben = AgentAt(visitor.shop.tenant.id, visitor.id, visitor.shop.ben)
    await visitor.bot()
    await visitor.picks("order")
    with_turn = await unit_of_work(_plant_interrupted)(visitor)
    await unit_of_work(handoff.take_over)(ben, 0)
    await visitor.bot()
    assert with_turn.outcome == "interrupted"
    assert await unit_of_work(found)() == {}


def _plant_interrupted(visitor: Visitor) -> Turn:
    with system_scope("test"):
        return _turn(visitor, 1, 2, outcome="interrupted")


def _turn(visitor: Visitor, from_seq: int, to_seq: int, **fields: Any) -> Turn:
    values: dict[str, Any] = {"cause": "message", "outcome": "waiting"} | fields
    return Turn.objects.create(
        tenant_id=visitor.shop.tenant.id,
        conversation_id=visitor.id,
        from_seq=from_seq,
        to_seq=to_seq,
        **values,
    )


def _conversation(visitor: Visitor, **changes: object) -> None:
    Conversation.objects.filter(id=visitor.id).update(**changes)


def _messages(visitor: Visitor) -> Any:
    return Message.objects.filter(conversation_id=visitor.id).order_by("seq")


def _last_reply(visitor: Visitor) -> Message:
    reply = _messages(visitor).filter(author="bot").last()
    assert reply is not None
    return reply


def _bot_says(visitor: Visitor, turn: Turn) -> None:
    _conversation(visitor, last_seq=F("last_seq") + 1)
    seq = Conversation.objects.get(id=visitor.id).last_seq
    Message.objects.create(
        tenant_id=visitor.shop.tenant.id,
        conversation_id=visitor.id,
        seq=seq,
        author="bot",
        content={"type": "text", "text": "again"},
        turn=turn,
    )


def an_old_message(visitor: Visitor) -> None:
    _conversation(visitor, work_since=timezone.now() - timedelta(minutes=2))


def a_message_that_nobody_looks_for(visitor: Visitor) -> None:
    _conversation(visitor, handled_seq=F("handled_seq") - 1)


def a_wake_that_nobody_looks_for(visitor: Visitor) -> None:
    _conversation(visitor, wake="returned")


def a_lost_turn(visitor: Visitor) -> None:
    Turn.objects.filter(conversation_id=visitor.id, to_seq__gt=0).delete()


def a_second_turn_for_a_message(visitor: Visitor) -> None:
    last = Turn.objects.filter(conversation_id=visitor.id).order_by("to_seq").last()
    assert last is not None
    _turn(visitor, last.from_seq, last.to_seq)


def a_second_answer(visitor: Visitor) -> None:
    last = _last_reply(visitor)
    _conversation(visitor, last_seq=F("last_seq") + 1)
    Message.objects.filter(id=last.id).update(seq=last.seq + 1)
    Message.objects.create(
        tenant_id=last.tenant_id,
        conversation_id=visitor.id,
        seq=last.seq,
        author="agent",
        content=last.content,
    )
    first = _messages(visitor).filter(author="bot").first()
    Message.objects.filter(id=first.id).update(turn=last.turn_id)


def an_answer_without_a_turn(visitor: Visitor) -> None:
    Message.objects.filter(id=_last_reply(visitor).id).update(turn=None)


def an_answer_of_a_refused_turn(visitor: Visitor) -> None:
    turn_id = _last_reply(visitor).turn_id
    assert turn_id
    Turn.objects.filter(id=turn_id).update(outcome="interrupted")


def a_lost_message(visitor: Visitor) -> None:
    _messages(visitor).first().delete()


def a_number_too_many(visitor: Visitor) -> None:
    _conversation(visitor, last_seq=F("last_seq") + 1)


def answers_in_the_wrong_order(visitor: Visitor) -> None:
    replies = list(_messages(visitor).filter(author="bot"))
    first, last = replies[0], replies[-1]
    Message.objects.filter(id=first.id).update(turn=last.turn_id)
    Message.objects.filter(id=last.id).update(turn=first.turn_id)


def a_bot_that_speaks_over_a_person(visitor: Visitor) -> None:
    ben = AgentAt(visitor.shop.tenant.id, visitor.id, visitor.shop.ben)
    handoff.take_over(ben, 0)
    with system_scope("test"):
        _bot_says(visitor, _turn(visitor, 2, 2))


def a_message_of_another_workspace(visitor: Visitor) -> None:
    other = Tenant.objects.get(slug="elsewhere")
    Message.objects.filter(id=_last_reply(visitor).id).update(tenant=other)


PLANTED: dict[Plant, str] = {
    an_old_message: "waiting work",
    a_message_that_nobody_looks_for: "forgotten work",
    a_wake_that_nobody_looks_for: "forgotten work",
    a_lost_turn: "one turn",
    a_second_turn_for_a_message: "one turn",
    a_second_answer: "one answer",
    an_answer_without_a_turn: "one answer",
    an_answer_of_a_refused_turn: "one answer",
    a_lost_message: "numbers",
    a_number_too_many: "numbers",
    answers_in_the_wrong_order: "order",
    a_bot_that_speaks_over_a_person: "hand-off",
    a_message_of_another_workspace: "workspaces",
}


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
async def test_it_finds_what_is_planted(visitor: Visitor, plant: Plant) -> None:
    await visitor.bot()
    await visitor.picks("order")
    await visitor.bot()

    def planted() -> None:
        if plant is a_bot_that_speaks_over_a_person:  # through the product's own way
            plant(visitor)
            return
        with system_scope("test"):
            plant(visitor)

    await unit_of_work(planted)()
    assert PLANTED[plant] in await unit_of_work(found)()


async def test_it_finds_turns_that_leave_something_out(visitor: Visitor) -> None:
    await visitor.bot()
    await visitor.picks("order")
    await visitor.bot()

    def planted() -> None:
        with system_scope("test"):
            _turn(visitor, 4, 5)

    await unit_of_work(planted)()
    assert "turns in line" in await unit_of_work(found)()


async def test_the_doctor_names_the_rows_and_no_words(visitor: Visitor) -> None:
    await visitor.bot()
    await visitor.says("canary words")
    await visitor.bot()
    assert (await unit_of_work(doctor)())["ok"]

    def plant() -> None:
        with system_scope("test"):
            a_number_too_many(visitor)

    await unit_of_work(plant)()
    answer = await unit_of_work(doctor)()
    assert not answer["ok"]
    broken = [check for check in answer["checks"] if not check["ok"]]
    assert [check["check"] for check in broken] == ["numbers"]
    assert broken[0]["rows"] == [{"conversation_id": str(visitor.id), "row_id": str(visitor.id)}]
    assert "canary" not in json.dumps(answer)


def doctor() -> dict[str, Any]:
    """What ``doctor --invariants --json`` prints; its exit code must fit."""
    printed = StringIO()
    code = 0
    try:
        call_command("doctor", "--invariants", "--json", stdout=printed)
    except SystemExit as left:
        code = int(left.code or 0)
    answer: dict[str, Any] = json.loads(printed.getvalue())
    assert code == (0 if answer["ok"] else 1)
    return answer
