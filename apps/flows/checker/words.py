"""Findings about texts and the values in them."""

from collections.abc import Iterator, Mapping

from apps.flows.checker.findings import Finding, error, warning
from apps.flows.engine.field_titles import field_title
from apps.flows.engine.kinds import Words
from apps.flows.engine.sentences import Sentence, joined
from apps.flows.engine.texts import BrokenText, all_languages, variables_in
from apps.flows.engine.walk import SYSTEM_VARIABLES
from apps.flows.engine.wiring import WiredNode, Wiring
from apps.flows.graph.schema import FlowGraph

SHOWN_STEPS = 5
"""Blocks of a way that a sentence names."""


def check_texts(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """A text that a visitor needs is there, and every text can be filled in."""
    for node, block in wiring.blocks.items():
        for words in block.uses.texts:
            spoken = all_languages(words.text)
            if words.required and not any(text.strip() for text in spoken):
                yield error("missing_text", node, words.field, title=_title(block, words))
            for reason in filter(None, map(_broken, spoken)):
                title = _title(block, words)
                yield error("broken_text", node, words.field, title=title, reason=reason)


def _title(block: WiredNode, words: Words) -> Sentence:
    return field_title(block.definition.config, words.field)


def _broken(text: str) -> Sentence | None:
    try:
        variables_in(text)
    except BrokenText as problem:
        return problem.sentence
    return None


def check_variables(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """A value is set somewhere, and before it is read."""
    declared = {variable.name for variable in graph.variables} | SYSTEM_VARIABLES
    written = {name for block in wiring.blocks.values() for name in block.uses.writes}
    before = _set_before(wiring)
    for node, block in wiring.blocks.items():
        for name in sorted(SYSTEM_VARIABLES.intersection(block.uses.writes)):
            yield warning("reserved_variable", node, variable=name)
        for name in sorted(_reads(block) - declared):
            if name not in written:
                yield warning("unknown_variable", node, variable=name)
            elif name not in before[node].union(block.uses.writes):
                way = _way_to(node, wiring)
                yield warning("read_before_set", node, variable=name, way=way)


def _reads(block: WiredNode) -> set[str]:
    names = {path.partition(".")[0] for path in block.uses.reads}
    for words in block.uses.texts:
        for text in all_languages(words.text):
            if not _broken(text):
                names |= variables_in(text)
    return names


def _set_before(wiring: Wiring) -> Mapping[str, frozenset[str]]:
    """Give, for each node, the variables that some way to it has set."""
    set_before: dict[str, frozenset[str]] = dict.fromkeys(wiring.blocks, frozenset())
    waiting = list(wiring.blocks)
    while waiting:
        node = waiting.pop()
        after = set_before[node].union(wiring.blocks[node].uses.writes)
        for target in wiring.follow(node):
            if target in set_before and not after <= set_before[target]:
                set_before[target] |= after
                waiting.append(target)
    return set_before


def _way_to(node: str, wiring: Wiring) -> Sentence:
    """Name the blocks of the shortest way to a node, those far from it left out."""
    before: dict[str, str | None] = dict.fromkeys(wiring.entries())
    waiting = list(before)
    for here in waiting:
        fresh = [target for target in wiring.follow(here) if target not in before]
        before.update(dict.fromkeys(fresh, here))
        waiting.extend(dict.fromkeys(fresh))
    way: list[str] = []
    step: str | None = node
    while step is not None and len(way) < SHOWN_STEPS:
        way.append(wiring.blocks[step].definition.label if step in wiring.blocks else step)
        step = before.get(step)
    shown = [*way, "…"] if step else way
    return joined([Sentence(label) for label in reversed(shown)], " → ")
