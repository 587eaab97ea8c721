"""Where a policy begins with a message."""

from apps.flows.testing.judging import judge


async def test_it_begins_the_policy_and_changes_nothing() -> None:
    subject, result = await judge("hello", ("allow", {}))
    assert (subject.text, subject.decision) == ("hello", None)
    assert [step.sentence for step in result.steps] == ["A message came in.", "Let it through."]
