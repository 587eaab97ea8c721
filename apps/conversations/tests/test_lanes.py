"""Lanes run side by side, and a workspace whose lanes all hang stops nobody else's."""

import asyncio
from uuid import UUID, uuid4

from apps.conversations.orchestrator.lanes import LANES, SHARE, Lanes

BUSY, QUIET = uuid4(), uuid4()


class Work:
    """Hangs at the places of the busy workspace until it is let go on."""

    def __init__(self) -> None:
        self.begun: list[UUID] = []
        self.go_on = asyncio.Event()

    async def work(self, tenant_id: UUID, place_id: UUID) -> bool:
        self.begun.append(tenant_id)
        if tenant_id == BUSY:
            await self.go_on.wait()
        return False


async def let_begin() -> None:
    """Let every lane that finds room begin."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_workspace_whose_work_hangs_leaves_room_for_the_others() -> None:
    hung = Work()
    lanes = Lanes(hung.work)
    for _ in range(LANES):
        lanes.wake(BUSY, uuid4())
    await let_begin()
    assert hung.begun == [BUSY] * SHARE
    lanes.wake(QUIET, uuid4())
    await let_begin()
    assert hung.begun[SHARE:] == [QUIET]
    hung.go_on.set()
    await lanes.drain(10)
    assert hung.begun.count(BUSY) == LANES


async def test_no_more_lanes_run_at_once_than_a_process_has() -> None:
    begun: list[UUID] = []
    go_on = asyncio.Event()

    async def hang(tenant_id: UUID, place_id: UUID) -> bool:
        begun.append(place_id)
        await go_on.wait()
        return False

    lanes = Lanes(hang)
    for _ in range(LANES + 1):
        lanes.wake(uuid4(), uuid4())
    await let_begin()
    assert len(begun) == LANES
    go_on.set()
    await lanes.drain(10)
    assert len(begun) == LANES + 1


async def test_a_place_that_is_woken_while_it_is_seen_to_is_looked_at_once_more() -> None:
    looks: list[UUID] = []
    place = (QUIET, uuid4())

    async def look(tenant_id: UUID, place_id: UUID) -> bool:
        looks.append(place_id)
        if len(looks) == 1:
            lanes.wake(*place)
            lanes.wake(*place)
        return False

    lanes = Lanes(look)
    lanes.wake(*place)
    await lanes.drain(10)
    assert looks == [place[1]] * 2


async def test_it_forgets_a_workspace_that_has_no_more_work() -> None:
    lanes = Lanes(Work().work)
    lanes.wake(QUIET, uuid4())
    await lanes.drain(10)
    await let_begin()
    assert not lanes._shares
