"""Finds conversations, or days, on which the language model has cost enough."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from apps.flows.engine.evaluators import Evaluator
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.ports import Ports
from apps.flows.engine.setting import Setting
from apps.flows.engine.subject import Found, Subject

SPENDERS = {"conversation": "This conversation", "workspace": "The workspace today"}


class CostConfig(NodeConfig):
    """Who has spent, and how many tokens are fine."""

    by: Annotated[
        Literal["conversation", "workspace"], Setting("Spent by", options={**SPENDERS})
    ] = "conversation"
    at_most: Annotated[
        int,
        Field(ge=0, le=1_000_000_000),
        Setting("More tokens than", description="A token is about four letters."),
    ] = 20_000


async def _measure(ports: Ports, config: CostConfig) -> int:
    return await ports.usage.tokens(config.by)


def _evaluate(subject: Subject, config: CostConfig) -> Sequence[Found]:
    spent = subject.measured > config.at_most
    return [Found(0, len(subject.text), "budget used")] if spent else []


evaluator = Evaluator(
    kind="cost",
    label="Has cost too much",
    help="Finds when the model has used more tokens than you allow.",
    icon="payments",
    search=("cost", "budget", "tokens", "model", "spend", "limit", "price"),
    config=CostConfig,
    default=CostConfig(),
    summary=lambda config: f"{SPENDERS[config.by]}: more than {config.at_most:,} tokens",
    evaluate=_evaluate,
    measure=_measure,
)
