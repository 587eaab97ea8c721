from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw


def talk() -> Talk:
    graph = draw(
        "start -> ask; ask.answered -> bye",
        ask=("ask_url", {"text": "Where?", "save_as": "link"}),
        bye=("end", {"message": "Got {{ link }}"}),
    )
    return Talk(compile_graph(graph))


async def test_it_saves_the_address_in_the_answer() -> None:
    visitor = talk()
    assert await visitor.open() == ["Where?"]
    assert await visitor.say("see www.Example.com/shop") == ["Got https://www.example.com/shop"]


async def test_what_holds_no_address_is_asked_again() -> None:
    visitor = talk()
    await visitor.open()
    assert await visitor.say("my shop") == ["Type one web address, for example www.example.com."]
    assert visitor.last.outcome == "waiting"
