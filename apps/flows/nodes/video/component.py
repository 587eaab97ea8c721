"""Shows a film."""

from typing import Annotated

from apps.flows.engine.setting import Setting
from apps.flows.families.media import MediaComponent, MediaConfig
from apps.flows.graph.schema import Text


class VideoConfig(MediaConfig):
    """Where a film lies, and the words with it."""

    name: Annotated[
        Text,
        Setting(
            "What it shows",
            description="The name of the player for people who hear it read aloud.",
            widget="text",
        ),
    ] = ""


class Video(MediaComponent[VideoConfig]):
    """Show a film and go on."""

    shows = "video"
