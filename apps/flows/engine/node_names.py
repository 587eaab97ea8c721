"""How sentences call the blocks and paths of a graph: by their words, not by their ids."""

from collections.abc import Mapping

from apps.flows.engine.kinds import NodeKinds
from apps.flows.engine.wiring import Wiring
from apps.flows.graph.schema import Node

LONGEST = 48


def quoted(words: str) -> str:
    """Give the first line of some words in quotation marks, cut where a sentence gets long."""
    line = next((line.strip() for line in words.splitlines() if line.strip()), "")
    return f"“{line}”" if len(line) <= LONGEST else f"“{line[: LONGEST - 1].rstrip()}…”"


class NodeNames:
    """The names of one graph's blocks and paths."""

    def __init__(self, wiring: Wiring, nodes: Mapping[str, Node], kinds: NodeKinds) -> None:
        self._wiring = wiring
        self._nodes = nodes
        self._kinds = kinds

    def label(self, node: str) -> str:
        """Give the name of the block's kind: ``Message``."""
        kind = self._nodes[node].kind
        known = self._kinds.get(kind)
        return known.label if known else f"Block of the unknown kind “{kind}”"

    def of(self, node: str) -> str:
        """Give kind and words: ``Message “Hello”``."""
        block = self._wiring.blocks.get(node)
        words = block.definition.summary(block.config) if block else ""
        return f"{self.label(node)} {quoted(words)}" if words.strip() else self.label(node)

    def path(self, node: str, exit_id: str) -> str:
        """Give a path by its label; of the only one there is nothing to tell apart."""
        exits = self._exits(node)
        if len(exits) == 1:
            return f"The path from {self.of(node)}"
        return f"The path {quoted(exits.get(exit_id, exit_id))} of {self.of(node)}"

    def has_exit(self, node: str, exit_id: str) -> bool:
        """Say whether the block has this way out."""
        return exit_id in self._exits(node)

    def _exits(self, node: str) -> Mapping[str, str]:
        block = self._wiring.blocks.get(node)
        return {way.id: way.label for way in block.exits} if block else {}
