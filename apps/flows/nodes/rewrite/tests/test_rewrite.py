"""Saying it differently."""

from apps.flows.testing.judging import judge


async def test_it_puts_other_words_around_the_old_ones() -> None:
    subject, _ = await judge("hello", ("rewrite", {"text": "{{ message }}, says a bot"}))
    assert subject.text == "hello, says a bot"
    assert subject.decision is None
