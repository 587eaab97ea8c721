"""What every block is told that asks a model."""

from typing import Annotated

from pydantic import Field

from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.graph.schema import PlainText

ERROR = "error"
MESSAGE = "{{ message }}"
MAX_EARLIER = 50
"""Messages of the conversation that a block gives along."""


class ModelConfig(NodeConfig):
    """How much the model may read and write, and how long it may take."""

    max_output_tokens: Annotated[
        int,
        Field(ge=1, le=8_000),
        Setting(
            "Longest answer, in tokens",
            description="A token is about four letters.",
            widget="number",
            advanced=True,
        ),
    ] = 500
    max_input_tokens: Annotated[
        int,
        Field(ge=500, le=100_000),
        Setting(
            "Longest question, in tokens",
            description="What the model reads, instructions included.",
            widget="number",
            advanced=True,
        ),
    ] = 4_000
    seconds: Annotated[
        int,
        Field(ge=1, le=25),
        Setting(
            "Seconds to answer",
            description="Then it goes on by “It failed”.",
            widget="number",
            advanced=True,
        ),
    ] = 15


class ReadingConfig(ModelConfig):
    """What the model reads: mostly the visitor's message."""

    text: Annotated[PlainText, Setting("What is read", widget="text", advanced=True)] = MESSAGE
