from apps.flows.engine import Program, compile_graph
from apps.flows.testing import Talk, draw


def program(personal: bool = False) -> Program:
    graph = draw(
        "start -> ask; ask.answered -> thanks",
        variables=[{"name": "email", "kind": "text", "personal": personal}],
        ask=("ask_text", {"text": "Your mail?", "save_as": "email"}),
        thanks=("end", {"message": "Got {{ email }}"}),
    )
    return compile_graph(graph)


async def test_it_asks_waits_and_saves_the_answer_trimmed() -> None:
    visitor = Talk(program())
    assert await visitor.open() == ["Your mail?"]
    assert await visitor.say("  ada@example.com ") == ["Got ada@example.com"]
    assert visitor.variables["email"] == "ada@example.com"


async def test_blanks_are_asked_again() -> None:
    visitor = Talk(program())
    await visitor.open()
    assert await visitor.say(" \n\t") == ["Your mail?"]
    assert visitor.last.outcome == "waiting"
    assert visitor.last.steps[-1].sentence == "The answer did not fit, so it asked again and waits."


async def test_a_burst_is_one_answer() -> None:
    visitor = Talk(program())
    await visitor.open()
    await visitor.say("ada@example.com", "or bob@example.com")
    assert visitor.variables["email"] == "ada@example.com\nor bob@example.com"


async def test_a_returned_conversation_is_asked_again() -> None:
    visitor = Talk(program())
    await visitor.open()
    assert await visitor.turn("returned") == ["Your mail?"]
    assert visitor.position is not None


async def test_a_personal_answer_is_masked_in_the_trace_and_kept_in_the_variables() -> None:
    visitor = Talk(program(personal=True))
    await visitor.open()
    await visitor.say("ada@example.com")
    assert visitor.last.steps[0].changed == {"email": "•••"}
    assert "ada@example.com" not in str(visitor.last.trace())
    assert visitor.variables["email"] == "ada@example.com"
