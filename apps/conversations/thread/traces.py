"""Reads of a stored turn's trace: what ran, step by step, and why."""

import json
import zlib
from typing import Any

from apps.flows.engine.evaluators import CLEAR
from apps.flows.engine.registry import node_kinds

TraceStep = dict[str, Any]
"""A step as the trace holds it."""


def read_trace(stored: bytes | memoryview) -> dict[str, Any]:
    """Give a trace as the turn left it."""
    trace: dict[str, Any] = json.loads(zlib.decompress(stored))
    return trace


def policy_acted(step: TraceStep) -> bool:
    """Say whether a step is that of a policy which found something, or did something about it."""
    kind = node_kinds().get(step["kind"])
    looks_only = step["exit"] == CLEAR or (kind is not None and kind.entry is not None)
    return bool(step.get("policy")) and not looks_only
