"""Whatever visitors do at a question: it waits or goes on, and never breaks."""

import asyncio
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.events import VisitorInput
from apps.flows.engine import Replayer, Turn, compile_graph, run
from apps.flows.engine.registry import node_kinds
from apps.flows.families.question.config import QuestionConfig
from apps.flows.testing import Talk, draw

QUESTIONS = [kind for kind in node_kinds() if issubclass(kind.config, QuestionConfig)]
NAMES = [kind.kind for kind in QUESTIONS]

ANY_TEXT = st.text(max_size=200) | st.from_regex(r"[\d\s.,:/+@a-z-]{0,60}", fullmatch=True)
ANY_VALUE = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
ANY_MAP = st.dictionaries(
    st.sampled_from(["field_1", "field_2", "latitude", "longitude", "media_type", "bytes"]),
    ANY_VALUE | st.lists(ANY_VALUE, max_size=2),
)
IDS = st.sampled_from(["choice_1", "yes", "no", "agreed", "5", "skip", "gone"])
INPUTS = st.builds(
    VisitorInput, ANY_TEXT, st.none() | IDS, st.none() | ANY_MAP, st.none() | ANY_MAP
)
TURNS = st.tuples(
    st.sampled_from(["message", "message", "message", "returned", "timer"]),
    st.lists(INPUTS, max_size=2),
)
SETTINGS: list[dict[str, Any]] = [
    {},
    {"answer_within_minutes": 1, "cancel_words": ["stop"], "attempts": 2, "retry_text": "Hm?"},
]


def program(kind: str, config: dict[str, Any]) -> Any:
    """Draw the question with every exit connected to itself."""
    definition = node_kinds().get(kind)
    assert definition is not None
    whole = definition.default_config() | {"text": "Well?"} | config
    exits = definition.exits(definition.config.model_validate(whole))
    loops = "".join(f"; ask.{way.id} -> ask" for way in exits)
    return compile_graph(draw(f"start -> ask{loops}", ask=(kind, whole)))


def test_all_questions_of_the_palette_are_among_them() -> None:
    shelf = {kind.kind for kind in node_kinds() if kind.group == "Questions"}
    assert shelf == set(NAMES)
    assert len(NAMES) == 14


@pytest.mark.parametrize("config", SETTINGS, ids=["plain", "full"])
@pytest.mark.parametrize("kind", NAMES)
@settings(max_examples=40, deadline=None, database=None)
@given(data=st.data())
def test_every_answer_waits_or_goes_on(kind: str, config: dict[str, Any], data: Any) -> None:
    language = data.draw(st.sampled_from(["en", "de", "fr", "xx"]))
    channel = data.draw(st.sampled_from(["web", "telegram"]))
    visitor = Talk(program(kind, config), language=language, channel=channel)

    async def lead() -> None:
        await visitor.open()
        for cause, inputs in data.draw(st.lists(TURNS, max_size=4)):
            await visitor.turn(cause, *inputs)
            assert visitor.last.outcome == "waiting"
            assert all(step.error is None for step in visitor.last.steps)
            assert all(step.sentence for step in visitor.last.steps)

    asyncio.run(lead())


@pytest.mark.parametrize("kind", NAMES)
def test_what_is_emptied_is_as_never_filled_in(kind: str) -> None:
    definition = node_kinds().get(kind)
    assert definition is not None
    optional = [
        name for name, one in definition.config.model_fields.items() if not one.is_required()
    ]
    emptied = definition.default_config() | dict.fromkeys(optional)
    left_out = {name: one for name, one in emptied.items() if name not in optional}
    config = definition.config.model_validate
    assert config(emptied) == config(left_out)


@pytest.mark.parametrize("kind", NAMES)
async def test_the_longest_message_is_no_burden(kind: str) -> None:
    visitor = Talk(program(kind, {}))
    await visitor.open()
    for pattern in ("a", "1", "@", ".", "a.", "1 ", "1,", "-", "a b, ", "é", "9:", "+4 (0)"):
        await visitor.say((pattern * 4_000)[:4_000], (pattern * 4_000)[:4_000])
        assert visitor.last.outcome == "waiting"


@pytest.mark.parametrize("kind", NAMES)
async def test_its_turns_replay_from_what_was_stored(kind: str) -> None:
    visitor = Talk(program(kind, SETTINGS[1]))
    await visitor.open()
    await visitor.say("tomorrow at 9:30")
    await visitor.timer()
    for turn, result in zip(visitor.turns, visitor.results, strict=True):
        again = await run(visitor.program, Turn.from_json(turn.as_json()), Replayer([]).ports)
        assert again == result
