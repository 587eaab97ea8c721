"""The shapes of flow tests in the API."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from ninja import Schema
from pydantic import Field

from apps.flows.flow_tests.play import What
from apps.flows.flow_tests.services import Outcome, Report
from apps.flows.models import FlowTest

Name = Annotated[str, Field(min_length=1, max_length=200)]


class TestIn(Schema):
    """A test to keep.

    With a ``graph`` the conversation is led through it now, and what comes of it is what the
    test expects from then on; without one the script's own expectations count.
    """

    name: Name
    script: dict[str, Any]
    graph: dict[str, Any] | None = None


class TestOut(Schema):
    """A test in a list; ``with_policies``: it runs between those of the workspace."""

    id: UUID
    name: str
    author: str | None
    at: datetime
    turns: int
    with_policies: bool

    @staticmethod
    def resolve_author(test: FlowTest) -> str | None:
        return str(test.author) if test.author else None

    @staticmethod
    def resolve_turns(test: FlowTest) -> int:
        return len(test.script.get("exchanges", ()))


class WholeTestOut(TestOut):
    """A test with its script."""

    script: dict[str, Any]


class RunIn(Schema):
    """What to try the tests on: a graph, saved or not; null means the saved draft."""

    graph: dict[str, Any] | None = None


class DifferenceOut(Schema):
    """The first thing that went another way.

    ``what`` says whether ``expected`` and ``got`` are words of the bot, exits of the block, values
    of the variable or outcomes; ``sentence`` tells all of it in English.
    """

    exchange: int
    what: What
    expected: str
    got: str
    node: str | None
    sentence: str
    variable: str | None


class OutcomeOut(Schema):
    """How one test went; ``said`` is what the bot said, turn by turn."""

    id: UUID
    name: str
    passed: bool
    difference: DifferenceOut | None
    said: list[list[str]]

    @classmethod
    def of(cls, outcome: Outcome) -> Self:
        """Give the public shape of an outcome."""
        difference = DifferenceOut.from_orm(outcome.difference) if outcome.difference else None
        test = outcome.test
        return cls(
            id=test.id,
            name=test.name,
            passed=outcome.passed,
            difference=difference,
            said=outcome.said,
        )


class WayOut(Schema):
    """A path, by the block it leaves and the exit."""

    node: str
    exit: str


class CoverageOut(Schema):
    """How much of the flow the tests came through."""

    nodes_reached: int
    nodes: int
    ways_reached: int
    ways: int
    missed: list[WayOut]


class ReportOut(Schema):
    """How all tests went."""

    passed: int
    failed: int
    outcomes: list[OutcomeOut]
    coverage: CoverageOut

    @classmethod
    def of(cls, report: Report) -> Self:
        """Give the public shape of a report."""
        outcomes = [OutcomeOut.of(outcome) for outcome in report.outcomes]
        passed = sum(outcome.passed for outcome in outcomes)
        missed = [WayOut(node=node, exit=way) for node, way in report.coverage.missed]
        coverage = CoverageOut(**{**vars(report.coverage), "missed": missed})
        failed = len(outcomes) - passed
        return cls(passed=passed, failed=failed, outcomes=outcomes, coverage=coverage)


class RequirementShape(Schema):
    """Whether publishing is refused while a test fails."""

    tests_required: bool
