from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from apps.core.content import TextContent
from apps.core.events import VisitorInput
from apps.flows.checker import check
from apps.flows.engine import Cause, Turn, TurnResult, compile_graph, run
from apps.flows.testing import desk, draw

BERLIN = ZoneInfo("Europe/Berlin")
HOURS: dict[str, Any] = {
    "days": {"monday": [{"opens": "09:00", "closes": "17:00"}]},
    "holidays": [{"day": "2026-03-30", "name": "Move"}],
}


def graph(**config: Any) -> Any:
    return draw(
        "start -> pause; pause.time_is_up -> up; pause.wrote -> heard",
        pause=("wait", config),
        up=("end", {"message": "Time is up"}),
        heard=("end", {"message": "Heard you"}),
    )


def at(written: str) -> float:
    return datetime.fromisoformat(written).replace(tzinfo=BERLIN).timestamp()


async def turn(
    drawn: Any, cause: Cause, when: str, before: TurnResult | None = None, words: str = ""
) -> TurnResult:
    given = Turn(
        cause,
        (VisitorInput(words),) if words else (),
        before.position if before else None,
        at=at(when),
        timezone="Europe/Berlin",
        hours=HOURS,
    )
    return await run(compile_graph(drawn), given, desk())


def words_of(result: TurnResult) -> list[str]:
    return [reply.text for reply in result.replies if isinstance(reply, TextContent)]


@pytest.mark.parametrize(
    ("config", "now", "until"),
    [
        ({"amount": 90}, "2026-03-28 23:00", "2026-03-29 00:30"),
        ({"amount": 3, "unit": "hours"}, "2026-03-29 00:30", "2026-03-29 04:30"),
        ({"amount": 1, "unit": "days"}, "2026-03-28 12:00", "2026-03-29 12:00"),
        ({"mode": "until_time", "time": "09:00"}, "2026-03-28 08:59", "2026-03-28 09:00"),
        ({"mode": "until_time", "time": "09:00"}, "2026-03-28 09:00", "2026-03-29 09:00"),
        (
            {"mode": "until_weekday", "weekday": "monday", "time": "08:00"},
            "2026-03-23 09:00",
            "2026-03-30 08:00",
        ),
        (
            {"mode": "until_weekday", "weekday": "wednesday", "time": "08:00"},
            "2026-03-23 09:00",
            "2026-03-25 08:00",
        ),
        ({"mode": "until_open"}, "2026-03-28 12:00", "2026-04-06 09:00"),
    ],
)
async def test_it_waits_until_the_time_on_the_workspaces_clock(
    config: dict[str, Any], now: str, until: str
) -> None:
    drawn = graph(**config)
    result = await turn(drawn, "opened", now)
    assert result.outcome == "waiting"
    assert result.position is not None
    assert result.position.wake_at == at(until)
    assert result.steps[-1].sentence == f"Waits until {until}."
    up = await turn(drawn, "timer", until, result)
    assert words_of(up) == ["Time is up"]


async def test_an_open_workspace_does_not_wait_for_business_hours() -> None:
    result = await turn(graph(mode="until_open"), "opened", "2026-03-23 10:00")
    assert words_of(result) == ["Time is up"]


async def test_a_message_takes_a_path_of_its_own() -> None:
    waiting = await turn(graph(), "opened", "2026-03-23 10:00")
    heard = await turn(graph(), "message", "2026-03-23 10:01", waiting, "Hello?")
    assert words_of(heard) == ["Heard you"]


async def test_or_it_waits_on_for_the_same_time() -> None:
    drawn = graph(on_message="wait_on")
    waiting = await turn(drawn, "opened", "2026-03-23 10:00")
    still = await turn(drawn, "message", "2026-03-23 10:01", waiting, "Hello?")
    assert (still.outcome, still.position) == ("waiting", waiting.position)
    late = await turn(drawn, "message", "2026-03-23 10:11", waiting, "Hello?")
    assert words_of(late) == ["Time is up"]


async def test_a_conversation_that_a_person_returned_waits_on() -> None:
    waiting = await turn(graph(), "opened", "2026-03-23 10:00")
    back = await turn(graph(), "returned", "2026-03-23 10:05", waiting)
    assert back.position == waiting.position


def test_a_loop_of_waits_is_told() -> None:
    drawn = draw(
        "start -> hi -> pause; pause.time_is_up -> hi",
        hi=("say", {"texts": ["Still there?"]}),
        pause=("wait", {"amount": 5}),
    )
    findings = check(drawn)
    assert findings.errors == []
    assert [finding.code for finding in findings.warnings] == ["loop_by_itself"]


def test_a_loop_that_may_not_wait_at_all_stops_publishing() -> None:
    drawn = draw(
        "start -> hi -> pause; pause.time_is_up -> hi",
        hi=("say", {"texts": ["Hi"]}),
        pause=("wait", {"mode": "until_open"}),
    )
    assert [finding.code for finding in check(drawn).errors] == ["loop_without_wait"]


@pytest.mark.parametrize(
    "config",
    [{"amount": 0}, {"amount": 91, "unit": "days"}, {"mode": "until_time", "time": "25:00"}],
)
def test_it_rejects_times_that_never_come(config: dict[str, Any]) -> None:
    assert [finding.code for finding in check(graph(**config)).errors] == ["bad_config"]
