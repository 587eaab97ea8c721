"""The kinds of blocks of this installation: its own, those of packages, and checks of policies."""

from functools import cache
from importlib.metadata import EntryPoint
from typing import Any

from apps.core.registry import Registry
from apps.flows import evaluators, nodes
from apps.flows.engine.evaluators import GROUP as EVALUATORS
from apps.flows.engine.evaluators import Evaluators, as_node_kind
from apps.flows.engine.kinds import GROUP, NodeKinds


def load_node_kinds() -> NodeKinds:
    """Collect the built-in kinds and those of installed packages, by the same door.

    Raises:
        DuplicateKind: two of them claim one name.
    """
    kinds = _load(Registry(GROUP), nodes.BUILT_IN)
    checks: Evaluators = _load(Registry(EVALUATORS), evaluators.BUILT_IN)
    for evaluator in checks:
        kinds.register(as_node_kind(evaluator))
    return kinds


def _load(registry: Registry[Any], built_in: dict[str, str]) -> Registry[Any]:
    for name, place in built_in.items():
        registry.register(EntryPoint(name, place, registry.group).load())
    registry.load_plugins()
    return registry


@cache
def node_kinds() -> NodeKinds:
    """Give the kinds of this installation, loaded once."""
    return load_node_kinds()
