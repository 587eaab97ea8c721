"""The kinds of nodes: what a definition holds, and the one door they all come in by.

`apps.flows.registry` is its public face; it stands here so that the engine imports only itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import EntryPoint
from typing import Any, Generic

from pydantic import BaseModel, ConfigDict

from apps.core.registry import Registry
from apps.flows.engine.component import ConfigT, NodeComponent, PortComponent
from apps.flows.engine.texts import in_language
from apps.flows.engine.turn import Step
from apps.flows.graph import Text
from apps.flows.nodes import BUILT_IN

GROUP = "xin.nodes"
"""The entry point group; a package's entry point loads to one `NodeKind`."""


class NodeConfig(BaseModel):
    """Base of every config: what a flow file may hold for a kind, and nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class Exit:
    """One way out of a node.

    Attributes:
        optional: The node knows what to do when nothing is connected here.
        at_once: The turn may leave here without waiting, although the kind waits.
        advice: What the checker warns of when nothing is connected here.
    """

    id: str
    label: str
    optional: bool = False
    at_once: bool = False
    advice: str = ""


@dataclass(frozen=True)
class Words:
    """A text of a config: where it stands, and whether a visitor is lost without it."""

    field: str
    text: Text
    required: bool = True


@dataclass(frozen=True)
class Uses:
    """What a config touches: its texts, the values it reads by name, the variables it sets."""

    texts: tuple[Words, ...] = ()
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()


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
    explain: Callable[[Step], str]
    uses: Callable[[ConfigT], Uses] = field(default=lambda config: Uses())
    waits: bool = False

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


def load_node_kinds() -> NodeKinds:
    """Collect the built-in kinds and those of installed packages, by the same door.

    Raises:
        DuplicateKind: two of them claim one name.
    """
    kinds: NodeKinds = Registry(GROUP)
    for name, place in BUILT_IN.items():
        kinds.register(EntryPoint(name, place, GROUP).load())
    kinds.load_plugins()
    return kinds


@cache
def node_kinds() -> NodeKinds:
    """Give the kinds of this installation, loaded once."""
    return load_node_kinds()
