from typing import Any

from apps.flows.engine import compile_graph
from apps.flows.nodes.say.definition import definition
from apps.flows.testing import Talk, draw


def talk(texts: list[Any], **given: Any) -> Talk:
    graph = draw("start -> words", words=("say", {"texts": texts}))
    return Talk(compile_graph(graph), **given)


def loop(count: int) -> Talk:
    """A talk in which every message of the visitor draws one of that many variants."""
    texts = [f"Variant {number}" for number in range(1, count + 1)]
    words = ("say", {"texts": texts, "pick": "one"})
    ask = ("ask_text", {"text": "Again?", "save_as": "again"})
    graph = draw("start -> words -> ask; ask.answered -> words", words=words, ask=ask)
    return Talk(compile_graph(graph))


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


async def test_one_variant_is_drawn_at_each_visit() -> None:
    visitor = loop(3)
    said = [(await visitor.open())[0]]
    said += [(await visitor.say("yes"))[0] for _ in range(20)]
    assert set(said) == {"Variant 1", "Variant 2", "Variant 3"}


async def test_the_same_conversation_draws_the_same_variants_again() -> None:
    one, other = loop(5), loop(5)
    assert await one.open() == await other.open()
    assert await one.say("yes") == await other.say("yes")


async def test_the_trace_tells_which_variant_was_drawn() -> None:
    visitor = loop(2)
    number = (await visitor.open())[0].split()[-1]
    sentence = visitor.last.steps[1].sentence
    assert sentence == f"Sent message {number} of 2, drawn by chance."


def test_the_card_shows_the_words() -> None:
    config = definition.config.model_validate({"texts": [{"de": "Hallo"}, "Two"]})
    assert definition.summary(config) == "Hallo\nTwo"
