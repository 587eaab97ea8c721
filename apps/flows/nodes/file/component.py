"""Shows a file."""

from pydantic import Field

from apps.flows.families.media import MediaComponent, MediaConfig
from apps.flows.graph.schema import Text


class FileConfig(MediaConfig):
    """Where a file lies, and the words with it."""

    name: Text = Field(
        default="",
        title="File name",
        description="What the link says. Left empty, it is the end of the address.",
        json_schema_extra={"ui": {"widget": "text"}},
    )


class File(MediaComponent[FileConfig]):
    """Show a file and go on."""

    shows = "file"
