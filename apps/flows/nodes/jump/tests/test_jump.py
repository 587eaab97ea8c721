from apps.flows.checker import check
from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw

BACK = draw(
    "start -> ask; ask.answered -> back",
    ask=("ask_text", {"text": "Again?", "save_as": "answer"}),
    back=("jump", {"block": "ask"}),
)


async def test_it_goes_on_at_the_block_it_names() -> None:
    assert list(check(BACK)) == []
    visitor = Talk(compile_graph(BACK))
    assert await visitor.open() == ["Again?"]
    assert await visitor.say("yes") == ["Again?"]
    assert visitor.last.steps[1].sentence == "Jumped."


def test_a_block_that_is_not_there_stops_publishing() -> None:
    (missing,) = check(draw("start -> j", j=("jump", {"block": "gone"}))).errors
    assert (missing.code, missing.node, missing.field) == ("unknown_block", "j", "block")
    (unchosen,) = check(draw("start -> j", j="jump")).errors
    assert str(unchosen.sentence) == "Choose where the jump goes."


def test_a_path_drawn_from_it_is_told() -> None:
    drawn = draw("start -> j -> bye", j=("jump", {"block": "bye"}), bye="end")
    assert [finding.code for finding in check(drawn).errors] == ["unknown_exit"]


def test_a_loop_of_jumps_never_waits() -> None:
    drawn = draw("start -> a -> j", a=("say", {"texts": ["Hi"]}), j=("jump", {"block": "a"}))
    assert [finding.code for finding in check(drawn).errors] == ["loop_without_wait"]
