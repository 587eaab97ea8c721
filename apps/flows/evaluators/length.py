"""Finds texts that are too long or too short."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from apps.flows.engine.evaluators import Evaluator
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.subject import Found, Subject

Characters = Annotated[int, Field(ge=0, le=20_000)]


class LengthConfig(NodeConfig):
    """The bounds, in characters."""

    at_most: Annotated[Characters, Setting("Longer than (characters)")] = 1_000
    at_least: Annotated[Characters, Setting("Shorter than (characters)")] = 0


def _evaluate(subject: Subject, config: LengthConfig) -> Sequence[Found]:
    length = len(subject.text)
    if length > config.at_most:
        return [Found(config.at_most, length, "too long")]
    return [Found(0, length, "too short")] if length < config.at_least else []


evaluator = Evaluator(
    kind="length",
    label="Is too long or short",
    help="Finds texts beyond a number of characters.",
    icon="straighten",
    search=("length", "long", "short", "characters", "limit"),
    config=LengthConfig,
    default=LengthConfig(),
    summary=lambda config: f"{config.at_least} to {config.at_most} characters are fine",
    evaluate=_evaluate,
)
