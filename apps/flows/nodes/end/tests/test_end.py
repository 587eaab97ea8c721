from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw


async def test_it_says_goodbye_and_ends_the_run() -> None:
    visitor = Talk(compile_graph(draw("start -> bye", bye=("end", {"message": "Bye"}))))
    assert await visitor.open() == ["Bye"]
    assert (visitor.last.outcome, visitor.position) == ("ended", None)


async def test_it_may_end_without_a_word() -> None:
    visitor = Talk(compile_graph(draw("start -> bye", bye="end")))
    assert await visitor.open() == []
    assert visitor.last.outcome == "ended"


async def test_the_next_message_begins_a_new_run() -> None:
    graph = draw("start -> hi -> bye", hi=("say", {"texts": ["Hi"]}), bye="end")
    visitor = Talk(compile_graph(graph))
    await visitor.open()
    assert await visitor.say("Hello again") == ["Hi"]
