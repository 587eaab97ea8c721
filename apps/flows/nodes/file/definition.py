"""The File block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NodeKind
from apps.flows.families.media import explain_media, media_exits, media_summary, media_uses
from apps.flows.nodes.file.component import File, FileConfig

definition = NodeKind(
    kind="file",
    label="File",
    help="Offers a file to download and goes on.",
    group="Messages",
    icon="attach_file",
    search=("file", "document", "pdf", "download", "attachment"),
    config=FileConfig,
    default=FileConfig(url=""),
    component=File,
    exits=media_exits,
    summary=media_summary,
    explain=explain_media,
    uses=media_uses,
)
