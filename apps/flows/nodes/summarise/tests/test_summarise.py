from typing import Any

from apps.flows.engine import compile_graph
from apps.flows.testing import ScriptedModel, Talk, draw, ports_with

SAID = [("visitor", "My fern is brown"), ("bot", "How much light has it?")]


def talk(model: ScriptedModel, said: Any = SAID, **config: Any) -> Talk:
    graph = draw("start -> it", it=("summarise", config))
    return Talk(compile_graph(graph), ports_with(model=model, said=said))


async def test_it_sums_up_the_conversation() -> None:
    model = ScriptedModel("A brown fern.")
    visitor = talk(model, length="sentence")
    await visitor.say("Hi")
    assert visitor.last.variables["summary"] == "A brown fern."
    assert model.read == "visitor: My fern is brown\nbot: How much light has it?"
    assert "in one sentence, in English" in model.instructions
    step = visitor.last.steps[1]
    assert step.sentence.startswith("Summed up the conversation and saved it as summary.")


async def test_what_is_too_old_to_fit_is_left_out() -> None:
    model = ScriptedModel("Short.")
    said = [("visitor", "old " * 400), ("bot", "newer"), ("visitor", "newest")]
    await talk(model, said, max_input_tokens=500).say("Hi")
    assert model.read == "bot: newer\nvisitor: newest"


async def test_it_sums_up_a_text() -> None:
    model = ScriptedModel("Short.")
    visitor = talk(model, source="text", text="Long: {{ message }}", save_as="short")
    await visitor.say("words")
    assert model.read == "Long: words"
    assert visitor.last.variables["short"] == "Short."


async def test_a_conversation_without_words_is_an_error() -> None:
    model = ScriptedModel("Short.")
    visitor = talk(model, said=())
    await visitor.open()
    assert visitor.last.steps[1].detail["reason"] == "nothing_to_read"
    assert model.asked == []
