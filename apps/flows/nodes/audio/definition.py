"""The Audio block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NodeKind
from apps.flows.families.media import explain_media, media_exits, media_summary, media_uses
from apps.flows.nodes.audio.component import Audio, AudioConfig

definition = NodeKind(
    kind="audio",
    label="Audio",
    help="Offers a sound to listen to and goes on.",
    group="Messages",
    icon="volume_up",
    search=("audio", "sound", "voice", "music", "podcast"),
    config=AudioConfig,
    default=AudioConfig(url=""),
    component=Audio,
    exits=media_exits,
    summary=media_summary,
    explain=explain_media,
    uses=media_uses,
)
