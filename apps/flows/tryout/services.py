"""Trying a draft: turns like those of visitors, of which nothing is stored.

No mail is sent and no contact changed. Servers are really asked, or nobody could see what their
answers do, but only for people who could publish the flow. The live policies of the workspace
judge here too; a policy that is drawn judges alone.
"""

import time
from asyncio import to_thread
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import NoneType
from typing import Literal

from apps.core.content import DividerContent, TextContent
from apps.core.events import VisitorInput
from apps.flows.engine import (
    Budgets,
    Cause,
    ChangeTags,
    CloseConversation,
    NoHttp,
    NoModel,
    Ports,
    Position,
    RaiseEvent,
    SendEmail,
    SetContact,
    TraceStep,
    Turn,
    TurnResult,
    known_after,
    run,
    run_guarded,
)
from apps.flows.engine.subject import BlockDecision, EscalateDecision, Subject
from apps.flows.graph.files import read_graph
from apps.flows.runtime.fallback import fallback_text
from apps.flows.runtime.live_policies import load_live_policies
from apps.flows.runtime.ports import workspace_ports
from apps.flows.tryout.schemas import (
    LONGEST_SKIP,
    PositionShape,
    TriedEffect,
    TriedOut,
    TriedStep,
    TryIn,
    TryState,
)
from apps.flows.tryout.transcript import TriedHistory, remembered
from apps.flows.versions.bundling import bundled
from apps.flows.versions.programs import compile_draft, compile_policy_draft
from apps.platform.db.units import unit_of_work
from apps.tenants.models import Tenant
from apps.tenants.workspaces.hours import hours_in
from apps.tenants.workspaces.settings import read_settings

BUDGETS = Budgets(seconds=20)
"""Shorter than a visitor's, but long enough for a model that the block gives up on."""


async def try_turn(tenant: Tenant, trial: TryIn, *, asks_servers: bool) -> TriedOut:
    """Run one turn of a graph that need not be saved.

    Of the flows that it uses, the live versions run. Without ``asks_servers`` its requests stay
    unanswered.

    Raises:
        Invalid: the graph is no flow file, or cannot run; its fields are node ids then.
    """
    state = trial.state or TryState()
    graph = await unit_of_work(bundled)(tenant.id, read_graph(trial.graph))
    program = await to_thread(compile_draft, graph)
    policies = await load_live_policies(tenant.id)
    names = {policy.id: name for name, policy in policies}
    if state.with_person and trial.cause is None:
        return TriedOut(replies=[], steps=[], state=state, outcome="muted")
    turn = _turn(tenant, trial, state)
    judges = [policy for _name, policy in policies]
    ports = replace(_ports(tenant, asks_servers), history=TriedHistory(tuple(state.said), turn))
    result = await run_guarded(program, turn, ports, judges, BUDGETS)
    return _tried(state, turn, result, names)


async def try_policy(tenant: Tenant, trial: TryIn, *, asks_servers: bool) -> TriedOut:
    """Let a policy that need not be saved judge one message, or one reply as of a model.

    Raises:
        Invalid: the graph is no flow file, or cannot run; its fields are node ids then.
    """
    policy = await to_thread(compile_policy_draft, read_graph(trial.graph))
    words = trial.input.text if trial.input else ""
    subject = Subject(words, trial.side, said_by="ask_model" if trial.side == "reply" else "")
    program = policy.on_message if trial.side == "message" else policy.before_reply
    if trial.input is None or program is None:
        return _judged(subject, None)
    turn = _turn(tenant, trial, TryState())
    turn = replace(turn, cause="message", inputs=(VisitorInput(words),))
    ports = _ports(tenant, asks_servers)
    return _judged(subject, await run(program, turn, ports, BUDGETS, subject))


_OUTCOMES: dict[type, Literal["allowed", "blocked", "handed_over"]] = {
    NoneType: "allowed",
    BlockDecision: "blocked",
    EscalateDecision: "handed_over",
}


