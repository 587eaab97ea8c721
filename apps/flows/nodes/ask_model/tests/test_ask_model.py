import json
from dataclasses import replace
from typing import Any

import pytest

from apps.core.content import TextContent
from apps.flows.engine import NO_DELTAS, Budgets, Replayer, compile_graph, run
from apps.flows.testing import ScriptedModel, Talk, Watcher, draw, ports_with

FIELDS = [
    {"name": "city"},
    {"name": "people", "kind": "number"},
    {"name": "urgent", "kind": "yes_no"},
    {"name": "day", "kind": "date"},
    {"name": "size", "kind": "one_of", "options": "Small, Large"},
]


def talk(
    model: ScriptedModel,
    said: Any = (),
    budgets: Any = None,
    watcher: Watcher | None = None,
    **config: Any,
) -> Talk:
    graph = draw(
        "start -> ask; ask.answered -> bye; ask.not_sure -> bye; ask.error -> bye",
        ask=("ask_model", config),
        bye=("end", {"message": "Bye"}),
    )
    ports = replace(ports_with(model=model, said=said), deltas=watcher or NO_DELTAS)
    return Talk(compile_graph(graph), ports, budgets=budgets or Budgets())


async def test_it_asks_with_values_filled_in_and_says_the_answer() -> None:
    model = ScriptedModel("We open at nine.")
    visitor = talk(model, instructions="You are {{ channel }}'s bot.", save_as="answer")
    assert await visitor.say("When do you open?") == ["We open at nine.", "Bye"]
    assert visitor.variables["answer"] == "We open at nine."
    assert model.instructions.startswith("You are web's bot.")
    assert model.read == "When do you open?"
    assert visitor.last.steps[1].sentence == "The model answered."


async def test_what_the_model_says_is_no_template_and_not_endless() -> None:
    visitor = talk(ScriptedModel("{{ message }}\0" + " Well." * 50_000), save_as="answer")
    (said, _bye) = await visitor.say("secret")
    assert said.startswith("{{ message }} Well.")
    assert said.endswith(" Well. …")
    assert len(said) <= 10_000
    assert visitor.variables["answer"] == said


async def test_it_reads_what_was_said_before() -> None:
    model = ScriptedModel("Blue.")
    said = [("visitor", "Hi"), ("bot", "Hello"), ("agent", "Anna here"), ("visitor", "Which?")]
    await talk(model, said, earlier_messages=2).say("Which?")
    messages: Any = model.asked[0]["messages"]
    assert [(one["role"], one["text"]) for one in messages[1:]] == [
        ("assistant", "Hello"),
        ("assistant", "Anna here"),
        ("user", "Which?"),
    ]


async def test_who_does_not_know_leaves_by_not_sure_without_a_word() -> None:
    for answer in ("NOT_SURE", "  ", "I think: NOT_SURE."):
        visitor = talk(ScriptedModel(answer))
        assert await visitor.say("Who wins?") == ["Bye"]
        assert visitor.last.steps[1].exit == "not_sure"


async def test_it_saves_values_by_their_kind() -> None:
    found = {"city": "Wien", "people": 4, "urgent": False, "day": "2026-12-24", "size": "small"}
    model = ScriptedModel(f"```json\n{json.dumps(found)}\n```")
    visitor = talk(model, fields=FIELDS)
    assert await visitor.say("four in Wien") == ["Bye"]
    assert {name: visitor.variables[name] for name in found} == found | {"size": "Small"}
    properties: Any = model.asked[0]["schema"]
    assert properties["properties"]["size"]["enum"] == ["Small", "Large", None]
    assert properties["required"] == list(found)


async def test_a_value_of_another_kind_is_none_at_all() -> None:
    odd = {"city": {"a": 1}, "people": "4", "urgent": "no", "day": "soon", "size": "Huge"}
    visitor = talk(ScriptedModel(odd), fields=FIELDS)
    await visitor.say("hm")
    assert [visitor.variables[name] for name in odd] == [None] * 5
    assert visitor.last.steps[1].exit == "not_sure"


@pytest.mark.parametrize(
    "words", ["no object", "[1]", '{"people": NaN}', '{"people": 1e999}', "{" * 100_000 + "}"]
)
async def test_garbage_never_breaks_the_turn(words: str) -> None:
    visitor = talk(ScriptedModel(words), fields=FIELDS)
    assert await visitor.say("hm") == ["Bye"]
    assert visitor.last.steps[1].exit in ("error", "not_sure")


async def test_a_failure_leaves_by_its_exit_and_says_why() -> None:
    visitor = talk(ScriptedModel({"error": "no_model"}))
    assert await visitor.say("Hi") == ["Bye"]
    step = visitor.last.steps[1]
    assert step.exit == "error"
    assert step.sentence == (
        "The model gave no answer. No model is set up in this workspace: Settings > Model."
    )


