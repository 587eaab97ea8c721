"""The Haystack pipeline of a segment, which knows that it is a tree and never changes.

Haystack asks at each run, and of each component at each step, what could differ in other graphs.
All that is said here only keeps it from asking in vain: without it the same blocks run.
"""

from collections.abc import Sequence
from typing import Any

from haystack import Pipeline

from apps.flows.engine.walk import Walk


class TreePipeline(Pipeline):
    """A tree of components, each with one input; a run gives its leader what is handed on."""

    def __init__(self) -> None:
        super().__init__()
        self._receivers: dict[str, list[Any]] = {}

    def validate_input(self, data: dict[str, Any]) -> None:
        """Trust the input: a segment only ever gives a walk to its leader."""

    def _prepare_component_input_data(self, data: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """Copy nothing: the walk stays one object."""
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
        """Ask only those that a walk came to whether they can run; in a tree each runs once."""
        waiting = [name for name in component_names if not component_visits[name]]
        reached = [name for name in waiting if _has_walk(inputs.get(name, {}))]
        return super()._fill_queue(reached, inputs, component_visits)


def _has_walk(inputs: dict[str, list[dict[str, Any]]]) -> bool:
    """Tell a component that the walk came to from one whose exit was not taken."""
    return any(isinstance(given["value"], Walk) for given in inputs.get("walk", ()))
