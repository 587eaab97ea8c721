"""Puts tags on the conversation and takes them off."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from apps.flows.engine.component import Leave, Move, NodeComponent
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.turn import ChangeTags
from apps.flows.engine.walk import Walk
from apps.flows.graph.schema import PlainText

MAX_TAGS = 20
LONGEST_TAG = 40


def _between_commas(written: object) -> object:
    """Read what somebody typed into one field."""
    if isinstance(written, str):
        return tuple(word.strip() for word in written.split(",") if word.strip())
    return () if written is None else written


Tags = Annotated[
    tuple[PlainText, ...], Field(max_length=MAX_TAGS), BeforeValidator(_between_commas)
]


class TagConfig(NodeConfig):
    """Tags to put on and to take off."""

    add: Annotated[Tags, Setting("Add", description="Several between commas.", widget="words")] = ()
    remove: Annotated[
        Tags, Setting("Remove", description="Several between commas.", widget="words")
    ] = ()


class Tag(NodeComponent[TagConfig]):
    """Change the tags when the turn is committed."""

    def visit(self, walk: Walk) -> Move:
        add, remove = _named(self.config.add, walk), _named(self.config.remove, walk)
        if add or remove:
            walk.add(ChangeTags(add, remove))
        shown: list[list[str]] = [[str(walk.mask(tag)) for tag in tags] for tags in (add, remove)]
        return Leave("next", {"add": [*shown[0]], "remove": [*shown[1]]})


def _named(tags: tuple[str, ...], walk: Walk) -> tuple[str, ...]:
    """Give the tags with their values filled in, each once, none empty."""
    rendered = (" ".join(walk.render(tag).split())[:LONGEST_TAG] for tag in tags)
    return tuple(dict.fromkeys(tag for tag in rendered if tag))