async def test_an_answer_that_is_cut_off_is_none() -> None:
    cut = {"text": "We open at", "finish": "length", "tokens_in": 9, "tokens_out": 500}
    visitor = talk(ScriptedModel(cut))
    assert await visitor.say("Hi") == ["Bye"]
    step = visitor.last.steps[1]
    assert step.detail["reason"] == "cut_short"
    assert (step.tokens_in, step.tokens_out) == (9, 500)


async def test_an_answer_that_was_cut_off_ends_with_its_last_whole_sentence() -> None:
    cut = {"text": "We open at nine. On Sunda", "finish": "length"}
    watcher = Watcher()
    visitor = talk(ScriptedModel(cut), watcher=watcher, save_as="answer")
    assert await visitor.say("Hi") == ["We open at nine. …", "Bye"]
    assert visitor.variables["answer"] == "We open at nine. …"
    assert visitor.last.steps[1].sentence == (
        "The model answered, but longer than this block allows: the end is left out."
    )


async def test_too_long_a_question_is_not_asked() -> None:
    model = ScriptedModel("Fine.")
    visitor = talk(model, max_input_tokens=500)
    await visitor.say("x" * 3_000)
    assert visitor.last.steps[1].detail["reason"] == "too_long"
    assert model.asked == []


async def test_tokens_are_counted_and_a_turn_has_a_budget_of_them() -> None:
    model = ScriptedModel("Fine.")
    graph = draw(
        "start -> a; a.answered -> b; b.answered -> c; c.error -> bye",
        a="ask_model",
        b="ask_model",
        c="ask_model",
        bye=("end", {"message": "Bye"}),
    )
    visitor = Talk(compile_graph(graph), ports_with(model=model), budgets=Budgets(tokens=50))
    assert await visitor.say("Hi") == ["Fine.", "Fine.", "Bye"]
    assert visitor.last.tokens == 50
    assert [step.tokens_in for step in visitor.last.steps] == [0, 20, 20, 0, 0]
    assert visitor.last.steps[3].detail["reason"] == "turn_budget"
    assert len(model.asked) == 2


async def test_a_replay_asks_nobody() -> None:
    model = ScriptedModel("Blue.")
    visitor = talk(model, [("visitor", "Which?")])
    await visitor.say("Which?")
    replayed = await run(
        visitor.program, visitor.turns[0], Replayer(visitor.last.trace()["ports"]).ports
    )
    assert replayed == visitor.last
    assert [reply.text for reply in replayed.replies if isinstance(reply, TextContent)] == [
        "Blue.",
        "Bye",
    ]
    assert len(model.asked) == 1


async def test_what_it_says_is_seen_as_it_comes() -> None:
    watcher = Watcher()
    visitor = talk(ScriptedModel("We open at nine."), watcher=watcher)
    await visitor.say("When?")
    assert "".join(watcher.seen) == "We open at nine."
    assert len(watcher.seen) == 4
    assert (watcher.typed, watcher.taken_back) == (1, 0)


@pytest.mark.parametrize("config", [{"say": False, "save_as": "x"}, {"fields": FIELDS}])
async def test_what_it_does_not_say_is_not_seen(config: dict[str, Any]) -> None:
    watcher = Watcher()
    await talk(ScriptedModel(), watcher=watcher, **config).say("When?")
    assert (watcher.seen, watcher.typed) == ([], 1)


@pytest.mark.parametrize("answer", ["NOT_SURE", "NOT", "I think NOT_SURE.", "  "])
async def test_nobody_sees_the_sign_of_not_knowing(answer: str) -> None:
    watcher = Watcher()
    visitor = talk(ScriptedModel(answer), watcher=watcher)
    await visitor.say("When?")
    assert not watcher.seen
    assert watcher.taken_back == ("NOT_SURE" in answer)


@pytest.mark.parametrize(
    "broken",
    [{"text": "Half an", "error": "broken_off"}, {"text": "Half an", "finish": "length"}],
)
async def test_words_of_an_answer_that_broke_off_are_taken_back(broken: dict[str, Any]) -> None:
    watcher = Watcher()
    visitor = talk(ScriptedModel(broken), watcher=watcher)
    assert await visitor.say("When?") == ["Bye"]
    assert (watcher.seen, watcher.taken_back) == ([], 1)


async def test_a_replay_shows_nothing() -> None:
    watcher = Watcher()
    visitor = talk(ScriptedModel("Blue."), watcher=watcher)
    await visitor.say("Which?")
    watcher.seen.clear()
    ports = Replayer(visitor.last.trace()["ports"]).ports
    assert await run(visitor.program, visitor.turns[0], ports) == visitor.last
    assert (watcher.seen, watcher.typed) == ([], 1)
