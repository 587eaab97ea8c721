"""Running one turn: hop from segment to segment until the turn stops or a budget is spent."""

import asyncio
from dataclasses import replace

from apps.flows.engine.ports import Ports, Recorder
from apps.flows.engine.program import Program
from apps.flows.engine.turn import Budgets, Turn, TurnResult
from apps.flows.engine.walk import Walk

DEFAULT_BUDGETS = Budgets()


async def run(
    program: Program, turn: Turn, ports: Ports, budgets: Budgets = DEFAULT_BUDGETS
) -> TurnResult:
    """Run one turn. It changes nothing: all it wants done is in the result.

    A node that breaks and a budget that is spent are outcomes, not errors. A position that the
    program does not have begins a new run.
    """
    turn = _placed(turn, program)
    recorder = Recorder(ports)
    variables = {**program.defaults, **turn.variables}
    walk = Walk(turn, recorder.ports, budgets, variables, program.personal)
    try:
        async with asyncio.timeout(budgets.seconds):
            await _walk(program, walk)
    except TimeoutError:
        if walk.outcome is None:
            walk.stop("budget")
    return walk.result(recorder.answers)


def _placed(turn: Turn, program: Program) -> Turn:
    known = turn.position is not None and turn.position.node in program.waiting_places
    return turn if known and turn.cause != "start_over" else replace(turn, position=None)


async def _walk(program: Program, walk: Walk) -> None:
    position = walk.turn.position
    await program.segments[position.node if position else program.start].run(walk)
    while walk.outcome is None:
        await program.after(walk).run(walk)
