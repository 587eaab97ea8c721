"""The line of one conversation to its provider: one at a time, in order, and honestly told."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.channels.services import create_webhook_channel
from apps.conversations.models import Conversation, Delivery
from apps.conversations.outbound.deliveries import (
    PAUSES,
    ClaimedDelivery,
    Outcome,
    claim_delivery,
    due_deliveries,
    note_outcome,
    note_receipt,
    read_claimed,
)
from apps.conversations.tests.conftest import Shop
from apps.conversations.tests.provider_talk import Talk, let_all_be_due
from apps.conversations.thread.handoff import AgentAt, reply, take_over
from apps.core.events import Receipt
from apps.platform.db.scope import system_scope, tenant_scope
from apps.platform.db.units import unit_of_work
from apps.tenants.models import Tenant

ENDS = ("sent", "waiting", "failed", "unknown")
LONG_AGO = "2000-01-01T00:00Z"


@pytest.fixture
async def queued(talk: Talk) -> Talk:
    """One message of the bot in line, and nobody who sends it."""
    talk.system.statuses = (503, 200)
    await talk.says("Hello")
    await unit_of_work(let_all_be_due)(talk)
    return talk


class Line:
    """The line of the only conversation, without a network."""

    def __init__(self, talk: Talk) -> None:
        self.tenant_id = talk.shop.tenant.id
        with tenant_scope(self.tenant_id):
            self.conversation = Conversation.objects.get()

    def take(self, *, repeatable: bool = True) -> ClaimedDelivery | None:
        return claim_delivery(self.tenant_id, self.conversation.id, repeatable=repeatable)

    def change(self, **changes: Any) -> None:
        with tenant_scope(self.tenant_id):
            Delivery.objects.filter(state__in=["waiting", "sending"]).update(**changes)

    def dies(self, *, repeatable: bool = True) -> None:
        """Take the first message, and die of it."""
        assert self.take(repeatable=repeatable) is not None
        self.change(due_at=LONG_AGO)

    def rows(self) -> list[Delivery]:
        with tenant_scope(self.tenant_id):
            return list(Delivery.objects.order_by("seq"))

    def tells(self, state: Any, *, channel_id: UUID | None = None, reason: str = "") -> bool:
        channel_id = channel_id or self.conversation.channel_id
        receipt = Receipt(self.rows()[0].message_id, state, reason)
        return note_receipt(self.tenant_id, channel_id, receipt)


def taken_by(line: Line) -> ClaimedDelivery:
    taken = line.take()
    assert taken is not None
    return taken


@pytest.fixture
async def line(queued: Talk) -> Line:
    return await unit_of_work(Line)(queued)


def test_one_process_at_a_time_holds_the_first_of_a_line(line: Line) -> None:
    assert taken_by(line).attempts == 2
    assert line.take() is None
    assert due_deliveries() == []


def test_the_sweeper_finds_a_line_whose_holder_died(line: Line) -> None:
    line.dies()
    assert due_deliveries() == [(line.tenant_id, line.conversation.id)]
    assert taken_by(line).state == "sending"


def test_what_died_in_sending_is_not_repeated_where_that_would_double_it(line: Line) -> None:
    line.dies()
    again = line.take(repeatable=False)
    assert again is not None
    assert (again.state, again.error) == ("unknown", "process_died")
    assert line.take(repeatable=False) is None


def test_one_that_takes_its_process_along_each_time_is_given_up(line: Line) -> None:
    deaths = 0
    while line.rows()[0].state in ("waiting", "sending"):
        line.dies()
        deaths += 1
    assert deaths <= len(PAUSES) + 1
    assert (line.rows()[0].state, line.rows()[0].error) == ("unknown", "process_died")


def test_one_that_died_in_sending_is_perhaps_sent_when_a_person_took_over(
    line: Line, shop: Shop
) -> None:
    line.dies()
    at = AgentAt(line.tenant_id, line.conversation.id, shop.ben)
    take_over(at, line.conversation.owner_epoch)
    assert taken_by(line).state == "unknown"


def test_the_outcome_of_one_that_was_too_slow_changes_nothing(line: Line) -> None:
    slow = taken_by(line)
    line.change(due_at=LONG_AGO)
    quick = taken_by(line)
    note_outcome(slow, Outcome("failed", error="late"))
    assert line.rows()[0].state == "sending"
    with pytest.raises(Delivery.DoesNotExist):
        read_claimed(slow)
    note_outcome(quick, Outcome("sent", provider_id="theirs"))
    assert (line.rows()[0].state, line.rows()[0].provider_id) == ("sent", "theirs")


def test_a_receipt_that_is_faster_than_the_answer_is_believed(line: Line) -> None:
    slow = taken_by(line)
    assert line.tells("delivered")
    note_outcome(slow, Outcome("waiting", error="timeout", pause=5))
    [row] = line.rows()
    assert row.state == "delivered"
    assert row.sent_at is not None
    assert line.take() is None


@pytest.mark.parametrize(
    ("told", "ends"),
    [
        (("delivered", "read"), "read"),
        (("read", "delivered"), "read"),
        (("read", "failed"), "read"),
        (("failed", "failed"), "failed"),
        (("failed", "read"), "failed"),
    ],
)
def test_receipts_never_lower_a_message(line: Line, told: tuple[str, ...], ends: str) -> None:
    note_outcome(taken_by(line), Outcome("sent"))
    for state in told:
        assert line.tells(state, reason="gone")
    [row] = line.rows()
    assert row.state == ends
    assert row.error == ("gone" if ends == "failed" else "")


def test_a_receipt_of_another_channel_touches_nothing(line: Line, shop: Shop) -> None:
    note_outcome(taken_by(line), Outcome("sent"))
    with tenant_scope(shop.tenant):
        other = create_webhook_channel(shop.tenant, "Other", "https://a.example/x", shop.anna)
    assert not line.tells("read", channel_id=other.id)
    assert not line.tells("read", channel_id=shop.channel.id)
    assert line.rows()[0].state == "sent"


def test_another_workspace_sees_none_of_it(line: Line, shop: Shop) -> None:
    with system_scope("test"):
        elsewhere = Tenant.objects.get(slug="elsewhere")
    place = (elsewhere.id, line.conversation.id)
    assert claim_delivery(*place, repeatable=True) is None
    receipt = Receipt(line.rows()[0].message_id, "read")
    assert not note_receipt(elsewhere.id, line.conversation.channel_id, receipt)


def test_nothing_is_believed_of_what_nobody_tried_to_send(line: Line) -> None:
    line.change(attempts=0)
    assert not line.tells("read")
    assert line.rows()[0].state == "waiting"


@settings(
    deadline=None,
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.sampled_from(["say", "take", "die", "late", *ENDS]), max_size=20))
def test_a_line_leaves_in_order_whatever_happens(line: Line, shop: Shop, deeds: list[str]) -> None:
    at = AgentAt(line.tenant_id, line.conversation.id, shop.ben)
    _begin_anew(line, at)
    held: ClaimedDelivery | None = None
    dead: list[ClaimedDelivery] = []
    left: list[int] = []
    for deed in ["say", "say", *deeds, *["take", "sent"] * len(deeds), *["take", "sent"] * 2]:
        if deed == "say":
            reply(at, uuid4(), "More")
        elif deed == "take":
            line.change(due_at=LONG_AGO)
            dead += [held] if held else []
            held = line.take()
            left += [held.seq] if held and held.state == "sending" else []
        elif deed == "late":
            for zombie in dead:
                note_outcome(zombie, Outcome("failed", error="late"))
        elif held is not None:
            if deed == "die":
                dead.append(held)
            else:
                note_outcome(held, Outcome(deed))  # type: ignore[arg-type]
            held = None
    assert left == sorted(left)
    assert all(row.state not in ("waiting", "sending") for row in line.rows())
    assert all(row.error != "late" for row in line.rows())


def _begin_anew(line: Line, at: AgentAt) -> None:
    """Let a person hold the conversation, with an empty line."""
    with tenant_scope(line.tenant_id):
        Delivery.objects.all().delete()
        conversation = Conversation.objects.get()
        if conversation.handled_by != "agent":
            take_over(at, conversation.owner_epoch)
