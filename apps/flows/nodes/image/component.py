"""Shows a picture."""

from typing import Annotated

from apps.flows.engine.setting import Setting
from apps.flows.families.media import MediaComponent, MediaConfig
from apps.flows.graph.schema import Text


class ImageConfig(MediaConfig):
    """Where a picture lies, and the words with it."""

    name: Annotated[
        Text,
        Setting(
            "What it shows", description="Read aloud to people who cannot see it.", widget="text"
        ),
    ] = ""


class Image(MediaComponent[ImageConfig]):
    """Show a picture and go on."""

    shows = "image"
