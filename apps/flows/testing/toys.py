"""Toy kinds: nodes that break, dawdle or talk, to try the engine with."""

import asyncio
from typing import Any, cast

from apps.flows.engine.component import Move
from apps.flows.engine.registry import (
    NEXT,
    Exit,
    Leave,
    NodeComponent,
    NodeConfig,
    NodeKind,
    NodeKinds,
    PortComponent,
    Uses,
    Walk,
    Words,
    load_node_kinds,
)
from apps.flows.graph.schema import Text


class ToyConfig(NodeConfig):
    """One text."""

    text: Text = ""


class Shout(NodeComponent[ToyConfig]):
    """Say the text in capitals."""

    def visit(self, walk: Walk) -> Move:
        walk.say(walk.render(self.config.text).upper())
        return Leave("next")


class Break(NodeComponent[ToyConfig]):
    """Say the text, then raise with the visitor's words in the error."""

    def visit(self, walk: Walk) -> Move:
        walk.say(walk.render(self.config.text))
        raise LookupError(walk.turn.message)


class Vanish(NodeComponent[ToyConfig]):
    """Leave by an exit that does not exist."""

    def visit(self, walk: Walk) -> Move:
        return Leave("nowhere")


class Forget(NodeComponent[ToyConfig]):
    """Forget to answer."""

    def visit(self, walk: Walk) -> Move:
        return cast(Move, None)


class Dawdle(PortComponent[ToyConfig]):
    """Wait for what never comes."""

    async def visit_async(self, walk: Walk) -> Move:
        await asyncio.Event().wait()
        return Leave("next")


class AskDesk(PortComponent[ToyConfig]):
    """Ask the people port and leave by its answer."""

    async def visit_async(self, walk: Walk) -> Move:
        there = await walk.ports.people.anyone(None)
        return Leave("there" if there else "away")


def _toy(kind: str, component: type[NodeComponent[ToyConfig]], *exits: Exit) -> NodeKind[Any]:
    return NodeKind(
        kind=kind,
        label=kind.capitalize(),
        help="A toy.",
        group="Actions",
        icon="toys",
        search=(),
        config=ToyConfig,
        default=ToyConfig(),
        component=component,
        exits=lambda config: exits or (NEXT,),
        summary=lambda config: str(config.text),
        explain=lambda step: f"Toyed with {kind}.",
        uses=lambda config: Uses(texts=(Words("text", config.text, required=False),)),
    )


shout = _toy("shout", Shout)

TOYS = (
    shout,
    _toy("break", Break),
    _toy("vanish", Vanish),
    _toy("forget", Forget),
    _toy("dawdle", Dawdle),
    _toy("ask_desk", AskDesk, Exit("there", "There"), Exit("away", "Away")),
)


def toy_kinds() -> NodeKinds:
    """Give the kinds of this installation and the toys."""
    kinds = load_node_kinds()
    for toy in TOYS:
        kinds.register(toy)
    return kinds
