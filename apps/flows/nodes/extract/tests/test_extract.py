from typing import Any

import pytest
from pydantic import ValidationError

from apps.flows.engine import compile_graph
from apps.flows.nodes.extract.component import ExtractConfig
from apps.flows.testing import ScriptedModel, Talk, draw, ports_with

FIELDS = [
    {"name": "order_number", "description": "six digits"},
    {"name": "day", "kind": "date", "required": False},
]


def talk(model: ScriptedModel) -> Talk:
    graph = draw(
        "start -> find; find.missing -> ask; ask.answered -> find; find.done -> bye",
        find=("extract", {"fields": FIELDS}),
        ask=("ask_text", {"text": "Which order?", "save_as": "said"}),
        bye=("end", {"message": "Thanks for {{ order_number }}"}),
    )
    return Talk(compile_graph(graph), ports_with(model=model), at=1_764_000_000)


async def test_what_is_found_is_saved_and_what_is_missing_is_asked_for() -> None:
    model = ScriptedModel(
        {"order_number": None, "day": "2026-12-24"}, {"order_number": "104217", "day": None}
    )
    visitor = talk(model)
    assert await visitor.say("It should come on Christmas Eve") == ["Which order?"]
    step = visitor.last.steps[1]
    assert step.exit == "missing"
    assert step.sentence == "Found day. Still missing: order_number."
    assert await visitor.say("104217") == ["Thanks for 104217"]
    assert visitor.last.variables["day"] == "2026-12-24"


async def test_the_model_is_told_what_to_look_for_and_which_day_it_is() -> None:
    model = ScriptedModel({"order_number": "1", "day": None})
    await talk(model).say("1")
    assert "- order_number (text): six digits" in model.instructions
    assert "Today is Monday, 2025-11-24." in model.instructions


async def test_a_failure_keeps_what_was_known() -> None:
    visitor = talk(ScriptedModel({"order_number": None, "day": "2026-12-24"}, {"error": "broken"}))
    await visitor.say("Christmas Eve")
    await visitor.say("104217")
    assert visitor.last.steps[-1].exit == "error"
    assert visitor.last.variables["day"] == "2026-12-24"


def test_two_values_cannot_have_one_name() -> None:
    fields: Any = [{"name": "a"}, {"name": "a"}]
    with pytest.raises(ValidationError, match="two values are saved as “a”"):
        ExtractConfig(fields=fields)
