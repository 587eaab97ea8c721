"""The kinds of blocks of this installation: its own, those of packages, and checks of policies."""

from functools import cache

from apps.core.registry import Registry
from apps.flows import evaluators, nodes
from apps.flows.engine.evaluators import GROUP as EVALUATORS
from apps.flows.engine.evaluators import Evaluators, as_node_kind
from apps.flows.engine.kinds import GROUP, NodeKinds


def load_node_kinds() -> NodeKinds:
    """Collect the built-in kinds and those of installed packages, by the same way.

    Raises:
        DuplicateKind: two of them claim one name.
    """
    kinds: NodeKinds = Registry(GROUP)
    checks: Evaluators = Registry(EVALUATORS)
    kinds.load(nodes.BUILT_IN)
    for evaluator in checks.load(evaluators.BUILT_IN):
        kinds.register(as_node_kind(evaluator))
    return kinds


@cache
def node_kinds() -> NodeKinds:
    """Give the kinds of this installation, loaded once."""
    return load_node_kinds()
