"""The Ask for a file block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NodeKind
from apps.flows.families.question.kind import GROUP, exits, explain, summary, uses
from apps.flows.nodes.ask_file.component import AskFile, AskFileConfig

definition = NodeKind(
    kind="ask_file",
    label="Ask for a file",
    help="Asks, waits and saves the file that the visitor sends.",
    group=GROUP,
    icon="upload_file",
    search=("ask_file", "file", "upload", "attachment", "photo", "document"),
    config=AskFileConfig,
    default=AskFileConfig(text="", save_as="file"),
    component=AskFile,
    exits=exits,
    summary=summary,
    explain=explain,
    uses=uses,
    waits=True,
)