def _judged(subject: Subject, result: TurnResult | None) -> TriedOut:
    decision = subject.decision
    said = decision.text.strip() if decision else ""
    return TriedOut(
        replies=[TextContent(text=said)] if said else [],
        effects=[*_effects(result)] if result else [],
        steps=[TriedStep.from_orm(step) for step in result.steps] if result else [],
        state=TryState(),
        outcome=_OUTCOMES[type(decision)],
        kept=subject.kept,
        judged=subject.text if decision is None else None,
    )


def _ports(tenant: Tenant, asks_servers: bool) -> Ports:
    ports = workspace_ports(tenant.id)
    if asks_servers:
        return ports
    return replace(ports, http=NoHttp(), model=NoModel("switched_off"))


def _turn(tenant: Tenant, trial: TryIn, state: TryState) -> Turn:
    language = trial.language or tenant.language
    settings = read_settings(tenant.settings)
    goes_on = trial.cause != "start_over" and state.position is not None
    return Turn(
        cause=_cause(trial),
        inputs=_inputs(trial),
        position=_position(state) if goes_on else None,
        variables=state.variables if goes_on else {},
        language=language,
        fallback_text=fallback_text(settings, language),
        at=_clock(trial, state),
        timezone=tenant.timezone,
        seed=str(tenant.id),
        contact=state.contact,
        hours=hours_in(settings),
    )


def _clock(trial: TryIn, state: TryState) -> float:
    """Tell the time of the try: waits that were skipped have passed, also this one."""
    now = time.time() + state.ahead
    wake_at = state.position.wake_at if state.position else None
    return now if trial.cause != "timer" or wake_at is None else max(now, wake_at)


def _cause(trial: TryIn) -> Cause:
    return trial.cause or ("message" if trial.input else "opened")


def _inputs(trial: TryIn) -> tuple[VisitorInput, ...]:
    given = trial.input
    if given is None or trial.cause is not None:
        return ()
    words = given.text or given.choice or ""
    return (VisitorInput(words, given.choice, given.values, given.attachment),)


def _position(state: TryState) -> Position | None:
    return Position.from_json(state.position.model_dump()) if state.position else None


def _tried(
    before: TryState, turn: Turn, result: TurnResult, policies: Mapping[str, str]
) -> TriedOut:
    begins = turn.position is None and result.outcome != "blocked"
    begins_again = begins and before.run > 0 and turn.cause == "message"
    divider = [DividerContent(reason="new_run")] if begins_again else []
    position = result.position
    return TriedOut(
        replies=[*divider, *result.replies],
        effects=[*_effects(result)],
        steps=[_step(step, policies) for step in result.steps],
        state=TryState(
            position=PositionShape(**position.as_json()) if position else None,
            variables=result.variables,
            run=before.run + begins,
            with_person=result.outcome == "handed_over",
            contact=known_after(turn.contact, result.effects),
            ahead=min(max(turn.at - time.time(), 0), LONGEST_SKIP),
            said=remembered(before.said, turn, result),
        ),
        outcome=result.outcome,
        kept=next(iter(result.redacted), None),
        policies=[*policies.values()],
    )


def _step(step: TraceStep, policies: Mapping[str, str]) -> TriedStep:
    return TriedStep.from_orm(replace(step, policy=policies.get(step.policy or "")))


def _effects(result: TurnResult) -> Iterator[TriedEffect]:
    for effect in result.effects:
        match effect:
            case SendEmail():
                yield TriedEffect(kind="send_email", about=effect.to)
            case ChangeTags():
                signed = [f"+ {tag}" for tag in effect.add] + [f"- {tag}" for tag in effect.remove]
                yield TriedEffect(kind="change_tags", about=", ".join(signed))
            case SetContact():
                yield TriedEffect(kind="set_contact", about=", ".join(effect.values))
            case RaiseEvent():
                yield TriedEffect(kind="raise_event", about=effect.name)
            case CloseConversation():
                yield TriedEffect(kind="close")
