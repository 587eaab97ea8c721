"""Checks of policies: a function that finds things in a text, and the block it becomes.

A package adds one by an entry point of the group ``xin.policy_evaluators`` that loads to an
`Evaluator`.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from apps.core.registry import Registry
from apps.flows.engine.component import ConfigT, Leave, Move, NodeComponent, PortComponent
from apps.flows.engine.kinds import IN_POLICIES, Exit, NodeKind
from apps.flows.engine.ports import Ports
from apps.flows.engine.subject import Found, Subject
from apps.flows.engine.turn import TraceStep
from apps.flows.engine.walk import Walk

GROUP = "xin.policy_evaluators"
"""The entry point group; a package's entry point loads to one `Evaluator`."""

FOUND, CLEAR = "found", "clear"


@dataclass(frozen=True)
class Evaluator(Generic[ConfigT]):
    """All there is to know about one check.

    Attributes:
        kind: The name in flow files; no block may be called so.
        label: The name on screen; ``help`` is one line about it, ``search`` further words that
            find it, ``icon`` a Material Symbols name.
        config: The typed config; its JSON Schema draws the inspector.
        default: A config that runs.
        summary: What the card shows.
        evaluate: Give what is found: a function of the subject, quick, without I/O.
        measure: Ask a port for the number that the subject has as ``measured`` then; most checks
            look at the text alone.
    """

    kind: str
    label: str
    help: str
    icon: str
    search: tuple[str, ...]
    config: type[ConfigT]
    default: ConfigT
    summary: Callable[[ConfigT], str]
    evaluate: Callable[[Subject, ConfigT], Sequence[Found]]
    measure: Callable[[Ports, ConfigT], Awaitable[int]] | None = None


Evaluators = Registry[Evaluator[Any]]


def as_node_kind(evaluator: Evaluator[ConfigT]) -> NodeKind[ConfigT]:
    """Make the block of a check: it leaves by what it found."""

    class Evaluate(NodeComponent[ConfigT]):
        """Look at the subject and remember the places for the block that follows."""

        def visit(self, walk: Walk) -> Move:
            return _look(evaluator, walk, self.config)

    class Measure(PortComponent[ConfigT]):
        """Ask first, then look at the subject."""

        async def visit_async(self, walk: Walk) -> Move:
            if evaluator.measure and walk.subject:
                walk.subject.measured = await evaluator.measure(walk.ports, self.config)
            return _look(evaluator, walk, self.config)

    return NodeKind(
        kind=evaluator.kind,
        label=evaluator.label,
        help=evaluator.help,
        group="Checks",
        icon=evaluator.icon,
        search=evaluator.search,
        config=evaluator.config,
        default=evaluator.default,
        component=Measure if evaluator.measure else Evaluate,
        exits=lambda config: (Exit(FOUND, "Found"), Exit(CLEAR, "Clear", optional=True)),
        summary=evaluator.summary,
        explain=_explain,
        purposes=IN_POLICIES,
    )


def _look(evaluator: Evaluator[ConfigT], walk: Walk, config: ConfigT) -> Move:
    if walk.subject is None:
        return Leave(CLEAR)
    walk.subject.found = evaluator.evaluate(walk.subject, config)
    labels = sorted({found.label for found in walk.subject.found})
    counted = {"measured": walk.subject.measured} if evaluator.measure else {}
    return Leave(FOUND if labels else CLEAR, {"labels": [*labels], **counted})


def _explain(step: TraceStep) -> str:
    labels, measured = step.detail["labels"], step.detail.get("measured")
    named = ", ".join(map(str, labels)) if isinstance(labels, list) else ""
    counted = "" if measured is None else f" ({measured:,})"
    return f"Found: {named}{counted}." if named else f"Found nothing{counted}."
