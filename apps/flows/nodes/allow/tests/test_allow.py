"""Letting through."""

from apps.flows.testing.judging import judge

LOOK = ("keywords", {"words": ["leaf"]})


async def test_it_lets_through_what_earlier_blocks_have_left() -> None:
    subject, result = await judge("a leaf", LOOK, ("redact", {}), ("allow", {}))
    assert (subject.text, subject.decision) == ("a [leaf]", None)
    assert result.steps[-1].sentence == "Let it through."
