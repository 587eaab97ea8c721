"""What all questions do alike, shown by the one that asks for a number."""

from typing import Any

import pytest

from apps.flows.checker import check
from apps.flows.engine import compile_graph
from apps.flows.engine.registry import node_kinds
from apps.flows.testing import Talk, draw

HOUR = 60


def talk(arrows: str = "", language: str = "en", **config: Any) -> Talk:
    graph = draw(
        "start -> ask; ask.answered -> got -> ask;" + arrows,
        ask=("ask_number", {"text": "How many?", "save_as": "number"} | config),
        got=("say", {"texts": ["Got {{ number }}"]}),
        lost=("end", {"message": "Lost"}),
        late=("end", {"message": "Late"}),
        gone=("end", {"message": "Gone"}),
    )
    return Talk(compile_graph(graph), language=language)


async def test_an_answer_that_does_not_fit_is_told_what_is_expected() -> None:
    visitor = talk()
    await visitor.open()
    assert await visitor.say("many") == ["Type a number, for example 12."]
    assert await visitor.say("12") == ["Got 12", "How many?"]


async def test_the_tenants_own_words_win_and_know_values() -> None:
    visitor = talk(retry_text="“{{ message }}” is no number.")
    await visitor.open()
    assert await visitor.say("many") == ["“many” is no number."]


async def test_a_language_without_built_in_words_asks_again() -> None:
    visitor = talk(language="pl")
    await visitor.open()
    assert await visitor.say("many") == ["How many?"]


async def test_it_speaks_german() -> None:
    visitor = talk(language="de-AT")
    await visitor.open()
    assert await visitor.say("viele") == ["Schreiben Sie eine Zahl, zum Beispiel 12."]


async def test_after_its_attempts_it_leaves_by_didnt_understand() -> None:
    visitor = talk("ask.not_understood -> lost", attempts=2)
    await visitor.open()
    assert await visitor.say("many") == ["Type a number, for example 12."]
    assert await visitor.say("more") == ["Lost"]
    assert visitor.results[-1].steps[0].sentence == "The answer did not fit, asked 2 times."


async def test_without_that_path_it_keeps_asking() -> None:
    visitor = talk(attempts=1)
    await visitor.open()
    for _ in range(5):
        assert await visitor.say("many") == ["Type a number, for example 12."]


async def test_a_newcomer_has_all_attempts_again() -> None:
    visitor = talk("ask.not_understood -> lost", attempts=2)
    await visitor.open()
    await visitor.say("many")
    await visitor.say("12")
    assert await visitor.say("many") == ["Type a number, for example 12."]
    assert await visitor.say("more") == ["Lost"]


async def test_no_answer_in_time_has_its_own_path() -> None:
    visitor = talk("ask.no_answer -> late", answer_within_minutes=HOUR)
    await visitor.open()
    assert visitor.position is not None
    assert visitor.position.wake_at == 3600
    assert await visitor.timer() == ["Late"]
    assert visitor.last.steps[0].sentence == "No answer came within 60 minutes."


async def test_asking_again_begins_the_time_anew() -> None:
    visitor = talk(answer_within_minutes=HOUR)
    await visitor.open()
    visitor.at = 1800
    await visitor.say("many")
    assert visitor.position is not None
    assert visitor.position.wake_at == 5400


async def test_without_a_time_it_waits_for_ever() -> None:
    visitor = talk()
    await visitor.open()
    assert visitor.position is not None
    assert visitor.position.wake_at is None
    assert await visitor.turn("timer") == []
    assert visitor.last.outcome == "waiting"


@pytest.mark.parametrize("said", ["stop", " STOP ", "never mind"])
async def test_a_cancel_word_has_its_own_path(said: str) -> None:
    visitor = talk("ask.cancelled -> gone", cancel_words="stop, Never mind,")
    await visitor.open()
    assert await visitor.say("stop it") == ["Type a number, for example 12."]
    assert await visitor.say(said) == ["Gone"]
    assert visitor.last.steps[0].sentence == "The visitor cancelled."


async def test_blanks_cancel_nothing() -> None:
    visitor = talk("ask.cancelled -> gone", cancel_words=["stop", " "])
    await visitor.open()
    assert await visitor.say("  ") == ["Type a number, for example 12."]


async def test_a_returned_conversation_is_asked_again() -> None:
    visitor = talk()
    await visitor.open()
    assert await visitor.turn("returned") == ["How many?"]
    assert visitor.last.steps[0].sentence == "Asked again and waits."


def test_paths_for_time_and_cancelling_are_there_only_when_they_can_be_taken() -> None:
    kind = node_kinds().get("ask_number")
    assert kind is not None
    plain = kind.config(text="?", save_as="n")
    full = kind.config(text="?", save_as="n", answer_within_minutes=5, cancel_words=("stop",))
    assert [way.id for way in kind.exits(plain)] == ["answered", "not_understood"]
    assert [way.id for way in kind.exits(full)][2:] == ["no_answer", "cancelled"]


def test_a_path_that_is_wanted_and_not_drawn_is_a_finding() -> None:
    config = {"text": "?", "save_as": "n", "answer_within_minutes": 5}
    graph = draw("start -> ask; ask.answered -> bye", ask=("ask_number", config), bye="end")
    assert [finding.code for finding in check(graph)] == ["exit_not_connected"]


def test_a_loop_that_only_time_drives_is_a_finding() -> None:
    config = {"text": "?", "save_as": "n", "answer_within_minutes": 5}
    arrows = "start -> ask; ask.answered -> bye; ask.no_answer -> ask"
    graph = draw(arrows, ask=("ask_number", config), bye="end")
    assert [finding.code for finding in check(graph)] == ["loop_by_itself"]
