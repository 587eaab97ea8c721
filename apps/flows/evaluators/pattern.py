"""Finds what a regular expression describes."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import field_validator

from apps.flows.engine.evaluators import Evaluator
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.patterns import MAX_MATCHED, compile_pattern
from apps.flows.engine.setting import Setting
from apps.flows.engine.subject import Found, Subject
from apps.flows.graph.schema import PlainText


class PatternConfig(NodeConfig):
    """The expression (RE2), and what the found is called when it is taken out."""

    pattern: Annotated[PlainText, Setting("Regular expression")]
    name: Annotated[PlainText, Setting("Called")] = "hidden"

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        compile_pattern(pattern)
        return pattern


def _evaluate(subject: Subject, config: PatternConfig) -> Sequence[Found]:
    if not config.pattern:
        return []
    matches = compile_pattern(config.pattern).finditer(subject.text[:MAX_MATCHED])
    return [Found(match.start(), match.end(), config.name) for match in matches if match.group()]


evaluator = Evaluator(
    kind="pattern",
    label="Matches a pattern",
    help="Finds what a regular expression describes.",
    icon="regular_expression",
    search=("regex", "regular expression", "pattern", "match"),
    config=PatternConfig,
    default=PatternConfig(pattern=""),
    summary=lambda config: config.pattern,
    evaluate=_evaluate,
)
