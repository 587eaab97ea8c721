"""Calling a person."""

from apps.flows.engine.subject import EscalateDecision
from apps.flows.testing.judging import judge


async def test_it_calls_a_person_of_a_team() -> None:
    subject, result = await judge("hello", ("escalate", {"text": "A moment.", "team": "Care"}))
    assert subject.decision == EscalateDecision("A moment.", "Care")
    assert result.steps[-1].sentence == "Called the team Care."


async def test_without_a_team_it_calls_anybody() -> None:
    subject, result = await judge("hello", ("escalate", {}))
    assert subject.decision == EscalateDecision("", None)
    assert result.steps[-1].sentence == "Called a person."
