"""Checks of policies: an entry point of ``xin.policy_evaluators`` loads to an `Evaluator`."""

from apps.flows.engine.ports import Ports
from apps.flows.engine.registry import Evaluator, Found, NodeConfig, Setting, Subject, Unusable

__all__ = [
    "Evaluator",
    "Found",
    "NodeConfig",
    "Ports",
    "Setting",
    "Subject",
    "Unusable",
]
