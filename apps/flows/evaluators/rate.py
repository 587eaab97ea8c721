"""Finds visitors who write more than anybody could mean."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from apps.flows.engine.evaluators import Evaluator
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.ports import Ports
from apps.flows.engine.setting import Setting
from apps.flows.engine.subject import Found, Subject

ONE_DAY = 24 * 60


class RateConfig(NodeConfig):
    """How many messages of one visitor are fine, and in which time."""

    at_most: Annotated[int, Field(ge=1, le=1_000), Setting("More messages of one visitor than")] = (
        10
    )
    minutes: Annotated[int, Field(ge=1, le=ONE_DAY), Setting("In minutes")] = 1


async def _measure(ports: Ports, config: RateConfig) -> int:
    return await ports.usage.messages(config.minutes)


def _evaluate(subject: Subject, config: RateConfig) -> Sequence[Found]:
    many = subject.measured > config.at_most
    return [Found(0, len(subject.text), "too many messages")] if many else []


def _summary(config: RateConfig) -> str:
    time = "a minute" if config.minutes == 1 else f"{config.minutes} minutes"
    return f"More than {config.at_most} messages in {time}"


evaluator = Evaluator(
    kind="rate",
    label="Writes too often",
    help="Finds visitors who send more messages than a person would.",
    icon="speed",
    search=("rate", "limit", "flood", "spam", "throttle", "often", "abuse"),
    config=RateConfig,
    default=RateConfig(),
    summary=_summary,
    evaluate=_evaluate,
    measure=_measure,
)
