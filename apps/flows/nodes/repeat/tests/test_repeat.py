import pytest

from apps.flows.checker import check
from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw


async def test_a_question_is_asked_again_up_to_the_limit() -> None:
    graph = draw(
        "start -> ask; ask.answered -> more; more.again -> ask; more.enough -> bye",
        ask=("ask_text", {"text": "Well?", "save_as": "answer"}),
        more=("repeat", {"times": 2}),
        bye=("end", {"message": "Enough"}),
    )
    assert list(check(graph)) == []
    visitor = Talk(compile_graph(graph))
    said = [await visitor.open()] + [await visitor.say("hm") for _ in range(3)]
    assert said == [["Well?"], ["Well?"], ["Well?"], ["Enough"]]
    assert "that is enough" in visitor.last.steps[1].sentence


async def test_a_loop_that_asks_nobody_ends_too_and_the_next_one_counts_anew() -> None:
    graph = draw(
        "start -> hi -> more; more.again -> hi; more.enough -> ask; ask.answered -> hi",
        hi=("say", {"texts": ["Hi"]}),
        more=("repeat", {"times": 2}),
        ask=("ask_text", {"text": "Again?", "save_as": "answer"}),
    )
    assert list(check(graph)) == []
    visitor = Talk(compile_graph(graph))
    assert await visitor.open() == ["Hi", "Hi", "Hi", "Again?"]
    assert await visitor.say("yes") == ["Hi", "Hi", "Hi", "Again?"]


def test_a_loop_through_enough_has_no_end() -> None:
    graph = draw("start -> r; r.again -> bye; r.enough -> r", r="repeat", bye="end")
    assert [finding.code for finding in check(graph).errors] == ["loop_without_wait"]


def test_a_loop_that_one_turn_cannot_finish_is_told() -> None:
    graph = draw(
        "start -> hi -> more; more.again -> hi; more.enough -> bye",
        hi=("say", {"texts": ["Hi"]}),
        more=("repeat", {"times": 60}),
        bye="end",
    )
    (finding,) = check(graph).errors
    assert (finding.code, finding.node) == ("loop_too_long", "more")
    assert "122 blocks" in str(finding.sentence)


@pytest.mark.parametrize("times", [0, 101, "often"])
def test_it_rejects_a_limit_that_is_none(times: object) -> None:
    graph = draw("start -> r", r=("repeat", {"times": times}))
    assert [finding.code for finding in check(graph).errors] == ["bad_config"]
