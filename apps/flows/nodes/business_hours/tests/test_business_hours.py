from datetime import UTC, datetime
from typing import Any

import pytest

from apps.flows.engine import Turn, TurnResult, compile_graph, run
from apps.flows.testing import desk, draw

HOURS: dict[str, Any] = {
    "days": {
        "monday": [
            {"opens": "09:00", "closes": "12:00"},
            {"opens": "13:00", "closes": "24:00"},
        ],
        "friday": [{"opens": "09:00", "closes": "12:00"}],
    },
    "holidays": [{"day": "2026-11-30", "name": "Stocktaking"}, {"day": "2026-12-25"}],
}


async def look(when: str, hours: dict[str, Any] = HOURS) -> TurnResult:
    graph = draw("start -> hours", hours=("business_hours", {"save_opening_as": "opens"}))
    at = datetime.fromisoformat(when).replace(tzinfo=UTC).timestamp()
    turn = Turn("opened", at=at, timezone="Europe/Berlin", hours=hours)
    return await run(compile_graph(graph), turn, desk())


@pytest.mark.parametrize(
    ("when", "exit_id", "opens"),
    [
        ("2026-11-23 07:59", "closed", "2026-11-23 09:00"),  # a Monday, 8:59 in Berlin
        ("2026-11-23 08:00", "open", "2026-11-23 13:00"),
        ("2026-11-23 11:00", "closed", "2026-11-23 13:00"),
        ("2026-11-23 22:59", "open", "2026-11-27 09:00"),
        ("2026-11-24 10:00", "closed", "2026-11-27 09:00"),
        ("2026-11-27 11:30", "closed", "2026-12-04 09:00"),
        ("2026-11-30 10:00", "closed", "2026-12-04 09:00"),
    ],
)
async def test_it_looks_at_the_workspaces_clock(when: str, exit_id: str, opens: str) -> None:
    result = await look(when)
    assert (result.steps[1].exit, result.variables["opens"]) == (exit_id, opens)


async def test_the_trace_says_why() -> None:
    sentences = [
        (await look(when)).steps[1].sentence.split(". ")[0]
        for when in ("2026-11-23 08:00", "2026-11-30 10:00", "2026-12-25 10:00")
    ]
    assert sentences == [
        "Open: it is Monday, 09:00",
        "Closed: today is Stocktaking",
        "Closed: today is a holiday",
    ]


async def test_without_hours_it_is_open_but_on_holidays() -> None:
    assert (await look("2026-11-22 03:00", {})).steps[1].exit == "open"
    holidays = {"holidays": HOURS["holidays"]}
    result = await look("2026-11-30 10:00", holidays)
    assert (result.steps[1].exit, result.variables["opens"]) == ("closed", "2026-12-01 00:00")
