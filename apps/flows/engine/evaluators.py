"""Checks of policies: a function that finds things in a text, and the block it becomes.

A package adds one by an entry point of the group ``xin.policy_evaluators`` that loads to an
`Evaluator`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from apps.core.registry import Registry
from apps.flows.engine.component import ConfigT, Leave, Move, NodeComponent
from apps.flows.engine.kinds import IN_POLICIES, Exit, NodeKind
from apps.flows.engine.subject import Found, Subject
from apps.flows.engine.turn import Step
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
        evaluate: Give what is found in the subject's text: a function of it, quick, without I/O.
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


Evaluators = Registry[Evaluator[Any]]


def as_node_kind(evaluator: Evaluator[ConfigT]) -> NodeKind[ConfigT]:
    """Make the block of a check: it leaves by what it found."""

    class Evaluate(NodeComponent[ConfigT]):
        """Look at the subject and remember the places for the block that follows."""

        def visit(self, walk: Walk) -> Move:
            if walk.subject is None:
                return Leave(CLEAR)
            walk.subject.found = evaluator.evaluate(walk.subject, self.config)
            labels = sorted({found.label for found in walk.subject.found})
            exit_id = FOUND if labels else CLEAR
            return Leave(exit_id, {"labels": list(labels)})

    return NodeKind(
        kind=evaluator.kind,
        label=evaluator.label,
        help=evaluator.help,
        group="Checks",
        icon=evaluator.icon,
        search=evaluator.search,
        config=evaluator.config,
        default=evaluator.default,
        component=Evaluate,
        exits=lambda config: (Exit(FOUND, "Found"), Exit(CLEAR, "Clear", optional=True)),
        summary=evaluator.summary,
        explain=_explain,
        purposes=IN_POLICIES,
    )


def _explain(step: Step) -> str:
    labels = step.detail["labels"]
    named = ", ".join(map(str, labels)) if isinstance(labels, list) else ""
    return f"Found: {named}." if named else "Found nothing."
