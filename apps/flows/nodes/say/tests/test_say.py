from typing import Any

from apps.flows.engine import compile_graph
from apps.flows.nodes.say.definition import definition
from apps.flows.testing import Talk, draw


def talk(texts: list[Any], **given: Any) -> Talk:
    graph = draw("start -> words", words=("say", {"texts": texts}))
    return Talk(compile_graph(graph), **given)


async def test_each_text_is_a_message_in_order() -> None:
    assert await talk(["One", "Two"]).open() == ["One", "Two"]


async def test_variables_are_filled_in() -> None:
    visitor = talk(["Hi {{ name | default: 'there' }}", "Hi {{ name }}"], variables={"name": "Ada"})
    assert await visitor.open() == ["Hi Ada", "Hi Ada"]


async def test_words_that_come_out_empty_make_no_message() -> None:
    assert await talk(["{{ nothing }}", "Two"]).open() == ["Two"]


async def test_the_visitors_language_is_spoken() -> None:
    text = {"en": "Hello", "de": "Hallo", "pt-BR": "Oi"}
    said = [await talk([text], language=language).open() for language in ("de-AT", "pt", "fr")]
    assert said == [["Hallo"], ["Oi"], ["Hello"]]


async def test_the_trace_tells_how_many_messages_went_out() -> None:
    visitor = talk(["One", "Two"])
    await visitor.open()
    assert visitor.last.steps[-1].sentence.startswith("Sent 2 messages.")


def test_the_card_shows_the_words() -> None:
    config = definition.config.model_validate({"texts": [{"de": "Hallo"}, "Two"]})
    assert definition.summary(config) == "Hallo\nTwo"
