"""The kinds of nodes of this installation, and what a definition of one is made of.

A package adds a kind by an entry point of the group ``xin.nodes`` that loads to a `NodeKind`, and
a check of policies by one of ``xin.policy_evaluators`` that loads to an `Evaluator`. It imports
them from ``xin_sdk``.
"""

from apps.flows.engine.component import Leave, NodeComponent, PortComponent, Stop
from apps.flows.engine.evaluators import Evaluator
from apps.flows.engine.kinds import (
    GROUP,
    NEXT,
    Exit,
    NodeConfig,
    NodeKind,
    NodeKinds,
    Uses,
    Words,
    first_words,
)
from apps.flows.engine.misfits import Misfit
from apps.flows.engine.palette import load_node_kinds, node_kinds
from apps.flows.engine.sentences import Unusable
from apps.flows.engine.setting import Setting
from apps.flows.engine.subject import Found, Subject
from apps.flows.engine.turn import TraceStep
from apps.flows.engine.walk import Walk

__all__ = [
    "GROUP",
    "NEXT",
    "Evaluator",
    "Exit",
    "Found",
    "Leave",
    "Misfit",
    "NodeComponent",
    "NodeConfig",
    "NodeKind",
    "NodeKinds",
    "PortComponent",
    "Setting",
    "Stop",
    "Subject",
    "TraceStep",
    "Unusable",
    "Uses",
    "Walk",
    "Words",
    "first_words",
    "load_node_kinds",
    "node_kinds",
]
