"""What every block is told that asks a model."""

from typing import Any

from pydantic import Field

from apps.flows.engine.kinds import NodeConfig
from apps.flows.graph.schema import PlainText

ERROR = "error"
MESSAGE = "{{ message }}"
MAX_EARLIER = 50
"""Messages of the conversation that a block gives along."""


def advanced(widget: str, **more: Any) -> dict[str, Any]:
    """Hint that a field is folded away."""
    return {"ui": {"widget": widget, "advanced": True, **more}}


class ModelConfig(NodeConfig):
    """How much the model may read and write, and how long it may take."""

    max_output_tokens: int = Field(
        default=500,
        ge=1,
        le=8_000,
        title="Longest answer, in tokens",
        description="A token is about four letters.",
        json_schema_extra=advanced("number"),
    )
    max_input_tokens: int = Field(
        default=4_000,
        ge=500,
        le=100_000,
        title="Longest question, in tokens",
        description="What the model reads, instructions included.",
        json_schema_extra=advanced("number"),
    )
    seconds: int = Field(
        default=15,
        ge=1,
        le=25,
        title="Seconds to answer",
        description="Then it goes on by “It failed”.",
        json_schema_extra=advanced("number"),
    )


class ReadingConfig(ModelConfig):
    """What the model reads: mostly the visitor's message."""

    text: PlainText = Field(
        default=MESSAGE,
        title="What is read",
        json_schema_extra=advanced("text"),
    )
