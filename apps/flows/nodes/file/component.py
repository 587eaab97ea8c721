"""Shows a file."""

from typing import Annotated

from apps.flows.engine.setting import Setting
from apps.flows.families.media import MediaComponent, MediaConfig
from apps.flows.graph.schema import Text


class FileConfig(MediaConfig):
    """Where a file lies, and the words with it."""

    name: Annotated[
        Text,
        Setting(
            "File name",
            description="What the link says. Left empty, it is the end of the address.",
            widget="text",
        ),
    ] = ""


class File(MediaComponent[FileConfig]):
    """Show a file and go on."""

    shows = "file"
