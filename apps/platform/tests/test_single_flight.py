import asyncio

import pytest

from apps.platform.concurrency.single_flight import SingleFlight


class Slow:
    """A read that is let go by hand."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.may_end = asyncio.Event()

    async def read(self, name: str) -> str:
        self.begun.append(name)
        number = len(self.begun)
        await self.may_end.wait()
        if name == "broken":
            raise ValueError(name)
        return f"{name} {number}"


async def asked(flight: SingleFlight[str, str], *names: str) -> list[asyncio.Task[str]]:
    """Let each ask, and give them time to begin."""
    asking = [asyncio.create_task(flight.ask(name)) for name in names]
    for _ in range(5):
        await asyncio.sleep(0)
    return asking


async def test_who_asks_at_once_shares_one_read() -> None:
    slow = Slow()
    asking = await asked(SingleFlight(slow.read), "a", "a", "b", "a")
    slow.may_end.set()
    assert await asyncio.gather(*asking) == ["a 1", "a 1", "b 2", "a 1"]


async def test_who_asks_while_it_runs_gets_a_later_one() -> None:
    slow = Slow()
    flight = SingleFlight(slow.read)
    early = await asked(flight, "a")
    late = await asked(flight, "a", "a")
    slow.may_end.set()
    assert await asyncio.gather(*early, *late) == ["a 1", "a 2", "a 2"]


async def test_who_leaves_takes_nobodys_answer_along() -> None:
    slow = Slow()
    leaving, staying = await asked(SingleFlight(slow.read), "a", "a")
    leaving.cancel()
    slow.may_end.set()
    assert await staying == "a 1"
    with pytest.raises(asyncio.CancelledError):
        await leaving


async def test_everybody_hears_that_it_broke() -> None:
    slow = Slow()
    asking = await asked(SingleFlight(slow.read), "broken", "broken")
    slow.may_end.set()
    heard = await asyncio.gather(*asking, return_exceptions=True)
    assert [type(each) for each in heard] == [ValueError, ValueError]
    assert slow.begun == ["broken"]
