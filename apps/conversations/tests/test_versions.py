"""Running chats and a new version: they move where it is safe, finish, or start over."""

from typing import Any

import pytest

from apps.conversations.models import Conversation
from apps.conversations.tests.conftest import Shop, Visitor
from apps.conversations.tests.test_waking import pass_time, woken
from apps.flows.models import FlowVersion
from apps.flows.testing import flow_file
from apps.flows.versions.services import create_flow, publish, save_draft
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work

RunningChats = FlowVersion.RunningChats
INNER = flow_file(
    "start -> ask; ask.answered -> bye",
    ask=("ask_text", {"text": "Your name?", "save_as": "name"}),
    bye=("end", {"message": "Hello {{ name }}"}),
)


def outer(flow: str, words: str, call: str = "inner") -> dict[str, Any]:
    """Draw a flow that calls another one, waits, and says these words."""
    called: Any = {
        call: ("call_flow", {"flow": flow, "take": [{"variable": "who", "from": "name"}]})
    }
    return flow_file(
        f"start -> {call}; {call}.returned -> pause;pause.time_is_up -> late; pause.wrote -> early",
        **called,
        pause=("wait", {"mode": "for", "amount": 10, "unit": "minutes"}),
        late=("end", {"message": "{{ who }}, " + words}),
        early=("end", {"message": "{{ who }}: " + words}),
    )


class Desk:
    """A shop whose flow calls another one."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.inner = create_flow(shop.tenant, "Inner")
        publish(save_draft(self.inner, INNER, self.inner.draft_revision))

    async def publishes(
        self, words: str, running: RunningChats = RunningChats.MOVE, call: str = "inner"
    ) -> None:
        await unit_of_work(self._publish)(outer(str(self.inner.id), words, call), running)

    def _publish(self, graph: dict[str, Any], running: RunningChats) -> None:
        with tenant_scope(self.shop.tenant):
            self.shop.flow.refresh_from_db()
        flow = save_draft(self.shop.flow, graph, self.shop.flow.draft_revision)
        publish(flow, running=running)


@pytest.fixture
async def desk(shop: Shop) -> Desk:
    desk = await unit_of_work(Desk)(shop)
    await desk.publishes("old")
    return desk


@pytest.fixture
async def inside(desk: Desk) -> Visitor:
    """A visitor who is asked for a name inside the called flow."""
    visitor = await unit_of_work(Visitor.arrives)(desk.shop)
    await visitor.bot()
    return visitor


@pytest.fixture
async def pausing(inside: Visitor) -> Visitor:
    """A visitor whose flow waits for ten minutes."""
    await inside.says("Lena")
    await inside.bot()
    return inside


async def last_words(visitor: Visitor) -> str:
    return (await visitor.thread())[-1][1]


async def test_a_chat_inside_a_called_flow_moves_when_its_way_back_is_unchanged(
    desk: Desk, inside: Visitor
) -> None:
    await desk.publishes("new")
    await inside.says("Lena")
    await inside.bot()
    await inside.says("Hm")
    await inside.bot()
    assert await last_words(inside) == "Lena: new"


async def test_it_finishes_on_the_old_version_when_its_way_back_is_gone(
    desk: Desk, inside: Visitor
) -> None:
    version = (await inside.row()).flow_version_id
    await desk.publishes("new", call="other_call")
    await inside.says("Lena")
    await inside.bot()
    assert await last_words(inside) == "Hello Lena"
    assert (await inside.row()).flow_version_id == version


@pytest.mark.parametrize(
    ("running", "said"),
    [
        (RunningChats.MOVE, "Lena, new"),
        (RunningChats.FINISH, "Lena, old"),
        (RunningChats.RESTART, "Your name?"),
    ],
)
async def test_a_chat_in_a_wait_goes_on_as_it_was_published(
    desk: Desk, pausing: Visitor, running: RunningChats, said: str
) -> None:
    await desk.publishes("new", running)
    await pass_time(pausing)
    assert await woken(pausing)
    assert await last_words(pausing) == said


@pytest.mark.parametrize(
    ("running", "said"),
    [
        (RunningChats.MOVE, "Hello Lena"),
        (RunningChats.FINISH, "Hello Lena"),
        (RunningChats.RESTART, "Your name?"),
    ],
)
async def test_a_chat_inside_a_called_flow_goes_on_as_it_was_published(
    desk: Desk, inside: Visitor, running: RunningChats, said: str
) -> None:
    await desk.publishes("new", running)
    await inside.says("Lena")
    await inside.bot()
    assert await last_words(inside) == said


async def test_a_restarted_chat_begins_below_a_divider_and_forgets(
    desk: Desk, pausing: Visitor
) -> None:
    await desk.publishes("new", RunningChats.RESTART)
    await pausing.says("Hm")
    await pausing.bot()
    assert ("system", "new_run") in await pausing.thread()
    row: Conversation = await pausing.row()
    assert (row.run, row.variables) == (2, {})
