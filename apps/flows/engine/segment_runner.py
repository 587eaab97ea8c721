"""All that is known of Haystack here: how a segment becomes a pipeline, and how a turn runs it.

Haystack takes seconds to import, and only who runs flows needs it. So nothing imports this module
before a flow is compiled.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from haystack import Pipeline, component

from apps.flows.engine.component import NodeComponent, PortComponent
from apps.flows.engine.node_visit import NodeVisit
from apps.flows.engine.turn_record import TurnRecord

STOPPED = "stopped"
"""The socket of a turn that ends or waits at the node; no exit's socket is called so."""


class SegmentRunner:
    """Leads turns through the tree of nodes of one segment.

    Args:
        nodes: The components of the tree, that of its leader first.
        ways: The paths inside, each the node that it leaves, the exit and the node it leads to.
    """

    def __init__(
        self, nodes: Sequence[NodeComponent[Any]], ways: Iterable[tuple[str, str, str]]
    ) -> None:
        self._awaits = any(isinstance(node, PortComponent) for node in nodes)
        self._leader = _name(nodes[0].setup.node)
        self._pipeline = TreePipeline()
        for node in nodes:
            self._pipeline.add_component(_name(node.setup.node), NodeAdapter(node))
        for node_id, exit_id, target in ways:
            sender = f"{_name(node_id)}.{exit_socket(exit_id)}"
            self._pipeline.connect(sender, f"{_name(target)}.record")

    async def run(self, record: TurnRecord) -> None:
        """Lead a turn through: on the spot, or awaited if a node in here asks a port."""
        inputs = {self._leader: {"record": record}}
        if self._awaits:
            await self._pipeline.run_async(inputs)
        else:
            self._pipeline.run(inputs)


def _name(node: str) -> str:
    """Name a node's component; the prefix keeps clear of the names that Haystack reserves."""
    return f"node:{node}"


def exit_socket(exit_id: str) -> str:
    """Name the output socket of an exit."""
    return f"exit-{exit_id}"


@component
class NodeAdapter:
    """A node as Haystack sees it: one socket in, one out per exit and one for who stops here."""

    def __init__(self, node: NodeComponent[Any]) -> None:
        self.node = node
        exits = [exit_socket(exit_id) for exit_id in node.setup.exits]
        component.set_output_types(self, **dict.fromkeys([*exits, STOPPED], TurnRecord))

    def run(self, record: TurnRecord) -> dict[str, TurnRecord]:
        """Visit the node on the spot."""
        with NodeVisit(self.node.setup, record) as visit:
            visit.move = self.node.visit(record.walk)
        return {_socket(visit): record}

    async def run_async(self, record: TurnRecord) -> dict[str, TurnRecord]:
        """Visit inside an awaited segment, without a hop to another thread."""
        if not isinstance(self.node, PortComponent):
            return self.run(record)
        with NodeVisit(self.node.setup, record) as visit:
            visit.move = await self.node.visit_async(record.walk)
        return {_socket(visit): record}


def _socket(visit: NodeVisit) -> str:
    return STOPPED if visit.exit is None else exit_socket(visit.exit)


class TreePipeline(Pipeline):
    """A tree of components, each with one input; a run gives its leader what is handed on.

    Haystack asks at each run, and of each component at each step, what could differ in other
    graphs. All that is said here only keeps it from asking in vain: without it the same nodes run.
    """

    def __init__(self) -> None:
        super().__init__()
        self._receivers: dict[str, list[Any]] = {}

    def validate_input(self, data: dict[str, Any]) -> None:
        """Trust the input: a segment only ever gives a record to its leader."""

    def _prepare_component_input_data(self, data: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """Copy nothing: the record stays one object."""
        return data

    def _find_receivers_from(self, component_name: str) -> list[Any]:
        """Look only once who follows a component."""
        if component_name not in self._receivers:
            self._receivers[component_name] = super()._find_receivers_from(component_name)
        return self._receivers[component_name]

    def _fill_queue(
        self,
        component_names: Sequence[str],
        inputs: dict[str, dict[str, list[dict[str, Any]]]],
        component_visits: dict[str, int],
    ) -> Any:
        """Ask only those that the turn came to whether they can run; in a tree each runs once."""
        waiting = [name for name in component_names if not component_visits[name]]
        reached = [name for name in waiting if _is_reached(inputs.get(name, {}))]
        return super()._fill_queue(reached, inputs, component_visits)


def _is_reached(inputs: dict[str, list[dict[str, Any]]]) -> bool:
    """Tell a component that the turn came to from one whose exit was not taken."""
    return any(isinstance(given["value"], TurnRecord) for given in inputs.get("record", ()))
