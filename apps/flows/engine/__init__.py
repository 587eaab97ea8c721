"""The flow engine: a graph becomes a program, a program runs one turn, a turn is a function.

Nothing in here knows Django, a database or a tenant.
"""

import logging
import os

os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "false")  # on by default, and calls home

from apps.flows.engine.compiler import NotRunnable, compile_graph, load_runner
from apps.flows.engine.deltas import NO_DELTAS, Deltas, NoDeltas
from apps.flows.engine.guarded import Policy, compile_policy, run_guarded
from apps.flows.engine.port_calls import AnswerT, PortCall, called_ports
from apps.flows.engine.ports import (
    Answered,
    History,
    Http,
    Knowledge,
    Model,
    NoHistory,
    NoHttp,
    NoKnowledge,
    NoModel,
    People,
    PortAnswer,
    Ports,
)
from apps.flows.engine.program import Program, same_position
from apps.flows.engine.programs import ProgramCache, get_policy, get_program
from apps.flows.engine.recording import Recorder, Replayer, ReplayMismatch
from apps.flows.engine.runner import run
from apps.flows.engine.turn import (
    Budgets,
    CallFrame,
    Cause,
    ChangeTags,
    CloseConversation,
    Effect,
    HandOver,
    Outcome,
    Position,
    RaiseEvent,
    SendEmail,
    SetContact,
    TraceStep,
    Turn,
    TurnResult,
    known_after,
)

# Haystack tells at INFO of each component it runs: a line per block and message.
logging.getLogger("haystack.core.pipeline").setLevel(logging.WARNING)

__all__ = [
    "NO_DELTAS",
    "AnswerT",
    "Answered",
    "Budgets",
    "CallFrame",
    "Cause",
    "ChangeTags",
    "CloseConversation",
    "Deltas",
    "Effect",
    "HandOver",
    "History",
    "Http",
    "Knowledge",
    "Model",
    "NoDeltas",
    "NoHistory",
    "NoHttp",
    "NoKnowledge",
    "NoModel",
    "NotRunnable",
    "Outcome",
    "People",
    "Policy",
    "PortAnswer",
    "PortCall",
    "Ports",
    "Position",
    "Program",
    "ProgramCache",
    "RaiseEvent",
    "Recorder",
    "ReplayMismatch",
    "Replayer",
    "SendEmail",
    "SetContact",
    "TraceStep",
    "Turn",
    "TurnResult",
    "called_ports",
    "compile_graph",
    "compile_policy",
    "get_policy",
    "get_program",
    "known_after",
    "load_runner",
    "run",
    "run_guarded",
    "same_position",
]
