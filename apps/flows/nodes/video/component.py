"""Shows a film."""

from pydantic import Field

from apps.flows.families.media import MediaComponent, MediaConfig
from apps.flows.graph.schema import Text


class VideoConfig(MediaConfig):
    """Where a film lies, and the words with it."""

    name: Text = Field(
        default="",
        title="What it shows",
        description="The name of the player for people who hear it read aloud.",
        json_schema_extra={"ui": {"widget": "text"}},
    )


class Video(MediaComponent[VideoConfig]):
    """Show a film and go on."""

    shows = "video"
