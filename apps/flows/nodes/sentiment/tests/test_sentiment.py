from typing import Any

import pytest

from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw, ports_with


@pytest.mark.parametrize(
    ("answer", "mood", "sentence"),
    [
        ({"mood": "negative", "confidence": 0.9}, "negative", "The mood is negative (90 % sure)."),
        ({"mood": "positive", "confidence": 1}, "positive", "The mood is positive (100 % sure)."),
        (
            {"mood": "negative", "confidence": 0.3},
            "neutral",
            "The mood is not clear, so it counts as neutral.",
        ),
        (
            {"mood": "grumpy", "confidence": 1},
            "neutral",
            "The mood is not clear, so it counts as neutral.",
        ),
    ],
)
async def test_it_leaves_by_the_mood(answer: Any, mood: str, sentence: str) -> None:
    graph = draw("start -> it", it=("sentiment", {"save_as": "mood"}))
    visitor = Talk(compile_graph(graph), ports_with(answer))
    await visitor.say("Where is it?")
    step = visitor.last.steps[1]
    assert (step.exit, visitor.last.variables["mood"]) == (mood, mood)
    assert step.sentence.startswith(sentence)


async def test_nothing_to_read_is_no_mood() -> None:
    visitor = Talk(compile_graph(draw("start -> it", it="sentiment")), ports_with())
    await visitor.open()
    step = visitor.last.steps[1]
    assert (step.exit, step.detail["reason"]) == ("error", "nothing_to_read")
