"""The Picture block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NodeKind
from apps.flows.families.media import explain_media, media_exits, media_summary, media_uses
from apps.flows.nodes.image.component import Image, ImageConfig

definition = NodeKind(
    kind="image",
    label="Picture",
    help="Shows a picture and goes on.",
    group="Messages",
    icon="image",
    search=("image", "photo", "picture", "gif"),
    config=ImageConfig,
    default=ImageConfig(url=""),
    component=Image,
    exits=media_exits,
    summary=media_summary,
    explain=explain_media,
    uses=media_uses,
)
