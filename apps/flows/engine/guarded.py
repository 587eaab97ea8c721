"""A turn between its policies: they judge the visitor's messages before, the replies after it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from apps.core.content import Content, SourcesContent, TextContent
from apps.core.events import VisitorInput
from apps.flows.engine.compiler import NotRunnable, compile_graph
from apps.flows.engine.deltas import TypingOnly
from apps.flows.engine.palette import node_kinds
from apps.flows.engine.ports import Ports
from apps.flows.engine.program import Program
from apps.flows.engine.recording import Recorder
from apps.flows.engine.runner import DEFAULT_BUDGETS, run
from apps.flows.engine.subject import BlockDecision, Decision, EscalateDecision, Subject
from apps.flows.engine.turn import Budgets, Effect, HandOver, TraceStep, Turn, TurnResult
from apps.flows.engine.wiring import read_wiring
from apps.flows.graph.schema import FlowGraph


@dataclass(frozen=True)
class Policy:
    """One policy of a workspace; where it does not look, its program is None."""

    id: str
    on_message: Program | None
    before_reply: Program | None


def compile_policy(graph: FlowGraph, name: str = "") -> Policy:
    """Compile a policy's graph.

    Raises:
        NotRunnable: it looks nowhere, or a reachable block of it cannot run.
    """
    begins = set(read_wiring(graph, node_kinds()).begins.values())
    if not begins & {"message", "reply"}:
        raise NotRunnable("The policy looks at neither messages nor answers.")
    return Policy(
        name,
        compile_graph(graph, entry="message") if "message" in begins else None,
        compile_graph(graph, entry="reply") if "reply" in begins else None,
    )


async def run_guarded(
    program: Program,
    turn: Turn,
    ports: Ports,
    policies: Sequence[Policy],
    budgets: Budgets = DEFAULT_BUDGETS,
) -> TurnResult:
    """Run one turn as `runner.run` does, with policies in their order around it.

    A message that is blocked never reaches the flow, which waits where it waited. A policy that
    breaks lets through what it judged; its step tells so. Where replies are judged, nobody sees
    a word of them before.
    """
    if not policies:
        return await run(program, turn, ports, budgets)
    if any(policy.before_reply for policy in policies):
        ports = replace(ports, deltas=TypingOnly(ports.deltas))
    recorder = Recorder(ports)
    judging = replace(recorder.ports, deltas=TypingOnly(ports.deltas))
    guard = _Guard(turn, judging, policies, budgets)
    judged = await guard.judge_messages(turn.inputs)
    if guard.decision is not None:
        result = TurnResult("blocked", (), turn.position, dict(turn.variables), (), ())
    else:
        turn = replace(turn, inputs=judged)
        result = await run(program, turn, recorder.ports, budgets)
        result = await guard.judge_replies(result)
    return guard.closed(replace(result, answers=tuple(recorder.answers), inputs=judged))


@dataclass
class _Guard:
    """The policies of one turn, and what they have done so far."""

    turn: Turn
    ports: Ports
    policies: Sequence[Policy]
    budgets: Budgets
    decision: Decision | None = None
    steps: list[TraceStep] = field(default_factory=list)
    steps_after: list[TraceStep] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    redacted: list[str | None] = field(default_factory=list)

    async def judge_messages(self, inputs: Sequence[VisitorInput]) -> tuple[VisitorInput, ...]:
        """Give the messages as the flow may read them, up to the first that is stopped."""
        judged: list[VisitorInput] = []
        for given in inputs:
            subject = Subject(given.text, "message")
            await self._judge(subject, [one.on_message for one in self.policies], self.steps)
            self.redacted.append(subject.kept)
            values = None if subject.kept else given.values
            judged.append(replace(given, text=subject.text, values=values))
        return tuple(judged)

    async def judge_replies(self, result: TurnResult) -> TurnResult:
        """Give the result with replies as the visitor may read them."""
        sources = any(isinstance(reply, SourcesContent) for reply in result.replies)
        replies: list[Content] = []
        for reply, said_by in zip(result.replies, result.said_by, strict=True):
            if not isinstance(reply, TextContent) or self.decision is not None:
                replies.append(reply)
                continue
            subject = Subject(reply.text, "reply", said_by, sources)
            programs = [one.before_reply for one in self.policies]
            await self._judge(subject, programs, self.steps_after)
            replies.append(reply.model_copy(update={"text": subject.text}))
        if self.decision is not None:
            return replace(result, replies=(), said_by=(), said_at=())
        return replace(result, replies=tuple(replies))

    async def _judge(
        self, subject: Subject, programs: Sequence[Program | None], steps: list[TraceStep]
    ) -> None:
        for policy, program in zip(self.policies, programs, strict=True):
            if program is None or self.decision is not None:
                continue
            inputs = (VisitorInput(subject.text),)
            turn = replace(self.turn, inputs=inputs, position=None, cause="message")
            judged = await run(program, turn, self.ports, self.budgets, subject)
            steps += [replace(step, policy=policy.id) for step in judged.steps]
            self.effects += judged.effects
            self.decision = subject.decision

    def closed(self, result: TurnResult) -> TurnResult:
        """Give the turn's result with everything that the policies did."""
        result = replace(
            result,
            steps=(*self.steps, *result.steps, *self.steps_after),
            effects=(*self.effects, *result.effects),
            said_at=tuple(len(self.steps) + place for place in result.said_at),
            redacted=tuple(self.redacted),
        )
        return result if self.decision is None else _decided(result, self.decision)


def _decided(result: TurnResult, decision: Decision) -> TurnResult:
    replies = (TextContent(text=decision.text),) if decision.text.strip() else ()
    said_by = ("block",) * len(replies)
    match decision:
        case BlockDecision():
            return replace(result, replies=replies, said_by=said_by, said_at=())
        case EscalateDecision():
            effects = (*result.effects, HandOver(decision.team))
            return replace(
                result,
                outcome="handed_over",
                replies=replies,
                said_by=said_by,
                said_at=(),
                effects=effects,
            )
