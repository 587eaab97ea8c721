"""Playing a script against a program, and telling the first thing that goes another way."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import JsonValue

from apps.core.content import DividerContent, in_words
from apps.flows.engine import (
    Policy,
    Ports,
    Position,
    Program,
    TraceStep,
    Turn,
    TurnResult,
    known_after,
    run_guarded,
)
from apps.flows.engine.node_names import named, shortened
from apps.flows.engine.palette import node_kinds
from apps.flows.engine.sentences import Sentence
from apps.flows.flow_tests.playback import Playback
from apps.flows.flow_tests.script import Exchange, Script, Way

What = Literal["reply", "way", "variable", "outcome", "not_recorded"]

_OUTCOMES = {
    "waiting": "waits for the visitor",
    "ended": "ends",
    "handed_over": "hands over to a person",
    "blocked": "is stopped by a policy",
    "budget": "runs too long",
    "failed": "breaks",
}


@dataclass(frozen=True)
class Difference:
    """The first thing that went another way than the script says.

    Attributes:
        exchange: Which turn, counted from 0.
        expected: Words of the bot, the exit of a block, a variable's value or an outcome, as
            ``what`` says; so is ``got``.
        node: The block that did it, if one can be named.
        sentence: All of it in plain words.
        variable: Whose value it is.
    """

    exchange: int
    what: What
    expected: str
    got: str
    node: str | None
    sentence: str
    variable: str | None = None


@dataclass(frozen=True)
class Played:
    """What came of a script: every turn's result up to the first difference."""

    results: tuple[TurnResult, ...]
    difference: Difference | None

    @property
    def passed(self) -> bool:
        """Say whether all went as it shall."""
        return self.difference is None

    @property
    def replies(self) -> list[list[str]]:
        """What the bot said, turn by turn, in words."""
        return [said_in(result) for result in self.results]


def said_in(result: TurnResult) -> list[str]:
    """Give a turn's replies in words."""
    return [in_words(item) for item in result.replies if not isinstance(item, DividerContent)]


def own_steps(result: TurnResult) -> list[TraceStep]:
    """Give a turn's steps in the flow, without those of policies around it."""
    return [step for step in result.steps if not step.policy]


async def lead(
    program: Program, script: Script, ports: Ports, policies: Sequence[Policy] = ()
) -> AsyncIterator[tuple[Exchange, TurnResult]]:
    """Lead the script's visitor through a program; give each exchange with what came of it.

    ``policies`` stand around it if the script wants them.
    """
    judges = policies if script.with_policies else ()
    position: Position | None = None
    variables: dict[str, JsonValue] = {}
    facts: dict[str, Any] = script.facts
    at = script.at
    for exchange in script.exchanges:
        at += exchange.after
        inputs = exchange.visitor_inputs
        turn = Turn(exchange.cause, inputs, position, variables, at=at, **facts)
        result = await run_guarded(program, turn, ports, judges)
        position, variables = result.position, result.variables if result.position else {}
        facts = {**facts, "contact": known_after(turn.contact, result.effects)}
        yield exchange, result


async def play(program: Program, script: Script, policies: Sequence[Policy] = ()) -> Played:
    """Lead a script through a program, up to the first difference; nobody outside is asked."""
    playback = Playback(script.recorded)
    results: list[TurnResult] = []
    async for exchange, result in lead(program, script, playback.ports, policies):
        found = _differences(len(results), program, exchange, result, playback.missing)
        results.append(result)
        if difference := next(found, None):
            return Played(tuple(results), difference)
    return Played(tuple(results), None)


def _differences(
    number: int, program: Program, exchange: Exchange, result: TurnResult, missing: str | None
) -> Iterator[Difference]:
    steps = own_steps(result)
    last = steps[-1].node if steps else None
    if missing is not None:
        sentence = f"The flow asks “{missing}”, and the test has no answer for it. Record it anew."
        yield Difference(number, "not_recorded", "", missing, last, sentence)
    yield from _ways(number, program, exchange, result)
    yield from _replies(number, exchange, result)
    yield from _variables(number, exchange, result, last)
    if exchange.outcome not in (None, result.outcome):
        wanted, got = str(exchange.outcome), result.outcome
        sentence = f"The flow {_OUTCOMES[got]}, but it should be one that {_OUTCOMES[wanted]}."
        yield Difference(number, "outcome", wanted, got, last, sentence)


def _ways(
    number: int, program: Program, exchange: Exchange, result: TurnResult
) -> Iterator[Difference]:
    steps = own_steps(result)
    taken = {step.node: step.exit or "" for step in reversed(steps)}
    all_taken = [(step.node, step.exit) for step in steps]
    for way in exchange.ways:
        if (way.node, way.exit) not in all_taken:
            got = taken.get(way.node, "")
            wanted = f"{_block(program, way.node)} should be left by {_way(program, way)}"
            left = f"it was left by {_way(program, Way(node=way.node, exit=got))}" if got else ""
            sentence = f"{wanted}, but {left or 'the turn did not come there'}."
            yield Difference(number, "way", way.exit, got, way.node, sentence)


def _block(program: Program, node: str) -> str:
    """Name a block by its words."""
    part = program.parts.get(node)
    kind = node_kinds().get(part.setup.kind) if part else None
    if part is None or kind is None:
        return f"The block “{node}”"
    return str(named(Sentence(kind.label), kind.summary(part.setup.config)))


def _way(program: Program, way: Way) -> str:
    """Name a path by its label."""
    part = program.parts.get(way.node)
    label = part.setup.exits.get(way.exit, way.exit) if part else way.exit
    return f"“{shortened(label)}”"


def _replies(number: int, exchange: Exchange, result: TurnResult) -> Iterator[Difference]:
    if exchange.replies is None:
        return
    said = said_in(result)
    for index, wanted in enumerate(exchange.replies):
        got = said[index] if index < len(said) else ""
        if not wanted.fits(got):
            sentence = f"The bot should say “{wanted.text}”"
            sentence += f", but it says “{got}”." if got else ", but it says nothing."
            yield Difference(number, "reply", wanted.text, got, _said_by(result, index), sentence)
    for index, extra in enumerate(said[len(exchange.replies) :], len(exchange.replies)):
        sentence = f"The bot says “{extra}”, which the test does not expect."
        yield Difference(number, "reply", "", extra, _said_by(result, index), sentence)


def _said_by(result: TurnResult, index: int) -> str | None:
    """Give the block on the canvas that said a reply; of one that is missing, the last block."""
    said_at = [
        step
        for item, step in zip(result.replies, result.said_at, strict=False)  # a policy's has none
        if not isinstance(item, DividerContent)
    ]
    own = own_steps(result)
    if not own:
        return None
    said = result.steps[said_at[index] : said_at[index] + 1] if index < len(said_at) else ()
    step = said[0] if said and not said[0].policy else own[-1]
    return step.within[0] if step.within else step.node


def _variables(
    number: int, exchange: Exchange, result: TurnResult, last: str | None
) -> Iterator[Difference]:
    for name, wanted in exchange.variables.items():
        got = result.variables.get(name)
        if got != wanted:
            shown = "" if got is None else str(got)
            sentence = f"“{name}” should be “{wanted}”, but it is “{shown}”."
            yield Difference(number, "variable", str(wanted), shown, last, sentence, name)
