"""Taking out."""

from apps.flows.testing.judging import judge

LOOK = ("keywords", {"words": ["leaf"]})


async def test_it_takes_out_what_was_found_and_says_what() -> None:
    subject, result = await judge("a leaf and a Leaf", LOOK, ("redact", {}))
    assert (subject.text, subject.kept) == ("a [leaf] and a [leaf]", "a [leaf] and a [leaf]")
    assert result.steps[-1].sentence == "Took out: leaf."


async def test_without_a_find_there_is_nothing_to_take_out() -> None:
    subject, result = await judge("hello", ("redact", {}))
    assert (subject.text, subject.kept) == ("hello", None)
    assert result.steps[-1].sentence == "There was nothing to take out."
