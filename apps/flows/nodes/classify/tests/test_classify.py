from typing import Any

import pytest
from pydantic import ValidationError

from apps.flows.engine import compile_graph
from apps.flows.nodes.classify.component import ClassifyConfig
from apps.flows.testing import ScriptedModel, Talk, draw, ports_with

INTENTS = [
    {
        "id": "order",
        "title": "Order status",
        "description": "Where a parcel is.",
        "examples": ["Where is my parcel", "Not here yet"],
    },
    {"id": "care", "title": "Plant care"},
]


async def classified(answer: Any, said: str = "Hi", **config: Any) -> tuple[Talk, ScriptedModel]:
    model = ScriptedModel(answer)
    graph = draw("start -> it", it=("classify", {"intents": INTENTS, **config}))
    visitor = Talk(compile_graph(graph), ports_with(model=model))
    await visitor.say(said)
    return visitor, model


async def test_it_leaves_by_the_intent_and_remembers_it() -> None:
    visitor, model = await classified(
        {"intent": "order", "confidence": 0.82}, "Is it shipped?", save_as="wants"
    )
    step = visitor.last.steps[1]
    assert (step.exit, visitor.variables["wants"]) == ("order", "order")
    assert step.sentence.startswith("Understood “Order status” (82 % sure).")
    assert (
        "- order: Order status. Where a parcel is. "
        "For example: “Where is my parcel”; “Not here yet”"
    ) in model.instructions
    assert model.read == "Is it shipped?"


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"intent": "order", "confidence": 0.4}, "It may be “Order status”, but only 40 % sure."),
        ({"intent": "none", "confidence": 0.9}, "No intent fits what the visitor wrote."),
        ({"intent": "refund", "confidence": 1}, "No intent fits what the visitor wrote."),
        ({"intent": "order", "confidence": "high"}, "It may be “Order status”, but only 0 % sure."),
        ({"intent": ["order"], "confidence": 9}, "No intent fits what the visitor wrote."),
        ({}, "No intent fits what the visitor wrote."),
    ],
)
async def test_below_the_threshold_it_is_not_sure(answer: Any, sentence: str) -> None:
    visitor, _ = await classified(answer)
    step = visitor.last.steps[1]
    assert step.exit == "not_sure"
    assert step.sentence.startswith(sentence)


async def test_a_threshold_of_zero_takes_any_intent() -> None:
    visitor, _ = await classified({"intent": "care", "confidence": 0}, threshold=0)
    assert visitor.last.steps[1].exit == "care"


async def test_a_failure_has_its_own_path() -> None:
    visitor, _ = await classified({"error": "timeout"})
    step = visitor.last.steps[1]
    assert step.exit == "error"
    assert "It did not answer in time." in step.sentence


@pytest.mark.parametrize("taken", ["not_sure", "error", "none"])
def test_an_intent_cannot_be_called_like_a_path_of_its_own(taken: str) -> None:
    with pytest.raises(ValidationError):
        ClassifyConfig.model_validate({"intents": [{"id": taken}]})
