"""Where a policy begins with an answer."""

from apps.flows.testing.judging import judge


async def test_it_begins_the_policy_and_changes_nothing() -> None:
    subject, result = await judge("hello", ("allow", {}), begin="before_reply")
    assert (subject.text, subject.side, subject.decision) == ("hello", "reply", None)
    assert result.steps[0].sentence == "The bot wanted to answer."
