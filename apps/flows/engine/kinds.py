"""The kinds of nodes: what a definition holds, and the one registry they all come in by.

`apps.flows.engine.registry` is its public face.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from apps.core.channel_limits import ChannelLimits
from apps.core.registry import Registry
from apps.flows.engine.component import ConfigT, NodeComponent, PortComponent
from apps.flows.engine.misfits import Misfit
from apps.flows.engine.texts import in_language
from apps.flows.engine.turn import TraceStep
from apps.flows.graph.schema import Text

GROUP = "xin.nodes"
"""The entry point group; a package's entry point loads to one `NodeKind`."""


Entry = Literal["run", "message", "reply"]
Purpose = Literal["flow", "policy"]

IN_FLOWS: frozenset[Purpose] = frozenset({"flow"})
IN_POLICIES: frozenset[Purpose] = frozenset({"policy"})
EVERYWHERE = IN_FLOWS | IN_POLICIES


class NodeConfig(BaseModel):
    """Base of every config: what a flow file may hold for a kind, and nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _emptied_is_left_out(cls, written: object) -> object:
        """Read a field that somebody emptied as one that was never filled in."""
        if not isinstance(written, Mapping):
            return written
        return {name: value for name, value in written.items() if value is not None}


@dataclass(frozen=True)
class Exit:
    """One way out of a node.

    Attributes:
        optional: The node knows what to do when nothing is connected here.
        at_once: The turn may leave here without waiting, although the kind waits.
        advice: What the checker warns of when nothing is connected here.
        at_most: How often in a row the node leaves here before it takes another exit.
        by_itself: A turn comes out here though the visitor is silent: a time has come.
    """

    id: str
    label: str
    optional: bool = False
    at_once: bool = False
    advice: str = ""
    at_most: int | None = None
    by_itself: bool = False


@dataclass(frozen=True)
class Words:
    """A text of a config: where it stands, and whether a visitor is lost without it."""

    field: str
    text: Text
    required: bool = True


@dataclass(frozen=True)
class Uses:
    """What a config touches: its texts, the values it reads beside them, the variables it sets.

    What texts read, their templates say. ``reads`` are variables or parts of them, such as
    ``order.status``; ``returns`` are the variables of a called flow that it takes over.
    """

    texts: tuple[Words, ...] = ()
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()


def calls_nothing(config: Any) -> None:
    """Go into no other flow, as most kinds."""


@dataclass(frozen=True)
class NodeKind(Generic[ConfigT]):
    """All there is to know about a kind: the designer, the checker and the engine read this.

    Attributes:
        kind: The name in flow files.
        label: The name on screen; ``help`` is one line about it, ``search`` further words that
            find it, ``group`` its shelf in the palette, ``icon`` a Material Symbols name.
        config: The typed config; its JSON Schema draws the inspector.
        default: A config that runs, for a block just dropped.
        component: What runs. A `PortComponent` makes its segment awaited.
        exits: The ways out under a config, in the order the card shows them.
        summary: The real words on the card.
        explain: One plain sentence for the trace.
        uses: What the checker must look at.
        waits: The turn ends here until somebody answers; the next turn starts here.
        calls: The flow that it goes into, by its id in the flow file: "" when none is chosen yet,
            None for most kinds.
        jumps: The nodes that its config leads to, by exit; such exits are not in ``exits``.
        fits: What a channel cannot do with it, beside what the checker sees by itself in all that
            it says without asking a port.
        entry: What begins here: a run of a flow, or a policy's look at a message or a reply.
        purposes: Where it can be used.
    """

    kind: str
    label: str
    help: str
    group: str
    icon: str
    search: tuple[str, ...]
    config: type[ConfigT]
    default: ConfigT
    component: type[NodeComponent[ConfigT]]
    exits: Callable[[ConfigT], tuple[Exit, ...]]
    summary: Callable[[ConfigT], str]
    explain: Callable[[TraceStep], str]
    uses: Callable[[ConfigT], Uses] = field(default=lambda config: Uses())
    waits: bool = False
    calls: Callable[[ConfigT], str | None] = calls_nothing
    jumps: Callable[[ConfigT], Mapping[str, str]] = field(default=lambda config: {})
    fits: Callable[[ChannelLimits, ConfigT], Iterable[Misfit]] = field(
        default=lambda channel, config: ()
    )
    entry: Entry | None = None
    purposes: frozenset[Purpose] = IN_FLOWS

    @property
    def may_call(self) -> bool:
        """Say whether a node of this kind can go into another flow."""
        return self.calls is not calls_nothing

    @property
    def needs_ports(self) -> bool:
        """Say whether a node of this kind asks a port."""
        return issubclass(self.component, PortComponent)

    def default_config(self) -> dict[str, Any]:
        """Give the default config as a flow file holds it."""
        return self.default.model_dump(mode="json", exclude_none=True)

    def config_schema(self) -> Mapping[str, Any]:
        """Give the JSON Schema of the config, with hints for the inspector under ``ui``."""
        return self.config.model_json_schema()


NodeKinds = Registry[NodeKind[Any]]

NEXT = Exit("next", "Next")


def first_words(text: Text) -> str:
    """Give a text as a card shows it: in the first language that has words."""
    return in_language(text, "")
