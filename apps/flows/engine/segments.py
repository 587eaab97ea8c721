"""Cutting a graph into segments: trees of nodes that one Haystack pipeline can run.

A pipeline's cost grows with its size, so a whole graph must not be one. A compiler would call
the segments extended basic blocks: each begins at a leader and ends before the next ones.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Set

MAX_SEGMENT = 8
"""Nodes in one segment. Small ones cost hops, large ones Haystack's books and time to build; on
rows, menus and trees a turn costs the same within 5 % from 4 to 12."""


def cut(
    nodes: Iterable[str], follow: Callable[[str], Iterable[str]], leading: Set[str]
) -> Mapping[str, tuple[str, ...]]:
    """Give the segments by leader, each with its leader first.

    Args:
        nodes: All reachable nodes.
        follow: The nodes directly after a node, once per path.
        leading: Nodes where a turn can begin: the start and whatever waits. To these come the
            nodes that several paths lead to, and those that no longer fit a tree.
    """
    nodes = list(nodes)
    arrivals = Counter(target for node in nodes for target in follow(node))
    leaders = {node: None for node in nodes if node in leading or arrivals[node] > 1}
    segments: dict[str, tuple[str, ...]] = {}
    waiting = deque(leaders)
    while waiting:
        leader = waiting.popleft()
        segments[leader], left_over = _grow(leader, follow, leaders)
        leaders.update(dict.fromkeys(left_over))
        waiting.extend(left_over)
    return segments


def _grow(
    leader: str, follow: Callable[[str], Iterable[str]], leaders: Mapping[str, None]
) -> tuple[tuple[str, ...], list[str]]:
    """Grow a tree until it is full; give it and the nodes that must lead one of their own."""
    tree, left_over = [leader], []
    frontier = deque(follow(leader))
    while frontier:
        node = frontier.popleft()
        if node in leaders:
            continue
        if len(tree) < MAX_SEGMENT:
            tree.append(node)
            frontier.extend(follow(node))
        else:
            left_over.append(node)
    return tuple(tree), left_over
