"""Running one turn: hop from segment to segment until the turn stops or a budget is spent."""

import asyncio
from dataclasses import replace

from apps.flows.engine.ports import Ports
from apps.flows.engine.program import Program
from apps.flows.engine.recording import Recorder
from apps.flows.engine.subject import Subject
from apps.flows.engine.turn import Budgets, Turn, TurnResult
from apps.flows.engine.turn_record import TurnRecord

DEFAULT_BUDGETS = Budgets()


async def run(
    program: Program,
    turn: Turn,
    ports: Ports,
    budgets: Budgets = DEFAULT_BUDGETS,
    subject: Subject | None = None,
) -> TurnResult:
    """Run one turn. It changes nothing: all it wants done is in the result.

    Only a policy has a ``subject``, which it may change.

    A node that breaks and a budget that is spent are outcomes, not errors. A position that the
    program does not have begins a new run.
    """
    turn = _with_known_position(turn, program)
    recorder = Recorder(ports)
    position = turn.position
    begun = program.innermost(position.stack) if position else program
    variables = {**begun.defaults, **turn.variables}
    record = TurnRecord(turn, recorder.ports, budgets, variables, program.personal)
    record.walk.subject = subject
    try:
        async with asyncio.timeout(budgets.seconds):
            await _walk(program, record, begun)
    except TimeoutError:
        if record.outcome is None:
            record.stop("budget")
    return record.result(recorder.answers)


def _with_known_position(turn: Turn, program: Program) -> Turn:
    known = turn.position is not None and program.has_position(turn.position)
    return turn if known and turn.cause != "start_over" else replace(turn, position=None)


async def _walk(root: Program, record: TurnRecord, current: Program) -> None:
    """Hop through the flow and those it calls; ``current`` is the one that the turn begins in."""
    position = record.walk.turn.position
    segment = current.segments[position.node if position else current.start]
    while True:
        await segment.runner.run(record)
        if record.called is not None:
            current = current.flows[record.called]
            segment = current.segments[current.start]
            record.go_in(current.defaults)
        elif record.outcome == "ended" and record.stack:
            node = record.come_back()
            current = root.innermost(record.stack)
            segment = current.segments[node]
        elif record.outcome is None:
            segment = current.after(record)
        else:
            return
