"""The Ask with pictures block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NodeKind
from apps.flows.families.question.kind import GROUP, exits, explain, summary, uses
from apps.flows.nodes.picture_choice.component import (
    PictureChoice,
    PictureChoiceConfig,
    PictureOption,
)

definition = NodeKind(
    kind="picture_choice",
    label="Ask with pictures",
    help="Asks, offers pictures and takes the path of the one picked.",
    group=GROUP,
    icon="gallery_thumbnail",
    search=("picture_choice", "picture", "image", "photo", "choice", "gallery"),
    config=PictureChoiceConfig,
    default=PictureChoiceConfig(
        text="",
        choices=(
            PictureOption(id="choice_1", title="First"),
            PictureOption(id="choice_2", title="Second"),
        ),
    ),
    component=PictureChoice,
    exits=exits,
    summary=summary,
    explain=explain,
    uses=uses,
    waits=True,
)
