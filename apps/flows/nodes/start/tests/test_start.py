from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw


def talk(when: str) -> Talk:
    graph = draw(
        "start -> hello -> ask; ask.answered -> thanks",
        hello=("say", {"texts": ["Hi"]}),
        ask=("ask_text", {"text": "Your name?", "save_as": "name"}),
        thanks=("end", {"message": "Thanks, {{ name }}"}),
    )
    nodes = [node.model_copy(update={"config": {"when": when}}) for node in graph.nodes[:1]]
    return Talk(compile_graph(graph.model_copy(update={"nodes": (*nodes, *graph.nodes[1:])})))


async def test_it_greets_when_the_chat_is_opened() -> None:
    visitor = talk("opened")
    assert await visitor.open() == ["Hi", "Your name?"]
    assert visitor.last.outcome == "waiting"


async def test_it_does_not_take_the_message_that_began_the_run_for_an_answer() -> None:
    visitor = talk("opened")
    assert await visitor.say("My plant is sick") == ["Hi", "Your name?"]
    assert await visitor.say("Ada") == ["Thanks, Ada"]


async def test_it_waits_in_silence_for_the_first_message() -> None:
    visitor = talk("first_message")
    assert await visitor.open() == []
    assert (visitor.last.outcome, visitor.position and visitor.position.node) == (
        "waiting",
        "start",
    )
    assert await visitor.say("Hello?") == ["Hi", "Your name?"]


async def test_the_first_message_begins_even_when_nobody_opened_the_chat() -> None:
    assert await talk("first_message").say("Hello?") == ["Hi", "Your name?"]


async def test_start_over_begins_again_from_anywhere() -> None:
    visitor = talk("first_message")
    await visitor.say("Hello?")
    assert await visitor.turn("start_over") == ["Hi", "Your name?"]


async def test_a_conversation_that_comes_back_too_early_goes_on_waiting() -> None:
    visitor = talk("first_message")
    await visitor.open()
    assert await visitor.turn("returned") == []
    assert visitor.last.outcome == "waiting"
