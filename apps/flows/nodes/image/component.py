"""Shows a picture."""

from pydantic import Field

from apps.flows.families.media import MediaComponent, MediaConfig
from apps.flows.graph.schema import Text


class ImageConfig(MediaConfig):
    """Where a picture lies, and the words with it."""

    name: Text = Field(
        default="",
        title="What it shows",
        description="Read aloud to people who cannot see it.",
        json_schema_extra={"ui": {"widget": "text"}},
    )


class Image(MediaComponent[ImageConfig]):
    """Show a picture and go on."""

    shows = "image"
