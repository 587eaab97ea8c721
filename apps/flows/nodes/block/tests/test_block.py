"""Stopping."""

from apps.flows.engine.subject import BlockDecision
from apps.flows.testing.judging import judge


async def test_it_stops_and_says_something_instead() -> None:
    subject, result = await judge("hello", ("block", {"text": "Not today."}))
    assert subject.decision == BlockDecision("Not today.")
    assert result.steps[-1].sentence == "Stopped it."
