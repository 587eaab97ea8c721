from datetime import UTC, datetime
from typing import Any

import pytest

from apps.core.content import DateContent
from apps.flows.checker import check
from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw

SUNDAY_NIGHT = datetime(2026, 11, 22, 23, 30, tzinfo=UTC).timestamp()


def talk(language: str = "en", **config: Any) -> Talk:
    graph = draw(
        "start -> ask; ask.answered -> bye",
        variables=[{"name": "arrival", "default": "2026-12-01"}],
        ask=("ask_date", {"text": "When?", "save_as": "date"} | config),
        bye=("end", {"message": "Got {{ date }}"}),
    )
    return Talk(compile_graph(graph), language=language, at=SUNDAY_NIGHT)


async def test_it_asks_within_its_bounds() -> None:
    visitor = talk(earliest="today", latest="in 2 weeks")
    await visitor.open()
    asked = DateContent(text="When?", earliest="2026-11-22", latest="2026-12-06")
    assert visitor.last.replies == (asked,)


async def test_words_are_read_on_the_workspaces_calendar() -> None:
    for timezone, day in (("UTC", "2026-11-23"), ("Europe/Berlin", "2026-11-24")):
        visitor = talk()
        visitor.timezone = timezone
        await visitor.open()
        assert await visitor.say("tomorrow") == [f"Got {day}"]


@pytest.mark.parametrize(
    ("wants", "said", "saved"),
    [
        ("date", "24.12.", "2026-12-24"),
        ("time", "halb? 9.30 Uhr", "09:30"),
        ("datetime", "Freitag um 9:30", "2026-11-27T09:30"),
    ],
)
async def test_it_saves_a_day_a_time_or_both(wants: str, said: str, saved: str) -> None:
    visitor = talk("de", wants=wants)
    await visitor.open()
    assert await visitor.say(said) == [f"Got {saved}"]


@pytest.mark.parametrize(
    ("config", "said", "answer"),
    [
        ({"earliest": "today"}, "yesterday", "The earliest possible is Nov 22, 2026."),
        ({"latest": "{{ arrival }}"}, "2026-12-02", "The latest possible is Dec 1, 2026."),
        ({"wants": "time", "latest": "17:00"}, "6 pm", "The latest possible is 5:00 PM."),
        ({}, "soon", "Type a date, for example Nov 22, 2026."),
    ],
)
async def test_it_says_which_days_it_takes(config: dict[str, Any], said: str, answer: str) -> None:
    visitor = talk(**config)
    await visitor.open()
    await visitor.say(said)
    (reply,) = visitor.last.replies
    assert isinstance(reply, DateContent)
    assert reply.text == answer


async def test_the_last_day_fits_at_any_hour() -> None:
    visitor = talk(wants="datetime", latest="2026-11-27")
    await visitor.open()
    assert await visitor.say("2026-11-27 18:00") == ["Got 2026-11-27T18:00"]


async def test_a_bound_that_says_nothing_binds_nobody() -> None:
    visitor = talk(earliest="{{ nothing }}")
    await visitor.open()
    assert await visitor.say("1999-01-01") == ["Got 1999-01-01"]


def test_a_bound_that_cannot_be_read_is_refused() -> None:
    config = {"text": "?", "save_as": "date", "earliest": "soon"}
    graph = draw("start -> ask", ask=("ask_date", config))
    assert "“soon” is no day or time" in str(check(graph).errors[0].sentence)
