"""The flow engine: a graph becomes a program, a program runs one turn, a turn is a function.

Nothing in here knows Django, a database or a tenant.
"""

import logging
import os

os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "false")  # on by default, and calls home

from apps.flows.engine.compiler import NotRunnable, compile_graph
from apps.flows.engine.ports import People, PortAnswer, Ports, Recorder, Replayer, ReplayMismatch
from apps.flows.engine.program import Program, same_place
from apps.flows.engine.programs import ProgramCache, get_program
from apps.flows.engine.runner import run
from apps.flows.engine.turn import (
    Budgets,
    Cause,
    Effect,
    HandOver,
    Outcome,
    Position,
    Step,
    Turn,
    TurnResult,
)

# Haystack tells at INFO of each component it runs: a line per block and message.
logging.getLogger("haystack.core.pipeline").setLevel(logging.WARNING)

__all__ = [
    "Budgets",
    "Cause",
    "Effect",
    "HandOver",
    "NotRunnable",
    "Outcome",
    "People",
    "PortAnswer",
    "Ports",
    "Position",
    "Program",
    "ProgramCache",
    "Recorder",
    "ReplayMismatch",
    "Replayer",
    "Step",
    "Turn",
    "TurnResult",
    "compile_graph",
    "get_program",
    "run",
    "same_place",
]
