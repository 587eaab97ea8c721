import pytest

from apps.flows.engine import compile_graph
from apps.flows.testing import ScriptedModel, Talk, draw, ports_with


@pytest.mark.parametrize(
    ("config", "language"), [({}, "Spanish"), ({"language": "de-AT"}, "German (Austria)")]
)
async def test_it_translates_and_saves(config: dict[str, str], language: str) -> None:
    model = ScriptedModel("Hallo {{ message }}")
    graph = draw(
        "start -> it; it.done -> bye",
        it=("translate", {"text": "Hello: {{ message }}", **config}),
        bye=("end", {"message": "{{ translation }}"}),
    )
    visitor = Talk(compile_graph(graph), ports_with(model=model), language="es")
    assert await visitor.say("there") == ["Hallo {{ message }}"]
    assert model.read == "Hello: there"
    assert f"into {language}." in model.instructions
    expected = f"Translated into {language} and saved as translation."
    assert visitor.last.steps[1].sentence == expected


async def test_a_failure_saves_nothing() -> None:
    visitor = Talk(
        compile_graph(draw("start -> it", it="translate")), ports_with({"error": "daily_budget"})
    )
    await visitor.say("Hi")
    assert visitor.last.steps[1].exit == "error"
    assert "translation" not in visitor.last.variables
