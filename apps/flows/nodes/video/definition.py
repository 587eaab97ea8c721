"""The Video block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NodeKind
from apps.flows.families.media import explain_media, media_exits, media_summary, media_uses
from apps.flows.nodes.video.component import Video, VideoConfig

definition = NodeKind(
    kind="video",
    label="Video",
    help="Shows a video and goes on.",
    group="Messages",
    icon="movie",
    search=("video", "film", "movie", "clip"),
    config=VideoConfig,
    default=VideoConfig(url=""),
    component=Video,
    exits=media_exits,
    summary=media_summary,
    explain=explain_media,
    uses=media_uses,
)
