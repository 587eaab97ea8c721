"""How sentences call the blocks and paths of a graph: by their words, not by their ids."""

from collections.abc import Mapping

from apps.flows.engine.kinds import NodeKinds
from apps.flows.engine.sentences import Sentence
from apps.flows.engine.wiring import Wiring
from apps.flows.graph.schema import Node

LONGEST = 48


def shortened(words: str) -> str:
    """Give the first line of some words, cut where a sentence gets long."""
    line = next((line.strip() for line in words.splitlines() if line.strip()), "")
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def named(label: Sentence, words: str) -> Sentence:
    """Give a block's kind and its words, if it has some: ``Message “Hello”``."""
    if not words.strip():
        return label
    return Sentence("%(kind)s “%(words)s”", {"kind": label, "words": shortened(words)})


class NodeNames:
    """The names of one graph's blocks and paths."""

    def __init__(self, wiring: Wiring, nodes: Mapping[str, Node], kinds: NodeKinds) -> None:
        self._wiring = wiring
        self._nodes = nodes
        self._kinds = kinds

    def label(self, node: str) -> Sentence:
        """Give the name of the block's kind: ``Message``."""
        kind = self._nodes[node].kind
        if known := self._kinds.get(kind):
            return Sentence(known.label)
        return Sentence("Block of the unknown kind “%(kind)s”", {"kind": kind})

    def of(self, node: str) -> Sentence:
        """Give kind and words: ``Message “Hello”``."""
        block = self._wiring.blocks.get(node)
        return named(self.label(node), block.definition.summary(block.config) if block else "")

    def path(self, node: str, exit_id: str) -> Sentence:
        """Give a path by its label; of the only one there is nothing to tell apart."""
        exits = self._exits(node)
        if len(exits) == 1:
            return Sentence("The path from %(block)s", {"block": self.of(node)})
        label = Sentence(shortened(exits.get(exit_id, exit_id)))
        return Sentence("The path “%(path)s” of %(block)s", {"path": label, "block": self.of(node)})

    def has_exit(self, node: str, exit_id: str) -> bool:
        """Say whether the block has this way out."""
        return exit_id in self._exits(node)

    def _exits(self, node: str) -> Mapping[str, str]:
        block = self._wiring.blocks.get(node)
        return {way.id: way.label for way in block.exits} if block else {}
