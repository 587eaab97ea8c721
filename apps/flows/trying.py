"""Trying a draft: turns like those of visitors, of which nothing is stored."""

from asyncio import to_thread

from apps.core.content import DividerContent
from apps.core.events import VisitorInput
from apps.flows.engine import Budgets, Cause, Position, Turn, TurnResult, run
from apps.flows.fallback import fallback_text
from apps.flows.flow_files import read_graph
from apps.flows.ports import workspace_ports
from apps.flows.programs import compile_draft
from apps.flows.schemas import PositionShape, TriedOut, TriedStep, TryIn, TryState
from apps.tenants.models import Tenant

BUDGETS = Budgets(seconds=10)
"""Shorter than a visitor's: the author sees at once that something hangs."""


async def try_turn(tenant: Tenant, asked: TryIn) -> TriedOut:
    """Run one turn of a graph that need not be saved.

    Raises:
        Invalid: the graph is no flow file, or cannot run; its fields are node ids then.
    """
    state = asked.state or TryState()
    program = await to_thread(lambda: compile_draft(read_graph(asked.graph)))
    if state.with_person and asked.cause is None:
        return TriedOut(replies=[], steps=[], state=state, outcome="muted")
    turn = _turn(tenant, asked, state)
    result = await run(program, turn, workspace_ports(tenant.id), BUDGETS)
    return _tried(state, turn, result)


def _turn(tenant: Tenant, asked: TryIn, state: TryState) -> Turn:
    language = asked.language or tenant.language
    goes_on = asked.cause != "start_over" and state.position is not None
    return Turn(
        cause=_cause(asked),
        inputs=_inputs(asked),
        position=_position(state) if goes_on else None,
        variables=state.variables if goes_on else {},
        language=language,
        fallback_text=fallback_text(tenant.settings, language),
    )


def _cause(asked: TryIn) -> Cause:
    return asked.cause or ("message" if asked.input else "opened")


def _inputs(asked: TryIn) -> tuple[VisitorInput, ...]:
    given = asked.input
    if given is None or asked.cause is not None:
        return ()
    return (VisitorInput(given.text or given.choice or "", given.choice),)


def _position(state: TryState) -> Position | None:
    return Position.from_json(state.position.model_dump()) if state.position else None


def _tried(before: TryState, turn: Turn, result: TurnResult) -> TriedOut:
    begins = turn.position is None
    begins_again = begins and before.run > 0 and turn.cause == "message"
    divider = [DividerContent(reason="new_run")] if begins_again else []
    position = result.position
    return TriedOut(
        replies=[*divider, *result.replies],
        steps=[TriedStep.from_orm(step) for step in result.steps],
        state=TryState(
            position=PositionShape(**position.as_json()) if position else None,
            variables=result.variables,
            run=before.run + begins,
            with_person=result.outcome == "handed_over",
        ),
        outcome=result.outcome,
    )
