"""The Ask for a rating block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NodeKind
from apps.flows.families.question.kind import GROUP, exits, explain, summary, uses
from apps.flows.nodes.rating.component import Rating, RatingConfig

definition = NodeKind(
    kind="rating",
    label="Ask for a rating",
    help="Asks for stars, a face or a number from 0 to 10 and saves it.",
    group=GROUP,
    icon="star",
    search=("rating", "stars", "csat", "nps", "survey", "feedback", "score"),
    config=RatingConfig,
    default=RatingConfig(text="", save_as="rating"),
    component=Rating,
    exits=exits,
    summary=summary,
    explain=explain,
    uses=uses,
    waits=True,
)
