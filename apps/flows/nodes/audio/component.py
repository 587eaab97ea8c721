"""Shows a sound."""

from pydantic import Field

from apps.flows.families.media import MediaComponent, MediaConfig
from apps.flows.graph.schema import Text


class AudioConfig(MediaConfig):
    """Where a sound lies, and the words with it."""

    name: Text = Field(
        default="",
        title="What one hears",
        description="The name of the player for people who hear it read aloud.",
        json_schema_extra={"ui": {"widget": "text"}},
    )


class Audio(MediaComponent[AudioConfig]):
    """Show a sound and go on."""

    shows = "audio"
