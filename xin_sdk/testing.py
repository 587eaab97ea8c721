"""Running blocks and checks without a server: draw a graph, compile it, talk to it."""

from apps.core.events import VisitorInput
from apps.flows.engine import (
    Policy,
    Ports,
    Program,
    Turn,
    TurnResult,
    compile_graph,
    compile_policy,
    run,
    run_guarded,
)
from apps.flows.graph.files import read_graph
from apps.flows.testing import ScriptedModel, Talk, Web, desk, draw, flow_file, ports_with

__all__ = [
    "Policy",
    "Ports",
    "Program",
    "ScriptedModel",
    "Talk",
    "Turn",
    "TurnResult",
    "VisitorInput",
    "Web",
    "compile_graph",
    "compile_policy",
    "desk",
    "draw",
    "flow_file",
    "ports_with",
    "read_graph",
    "run",
    "run_guarded",
]
