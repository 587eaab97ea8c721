"""Shows a sound."""

from typing import Annotated

from apps.flows.engine.setting import Setting
from apps.flows.families.media import MediaComponent, MediaConfig
from apps.flows.graph.schema import Text


class AudioConfig(MediaConfig):
    """Where a sound lies, and the words with it."""

    name: Annotated[
        Text,
        Setting(
            "What one hears",
            description="The name of the player for people who hear it read aloud.",
            widget="text",
        ),
    ] = ""


class Audio(MediaComponent[AudioConfig]):
    """Show a sound and go on."""

    shows = "audio"
