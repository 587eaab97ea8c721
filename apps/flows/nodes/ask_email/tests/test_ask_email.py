from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw


def talk() -> Talk:
    graph = draw(
        "start -> ask; ask.answered -> bye",
        ask=("ask_email", {"text": "Where?", "save_as": "email"}),
        bye=("end", {"message": "Got {{ email }}"}),
    )
    return Talk(compile_graph(graph))


async def test_it_saves_the_address_in_the_answer() -> None:
    visitor = talk()
    assert await visitor.open() == ["Where?"]
    assert await visitor.say("It is Ada@Example.com.") == ["Got Ada@example.com"]


async def test_what_holds_no_address_is_asked_again() -> None:
    visitor = talk()
    await visitor.open()
    assert await visitor.say("ada at example") == [
        "Type one e-mail address, for example ada@example.com."
    ]
    assert visitor.last.outcome == "waiting"
